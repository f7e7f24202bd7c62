package org.mantle.framework.internal.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mantle.framework.testing.TestHosts.codes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Precondition;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.testing.TestHosts;

/** The three tiers, each entered only when the one before found nothing. */
class CheckTierTests {

    static final Property<Integer> LOW = Property.integer("Low").defaultValue(0).build();
    static final Property<Integer> HIGH =
            Property.integer("High").defaultValue(1).build();
    static final Property<String> USER = Property.string("User").build();

    /** Takes down what was called, and says what the checks should do. */
    static class Journal {
        final List<String> calls = new CopyOnWriteArrayList<>();
        boolean loggedIn = true;
        RuntimeException thrownByCheck;
    }

    static final class Tiered extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            Precondition session = new Precondition("a session", (inputs, services, problems) -> {
                services.get(Journal.class).calls.add("session");
                if (!services.get(Journal.class).loggedIn) {
                    problems.add(USER, "nobody is logged in; log in first");
                }
            });
            Precondition licence = new Precondition("a licence", (inputs, services, problems) -> {
                services.get(Journal.class).calls.add("licence");
                if (!services.get(Journal.class).loggedIn) {
                    problems.add("there is no licence");
                }
            });
            TestHosts.facts(declaration, "Tiered")
                    .properties(LOW, HIGH, USER)
                    .precondition(Condition.isDefault(USER).not(), session)
                    .precondition(Condition.isDefault(USER).not(), licence)
                    .precondition(Condition.is(USER, "root"), session);
        }

        @Override
        protected void validateInputs(Inputs inputs, Problems problems) {
            if (inputs.get(LOW) > inputs.get(HIGH)) {
                problems.add(LOW, "Low is above High");
                problems.add(HIGH, "High is below Low");
            }
            if (inputs.get(LOW) == 13) {
                throw new IllegalStateException("unlucky");
            }
        }

        @Override
        protected void execute(Context run) {
            run.service(Journal.class).calls.add("execute");
        }
    }

    private final Journal journal = new Journal();
    private final Mantle mantle =
            TestHosts.builder(Tiered.class).service(Journal.class, journal).build();

    @Test
    void validateInputsIsAskedOnlyWhenEveryPropertyIsValid() {
        assertThat(codes(mantle.validate("Tiered", Map.of("Low", 5, "High", "x", "User", "u"))))
                .containsExactly("High:wrongType");
        assertThat(codes(mantle.validate("Tiered", Map.of("Low", 5, "High", 2, "User", "u"))))
                .containsExactly("Low:invalid", "High:invalid");
        assertThat(journal.calls).isEmpty();
    }

    @Test
    void preconditionsAreAskedTogetherAndOnlyWhenAllElseIsValid() {
        journal.loggedIn = false;

        List<Problem> problems = mantle.validate("Tiered", Map.of("User", "u"));

        assertThat(codes(problems)).containsExactly("User:precondition", ":precondition");
        assertThat(problems.get(0).message()).isEqualTo("nobody is logged in; log in first");
        assertThat(journal.calls).containsExactly("session", "licence");
    }

    @Test
    void aPreconditionIsAskedOnlyWhileItsConditionHolds() {
        journal.loggedIn = false;

        assertThat(mantle.validate("Tiered", Map.of())).isEmpty();
        assertThat(journal.calls).isEmpty();
    }

    @Test
    void onePreconditionMayBeDeclaredUnderSeveralConditions() {
        Map<Precondition, Condition> preconditions =
                mantle.registry().get("Tiered").preconditions();

        assertThat(preconditions).hasSize(2);
        assertThat(preconditions.values().iterator().next().words()).contains("User is root", " or ");
    }

    @Test
    void nothingRunsUntilAllTiersPass() {
        journal.loggedIn = false;
        assertThatExceptionOfType(InvalidPropertyException.class)
                .isThrownBy(() -> mantle.run("Tiered", Map.of("User", "u")))
                .withMessageContaining("log in first");
        assertThat(journal.calls).doesNotContain("execute");
        assertThat(mantle.history().records()).isEmpty();

        journal.loggedIn = true;
        mantle.run("Tiered", Map.of("User", "u"));
        assertThat(journal.calls).endsWith("session", "licence", "execute");
    }

    @Test
    void validateRunsNothing() {
        assertThat(mantle.validate("Tiered", Map.of("User", "u"))).isEmpty();
        assertThat(journal.calls).containsExactly("session", "licence");
    }

    /** Finds problems with what a dialog has no field for. */
    static final class Misnames extends Algorithm {
        static final Property<Integer> NUMBER =
                Property.integer("Number").aliases("Count").defaultValue(0).build();
        static final Property<Integer> RESULT =
                Property.integer("Result").output().build();
        static final Property<Integer> ELSEWHERE = Property.integer("Elsewhere").build();

        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Misnames").properties(NUMBER, RESULT);
        }

        @Override
        protected void validateInputs(Inputs inputs, Problems problems) {
            problems.add(ELSEWHERE, "it is wrong");
            problems.add(RESULT, "it is low");
            problems.add(new Problem("count", "own", "it is odd", List.of("2"), Optional.of("2")));
            problems.add("nothing fits");
        }

        @Override
        protected void execute(Context run) {}
    }

    @Test
    void aProblemOfWhatIsNoInputIsToldAsOneOfTheWhole() {
        try (Mantle host = TestHosts.host(Misnames.class)) {
            assertThat(host.validate("Misnames", Map.of("Number", 1)))
                    .extracting(problem -> problem.property() + ":" + problem.code() + ":" + problem.message())
                    .containsExactly(
                            ":invalid:it is wrong; the checks of Misnames v1 say this of \"Elsewhere\", which is no input"
                                    + " of it: please tell its author",
                            ":invalid:it is low; the checks of Misnames v1 say this of \"Result\", which is no input"
                                    + " of it: please tell its author",
                            "Number:own:it is odd",
                            ":invalid:nothing fits");
            assertThatExceptionOfType(InvalidPropertyException.class)
                    .isThrownBy(() -> host.run("Misnames", Map.of()))
                    .withMessageContaining("Misnames: it is wrong");
        }
    }

    @Test
    void aCheckThatBreaksDownIsAFailureThatNamesTheAlgorithm() {
        assertThatExceptionOfType(AlgorithmFailedException.class)
                .isThrownBy(() -> mantle.run("Tiered", Map.of("Low", 13, "High", 13)))
                .withMessageContaining("Tiered")
                .withMessageContaining("unlucky")
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(mantle.manager().running()).isEmpty();
    }
}
