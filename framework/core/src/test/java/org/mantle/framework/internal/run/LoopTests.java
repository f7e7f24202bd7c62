package org.mantle.framework.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.run.RunState;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.testing.TestHosts.Body;
import org.mantle.framework.type.Secret;
import org.mantle.validators.Validators;

/** One call, many runs: lists where an input takes one value. */
public class LoopTests {

    public static final Property<Integer> NUMBER = Property.integer("Number")
            .mandatory()
            .validator(Validators.atMost(100))
            .build();
    static final Property<List<Integer>> WEIGHTS =
            Property.integerList("Weights").build();
    static final Property<String> LABEL =
            Property.string("Label").defaultValue("none").build();
    static final Property<Secret> PASSWORD = Property.secret("Password").build();
    static final Property<Integer> DOUBLED =
            Property.integer("Doubled").output().build();
    public static final Property<String> SAID = Property.string("Said").output().build();

    public static final class Loops extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Loops")
                    .properties(NUMBER, WEIGHTS, LABEL, PASSWORD, DOUBLED, SAID)
                    .loopOver(NUMBER, WEIGHTS);
        }

        @Override
        protected void validateInputs(Inputs inputs, Problems problems) {
            if (inputs.get(NUMBER) == 13) {
                problems.add(NUMBER, "13 brings bad luck");
            }
        }

        @Override
        protected void execute(Context run) throws Exception {
            run.service(Body.class).run(run);
        }
    }

    public static final Body DOUBLES = run -> {
        run.set(DOUBLED, 2 * run.get(NUMBER));
        if (run.get(NUMBER) != 2) {
            run.set(SAID, run.get(LABEL) + run.get(WEIGHTS));
        }
    };

    public static Mantle host(Body body) {
        return TestHosts.host(body, Loops.class);
    }

    @Test
    void aListGivesOneRunForEachEntryAndListsOfOutputs() {
        try (Mantle mantle = host(DOUBLES)) {
            Outputs outputs =
                    mantle.run("Loops", Map.of("number", List.of(1, "2", 3), "Weights", "4,5-6", "Label", "x"));

            assertThat(outputs.get("Doubled")).isEqualTo(List.of(2, 4, 6));
            assertThat(outputs.get("said")).isEqualTo(Arrays.asList("x[4, 5, 6]", "", "x[4, 5, 6]"));
            assertThat(outputs.members()).hasSize(3);
            assertThat(outputs.members().get(1).get(DOUBLED)).isEqualTo(4);
            assertThat(outputs.members().get(2).get("Said")).isEqualTo("x[4, 5, 6]");
            assertThat(outputs.toJson())
                    .hasToString("{\"Doubled\":[2,4,6],\"Said\":[\"x[4, 5, 6]\",\"\",\"x[4, 5, 6]\"]}");
            assertThatIllegalStateException()
                    .isThrownBy(() -> outputs.get(DOUBLED))
                    .withMessageContaining("members()");
            assertThatIllegalArgumentException().isThrownBy(() -> outputs.get(NUMBER));
        }
    }

    @Test
    void oneValueRunsOnceWithoutLists() {
        try (Mantle mantle = host(DOUBLES)) {
            Outputs outputs = mantle.run("Loops", Map.of("Number", 4, "Weights", List.of(1, 2)));

            assertThat(outputs.get("Doubled")).isEqualTo(8);
            assertThat(outputs.members()).isEmpty();
        }
    }

    @Test
    void aListOfListsLoopsOverAnInputThatIsItselfAList() {
        try (Mantle mantle = host(DOUBLES)) {
            JsonObject given = JsonParser.parseString("{\"Number\":[1,3],\"Weights\":[[7],\"8,9\"]}")
                    .getAsJsonObject();
            assertThat(mantle.run("Loops", given.asMap()).get("Said")).isEqualTo(List.of("none[7]", "none[8, 9]"));
            assertThat(mantle.run("Loops", Map.of("Number", 1, "Weights", List.of(new int[] {7}, List.of(8))))
                            .get("Said"))
                    .isEqualTo(List.of("none[7]", "none[8]"));
        }
    }

    @Test
    void listsMustBeOfOneLengthAndHaveAnEntry() {
        try (Mantle mantle = host(DOUBLES)) {
            assertThat(mantle.validate(
                            "Loops", Map.of("Number", List.of(1, 2, 101), "Weights", List.of(List.of(1), List.of(2)))))
                    .extracting(problem -> problem.property() + ":" + problem.code() + ": " + problem.message())
                    .satisfiesExactlyInAnyOrder(
                            problem -> assertThat(problem)
                                    .isEqualTo(
                                            "Weights:loop: it has 2 entries and Number has 3; lists must have the same"
                                                    + " number of entries, or be one value"),
                            problem -> assertThat(problem).startsWith("Number:").contains("entry 3: "));
            assertThatExceptionOfType(InvalidPropertyException.class)
                    .isThrownBy(() -> mantle.run("Loops", Map.of("Number", List.of())))
                    .withMessageContaining("without entries");
            assertThat(mantle.history().records()).isEmpty();
        }
    }

    @Test
    void allEntriesAreCheckedBeforeAnythingRunsWithTheirNumbers() {
        AtomicInteger ran = new AtomicInteger();
        try (Mantle mantle = host(run -> ran.incrementAndGet())) {
            assertThatExceptionOfType(InvalidPropertyException.class)
                    .isThrownBy(() -> mantle.run(
                            "Loops",
                            Map.of("Number", Arrays.asList(1, "x", null, 500), "Lable", "typo", "Weights", "y")))
                    .satisfies(e -> assertThat(e.problems())
                            .extracting(problem -> problem.property() + ":" + problem.code())
                            .containsExactlyInAnyOrder(
                                    "Lable:unknownProperty",
                                    "Weights:wrongType",
                                    "Number:wrongType",
                                    "Number:missing",
                                    "Number:outOfRange"))
                    .satisfies(e -> assertThat(e.problems())
                            .filteredOn(problem -> problem.property().equals("Number"))
                            .extracting(problem -> problem.message().substring(0, 9))
                            .containsExactly("entry 2: ", "entry 3: ", "entry 4: "));
            assertThatExceptionOfType(InvalidPropertyException.class)
                    .isThrownBy(() -> mantle.run("Loops", Map.of("Number", List.of(1, 13, 13))))
                    .satisfies(e -> assertThat(e.problems())
                            .extracting(Problem::message)
                            .containsExactly("entry 2: 13 brings bad luck", "entry 3: 13 brings bad luck"));
            assertThat(mantle.validate("Loops", Map.of("Number", List.of(13, 13))))
                    .extracting(Problem::message)
                    .containsExactly("13 brings bad luck");
        }
        assertThat(ran).hasValue(0);
    }

    @Test
    void aFailingEntryIsNamedAndTheLaterOnesDoNotRun() {
        AtomicInteger ran = new AtomicInteger();
        IllegalStateException cause = new IllegalStateException("the disk is full");
        try (Mantle mantle = host(run -> {
            ran.incrementAndGet();
            if (run.get(NUMBER) == 2) {
                throw cause;
            }
        })) {
            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> mantle.run("Loops", Map.of("Number", List.of(1, 2, 3))))
                    .withMessage("Loops v1 failed for entry 2 of 3: the disk is full")
                    .withCause(cause);
            assertThat(ran).hasValue(2);
            RunRecord record = mantle.history().records().get(0);
            assertThat(record.state()).isEqualTo(RunState.FAILED);
            assertThat(record.error()).contains("Loops v1 failed for entry 2 of 3: the disk is full");
            assertThat(record.children())
                    .extracting(RunRecord::state)
                    .containsExactly(RunState.COMPLETED, RunState.FAILED);
        }
    }

    @Test
    void progressGoesOverAllEntries() throws InterruptedException {
        List<Double> fractions = new CopyOnWriteArrayList<>();
        List<AlgorithmRun> runs = new CopyOnWriteArrayList<>();
        CountDownLatch subscribed = new CountDownLatch(1);
        try (Mantle mantle = host(run -> {
            subscribed.await();
            run.progress().report(0.5, "half");
            fractions.add(runs.get(0).progress().fraction().orElse(-1));
        })) {
            AlgorithmRun run = mantle.start("Loops", Map.of("Number", List.of(1, 2, 3, 4)));
            runs.add(run);
            subscribed.countDown();
            run.outputs();
            assertThat(fractions).containsExactly(0.125, 0.375, 0.625, 0.875);
            assertThat(run.progress().fraction()).hasValue(1);
            assertThat(run.progress().message()).isEqualTo("entry 4 of 4");
        }
    }

    @Test
    void cancellingReachesTheEntryThatRuns() throws InterruptedException {
        CountDownLatch second = new CountDownLatch(1);
        List<Integer> begun = new CopyOnWriteArrayList<>();
        try (Mantle mantle = host(run -> {
            begun.add(run.get(NUMBER));
            if (run.get(NUMBER) == 2) {
                CountDownLatch aborted = new CountDownLatch(1);
                run.onCancel(aborted::countDown);
                second.countDown();
                aborted.await();
                run.checkCancelled();
            }
        })) {
            AlgorithmRun run = mantle.start("Loops", Map.of("Number", List.of(1, 2, 3)));
            second.await();
            run.cancel();

            assertThat(run.await()).isEqualTo(RunState.CANCELLED);
            assertThat(begun).containsExactly(1, 2);
            assertThat(mantle.history().records().get(0).children())
                    .extracting(RunRecord::state)
                    .containsExactly(RunState.COMPLETED, RunState.CANCELLED);
        }
    }

    @Test
    void aSecretIsReadOnceForAllEntriesAndWipedAfterwards() {
        AtomicInteger reads = new AtomicInteger();
        List<String> seen = new ArrayList<>();
        List<Secret> kept = new ArrayList<>();
        Secret deferred = Secret.deferred("@vault", () -> {
            reads.incrementAndGet();
            return "mark-4711".toCharArray();
        });
        try (Mantle mantle = host(run -> {
            kept.add(run.get(PASSWORD));
            seen.add(new String(run.get(PASSWORD).reveal()));
        })) {
            mantle.run("Loops", Map.of("Number", List.of(1, 2), "Password", deferred));
            mantle.run("Loops", Map.of("Number", List.of(1, 2), "Password", "mark-4711"));

            assertThat(seen).containsOnly("mark-4711").hasSize(4);
            assertThat(reads).hasValue(1);
            assertThat(kept)
                    .allSatisfy(secret -> assertThatIllegalStateException().isThrownBy(secret::reveal));
            assertThat(mantle.history().toJson().toString())
                    .doesNotContain("mark-4711")
                    .contains("@vault");
        }
    }

    @Test
    void anInstanceAndAChildLoopToo() {
        try (Mantle mantle = host(run -> {
            if (run.get(LABEL).equals("parent")) {
                AlgorithmInstance child = run.createChild("Loops", 0, 1).setProperty("Number", List.of(7, 8));
                child.execute();
                run.set(SAID, child.getPropertyValue("Doubled"));
            } else {
                run.set(DOUBLED, 2 * run.get(NUMBER));
            }
        })) {
            AlgorithmInstance instance = mantle.create("Loops").setProperty("Number", List.of("5", 6));
            assertThat(instance.getProperty("Number")).isEqualTo(List.of(5, 6));
            assertThat(instance.getPropertyValue("Number")).isEqualTo("[5,6]");
            assertThat(instance.execute()).isTrue();
            assertThat(instance.getProperty("Doubled")).isEqualTo(List.of(10, 12));
            assertThatExceptionOfType(InvalidPropertyException.class)
                    .isThrownBy(() -> instance.setProperty("Number", List.of(1, 101)))
                    .withMessageContaining("entry 2: ");
            assertThat(instance.setProperty("Number", 4).execute()).isTrue();
            assertThat(instance.getProperty("Doubled")).isEqualTo(8);

            assertThat(mantle.run("Loops", Map.of("Number", 1, "Label", "parent"))
                            .get(SAID))
                    .isEqualTo("[14,16]");
        }
    }

    @Test
    void aListThatHoldsItselfIsRefused() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        try (Mantle mantle = host(DOUBLES)) {
            assertThat(mantle.validate("Loops", Map.of("Number", endless))).isNotEmpty();
        }
    }

    @Test
    void theDescriptionSaysThatAListMayBeGiven() {
        try (Mantle mantle = host(DOUBLES)) {
            AlgorithmDescriptor loops = mantle.registry().get("Loops");
            assertThat(loops.isLoopedOver(NUMBER)).isTrue();
            assertThat(loops.isLoopedOver(LABEL)).isFalse();
            JsonObject number =
                    loops.toJson().getAsJsonArray("properties").get(0).getAsJsonObject();
            assertThat(number.get("loops").getAsBoolean()).isTrue();
            assertThat(number.get("schema"))
                    .isEqualTo(
                            JsonParser.parseString(
                                    "{\"anyOf\":[{\"type\":\"integer\",\"maximum\":100},"
                                            + "{\"type\":\"array\",\"items\":{\"type\":\"integer\",\"maximum\":100},\"minItems\":1}]}"));
        }
    }

    static final class BadLoop extends Algorithm {
        static final Property<Integer> BOTH = Property.integer("Both").inOut().build();
        static final Property<Integer> ELSEWHERE = Property.integer("Elsewhere").build();

        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "BadLoop")
                    .properties(PASSWORD, DOUBLED, BOTH)
                    .loopOver(PASSWORD, DOUBLED, ELSEWHERE);
        }

        @Override
        protected void execute(Context run) {}
    }

    @Test
    void aWrongDeclarationIsAFaultThatNamesEverything() {
        try (Mantle mantle = TestHosts.host(BadLoop.class)) {
            assertThat(mantle.registry().faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.message())
                            .contains(
                                    "loops over Password, which is a secret",
                                    "loops over Doubled, which is not a declared input",
                                    "loops over Elsewhere, which is not a declared input",
                                    "not over Both, which is both input and output"));
        }
    }

    static final class Both extends Algorithm {
        static final Property<Integer> TOTAL =
                Property.integer("Total").inOut().defaultValue(0).build();

        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Both").properties(TOTAL, LABEL).loopOver(TOTAL, LABEL);
        }

        @Override
        protected void execute(Context run) {
            run.set(TOTAL, run.get(TOTAL) + 1);
        }
    }

    @Test
    void whatIsBothInputAndOutputIsRecordedAsItBeganAndAsItEnded() {
        try (Mantle mantle = TestHosts.host(Both.class)) {
            assertThat(mantle.run("Both", Map.of("Label", List.of("a", "b"), "Total", 5))
                            .get("Total"))
                    .isEqualTo(List.of(6, 6));
            RunRecord record = mantle.history().records().get(0);
            assertThat(record.inputs().get("Total")).isEqualTo(List.of(5, 5));
            assertThat(record.outputs().get("Total")).isEqualTo(List.of(6, 6));
        }
    }
}
