package org.mantle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/** Runs the tests that the kit makes, and tells what came of them. */
final class KitRun {

    private KitRun() {}

    /**
     * What came of one test.
     *
     * @param of the algorithm, or the provider
     * @param requirement the number of it
     * @param thrown why the test failed or was skipped; empty when it passed
     */
    record Result(String of, int requirement, Optional<Throwable> thrown) {

        boolean isSkipped() {
            return thrown.filter(TestAbortedException.class::isInstance).isPresent();
        }
    }

    static List<Result> of(AlgorithmContractTests contract) {
        return contract.contract().flatMap(node -> results("", node)).toList();
    }

    private static Stream<Result> results(String of, DynamicNode node) {
        return node instanceof DynamicContainer container
                ? container.getChildren().flatMap(child -> results(node.getDisplayName(), child))
                : Stream.of(result(of, (DynamicTest) node));
    }

    private static Result result(String of, DynamicTest test) {
        int requirement = Integer.parseInt(test.getDisplayName().substring(0, 2));
        try {
            test.getExecutable().execute();
            return new Result(of, requirement, Optional.empty());
        } catch (Throwable e) {
            // As JUnit does.
            return new Result(of, requirement, Optional.of(e));
        }
    }

    static List<String> failures(AlgorithmContractTests contract) {
        return messages(contract, false);
    }

    static List<String> skips(AlgorithmContractTests contract) {
        return messages(contract, true);
    }

    private static List<String> messages(AlgorithmContractTests contract, boolean skipped) {
        return of(contract).stream()
                .filter(result -> result.isSkipped() == skipped)
                .flatMap(result -> result.thrown().stream())
                .map(Throwable::toString)
                .toList();
    }

    /** Asserts that exactly one test fails, with a message that tells the requirement, what was found, and what to do. */
    static void assertFails(int requirement, AlgorithmContractTests contract, String found) {
        assertThat(failures(contract))
                .singleElement()
                .asString()
                .contains("Requirement " + requirement + ": ", found, "What to do: ");
    }
}
