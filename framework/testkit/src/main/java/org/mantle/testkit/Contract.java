package org.mantle.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.testkit.origin.Origin;
import org.opentest4j.TestAbortedException;

/** Makes the tests of a provider and its algorithms. */
final class Contract {

    private final AlgorithmContractTests author;

    Contract(AlgorithmContractTests author) {
        this.author = author;
    }

    /** Finds what does not meet a requirement, in words that follow "But". */
    @FunctionalInterface
    interface Check {
        List<String> find() throws Exception;
    }

    Stream<DynamicNode> nodes() {
        AlgorithmProvider provider = author.provider();
        List<DynamicNode> nodes = new ArrayList<>();
        nodes.add(container(provider.getClass().getName(), new ProviderChecks(author).checks()));
        for (Origin origin : Origin.of(provider)) {
            Subject.of(author, origin).ifPresent(subject -> nodes.add(container(subject)));
        }
        return nodes.stream();
    }

    private DynamicNode container(Subject subject) {
        List<Map.Entry<Requirement, Check>> checks = new ArrayList<>();
        checks.addAll(new DeclarationChecks(subject).checks());
        checks.addAll(new InputChecks(subject).checks());
        checks.addAll(new RunChecks(subject).checks());
        checks.addAll(new WatchedChecks(subject).checks());
        return container(subject.descriptor().toString(), checks);
    }

    private DynamicNode container(String name, List<Map.Entry<Requirement, Check>> checks) {
        return DynamicContainer.dynamicContainer(
                name, checks.stream().map(check -> test(check.getKey(), check.getValue())));
    }

    private DynamicTest test(Requirement requirement, Check check) {
        return DynamicTest.dynamicTest(requirement.title(), () -> {
            String reason = author.exceptions().get(requirement.number());
            if (reason != null) {
                throw new TestAbortedException("an exception: " + reason);
            }
            requirement.check(check.find());
        });
    }
}
