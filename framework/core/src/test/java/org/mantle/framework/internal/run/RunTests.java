package org.mantle.framework.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.UnknownPropertyException;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.run.RunState;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.testing.TestHosts.Body;
import org.mantle.validators.Validators;

/** One run: what it gives back, and how it ends, in whichever way it is started. */
class RunTests {

    static final Property<Integer> IN = Property.integer("In").defaultValue(1).build();
    static final Property<Integer> BOTH =
            Property.integer("Both").inOut().defaultValue(10).build();
    static final Property<Integer> OUT = Property.integer("Out")
            .output()
            .validator(Validators.between(0, 100))
            .build();
    static final Property<String> NOTE = Property.string("Note").output().build();
    static final Property<List<String>> NAMES =
            Property.stringList("Names").output().build();

    static final class Scripted extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Scripted").properties(IN, BOTH, OUT, NOTE, NAMES);
        }

        @Override
        protected void execute(Context run) throws Exception {
            run.service(Body.class).run(run);
        }
    }

    static final class Promises extends Algorithm {
        static final Property<String> PROMISED =
                Property.string("Promised").output().mandatory().build();

        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Promises").properties(PROMISED);
        }

        @Override
        protected void execute(Context run) {}
    }

    /** Every way to have an algorithm run. */
    enum Style {
        RUN {
            @Override
            Outputs outputs(Mantle mantle, String name, Map<String, ?> given) {
                return mantle.run(name, given);
            }
        },
        START {
            @Override
            Outputs outputs(Mantle mantle, String name, Map<String, ?> given) throws InterruptedException {
                return mantle.start(name, given).outputs();
            }
        },
        EXECUTE {
            @Override
            Outputs outputs(Mantle mantle, String name, Map<String, ?> given) throws InterruptedException {
                AlgorithmInstance instance = mantle.create(name);
                given.forEach(instance::setProperty);
                boolean completed = instance.execute();
                assertThat(completed).isEqualTo(instance.isExecuted());
                assertThat(instance.isRunning()).isFalse();
                return instance.latestRun().outputs();
            }
        },
        EXECUTE_ASYNC {
            @Override
            Outputs outputs(Mantle mantle, String name, Map<String, ?> given) throws InterruptedException {
                AlgorithmInstance instance = mantle.create(name);
                given.forEach(instance::setProperty);
                return instance.executeAsync().outputs();
            }
        };

        abstract Outputs outputs(Mantle mantle, String name, Map<String, ?> given) throws InterruptedException;
    }

    private static Mantle host(Body body) {
        return TestHosts.host(body, Scripted.class, Promises.class);
    }

    @ParameterizedTest
    @EnumSource
    void givesItsOutputs(Style style) throws InterruptedException {
        try (Mantle mantle = host(run -> {
            run.set(OUT, run.get(IN) + 1);
            run.set(BOTH, run.get(BOTH) * 2);
            run.set(NAMES, List.of("a", "b"));
        })) {
            Outputs outputs = style.outputs(mantle, "Scripted", Map.of("In", 4));

            assertThat(outputs.get(OUT)).isEqualTo(5);
            assertThat(outputs.get("out")).isEqualTo(5);
            assertThat(outputs.get(BOTH)).isEqualTo(20);
            assertThat(outputs.get(NOTE)).isEmpty();
            assertThat(outputs.asMap())
                    .containsExactly(
                            Map.entry("Both", 20),
                            Map.entry("Out", 5),
                            Map.entry("Note", ""),
                            Map.entry("Names", List.of("a", "b")));
            assertThat(outputs.toJson()).hasToString("{\"Both\":20,\"Out\":5,\"Note\":\"\",\"Names\":[\"a\",\"b\"]}");
            assertThat(mantle.manager().running()).isEmpty();
            assertThat(mantle.history().records())
                    .singleElement()
                    .satisfies(record -> assertThat(record.state()).isEqualTo(RunState.COMPLETED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsWithTheAlgorithmsOwnWordsAndCause(Style style) {
        IOException cause = new IOException("the disk is full; make room");
        try (Mantle mantle = host(run -> {
            run.set(NOTE, "half");
            throw cause;
        })) {
            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> style.outputs(mantle, "Scripted", Map.of()))
                    .withMessage("Scripted v1 failed: the disk is full; make room")
                    .withCause(cause)
                    .satisfies(e -> {
                        assertThat(e.algorithm()).isEqualTo("Scripted");
                        assertThat(e.version()).isEqualTo(1);
                        assertThat(e.path()).containsExactly("Scripted v1");
                        assertThat(e.reason()).isEqualTo("the disk is full; make room");
                    });
            RunRecord record = mantle.history().records().get(0);
            assertThat(record.state()).isEqualTo(RunState.FAILED);
            assertThat(record.error()).contains("the disk is full; make room");
            assertThat(record.outputs()).isEmpty();
            assertThat(mantle.manager().running()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesAnythingThatAnAlgorithmThrows(Style style) {
        for (Throwable thrown : List.of(new StackOverflowError(), new AssertionError(), new NullPointerException())) {
            try (Mantle mantle = host(run -> {
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) thrown;
            })) {
                assertThatExceptionOfType(AlgorithmFailedException.class)
                        .isThrownBy(() -> style.outputs(mantle, "Scripted", Map.of()))
                        .withMessage("Scripted v1 failed: " + thrown.getClass().getSimpleName())
                        .withCause(thrown);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsThePromiseAboutItsOutputs(Style style) {
        try (Mantle mantle = host(run -> run.set(OUT, 101))) {
            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> style.outputs(mantle, "Scripted", Map.of()))
                    .withMessageContaining("Scripted")
                    .withMessageContaining("Out")
                    .withMessageContaining("between 0 and 100");
            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> style.outputs(mantle, "Promises", Map.of()))
                    .withMessageContaining("did not set its output Promised");
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesWrongInputsBeforeAnythingRuns(Style style) {
        try (Mantle mantle = host(run -> {
            throw new AssertionError("ran");
        })) {
            assertThatExceptionOfType(InvalidPropertyException.class)
                    .isThrownBy(() -> style.outputs(mantle, "Scripted", Map.of("Both", "x")));
            assertThatExceptionOfType(UnknownPropertyException.class)
                    .isThrownBy(() -> style.outputs(mantle, "Scripted", Map.of("Bith", 1)));
            assertThatExceptionOfType(InvalidPropertyException.class)
                    .isThrownBy(() -> style.outputs(mantle, "Scripted", Map.of("Out", 1)))
                    .withMessageContaining("it is an output");
            assertThat(mantle.history().records()).isEmpty();
        }
    }

    @Test
    void anUnsetOutputWithoutADefaultIsAbsent() {
        try (Mantle mantle = host(run -> {})) {
            Outputs outputs = mantle.run("Scripted", Map.of());

            assertThat(outputs.find(OUT)).isEmpty();
            assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> outputs.get(OUT));
            assertThat(outputs.get(BOTH)).isEqualTo(10);
            assertThat(outputs.asMap()).doesNotContainKey("Out");
        }
    }

    @Test
    void theMapOfOutputsIsAMapLikeAnyOtherThatNobodyCanChange() {
        try (Mantle mantle = host(run -> run.set(NAMES, List.of("a")))) {
            Map<String, Object> map =
                    mantle.run("Scripted", Map.of("In", 4, "Both", 7)).asMap();
            Map<String, Object> same = Map.of("Both", 7, "Note", "", "Names", List.of("a"));

            assertThat(map).hasSize(3).isEqualTo(same).hasSameHashCodeAs(same);
            assertThat(map).hasToString("{Both=7, Note=, Names=[a]}");
            assertThat(map.keySet()).containsExactly("Both", "Note", "Names");
            assertThat(map.values()).containsExactly(7, "", List.of("a"));
            assertThat(map.get(new String("Names"))).isEqualTo(List.of("a"));
            for (String absent : List.of("In", "Out", "names", "Nothing")) {
                assertThat(map.get(absent)).isNull();
                assertThat(map.containsKey(absent)).isFalse();
            }
            assertThat(map.containsKey(null)).isFalse();
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> map.put("Both", 1));
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> map.remove("Both"));
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(map::clear);
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> map.entrySet().iterator().next().setValue(1));
            Iterator<Map.Entry<String, Object>> entries = map.entrySet().iterator();
            entries.next();
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(entries::remove);
            entries.next();
            entries.next();
            assertThat(entries.hasNext()).isFalse();
            assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(entries::next);
        }
    }

    @Test
    void askingForAnOutputThatThereIsNotNamesTheNearestOutput() {
        try (Mantle mantle = host(run -> {})) {
            Outputs outputs = mantle.run("Scripted", Map.of());

            assertThatExceptionOfType(UnknownPropertyException.class)
                    .isThrownBy(() -> outputs.get("Nots"))
                    .withMessageContaining("did you mean Note?");
            assertThatExceptionOfType(UnknownPropertyException.class).isThrownBy(() -> outputs.get("In"));
            assertThatIllegalArgumentException().isThrownBy(() -> outputs.get(IN));
        }
    }

    @Test
    void anOutputOfTheWrongKindIsRefusedWhereItIsSet() {
        try (Mantle mantle = host(run -> {
            @SuppressWarnings("unchecked") // what an author can do with a raw type
            Property<Object> raw = (Property<Object>) (Property<?>) OUT;
            run.set(raw, 1.5);
        })) {
            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> mantle.run("Scripted", Map.of()))
                    .withMessageContaining("Out")
                    .withMessageContaining("needs a whole number");
        }
    }

    @Test
    void onlyDeclaredOutputsCanBeSetAndOnlyDeclaredPropertiesRead() {
        try (Mantle mantle = host(run -> {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run.set(IN, 1))
                    .withMessageContaining("In of Scripted is not an output");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run.get(Property.string("Other").build()))
                    .withMessageContaining("did not declare Other");
            assertThat(run.isDefault(IN)).isTrue();
        })) {
            mantle.run("Scripted", Map.of());
        }
    }

    @Test
    void theContextIsClosedAfterTheRun() {
        AtomicReference<Context> kept = new AtomicReference<>();
        try (Mantle mantle = host(kept::set)) {
            mantle.run("Scripted", Map.of());
            assertThatIllegalStateException().isThrownBy(() -> kept.get().set(NOTE, "late"));
        }
    }

    @Test
    void everyRunGetsAFreshInstance() {
        try (Mantle mantle = TestHosts.host(Counting.class)) {
            assertThat(mantle.run("Counting", Map.of()).get(Counting.RUNS)).isEqualTo(1);
            assertThat(mantle.run("Counting", Map.of()).get(Counting.RUNS)).isEqualTo(1);
        }
    }

    static final class Counting extends Algorithm {
        static final Property<Integer> RUNS = Property.integer("Runs").output().build();
        private int runs;

        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Counting").properties(RUNS);
        }

        @Override
        protected void execute(Context run) {
            runs++;
            run.set(RUNS, runs);
        }
    }

    @Test
    void aStartedRunShowsItsStateAndCanBeAwaited() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Mantle mantle = host(run -> {
            begun.countDown();
            goOn.await();
        })) {
            AlgorithmRun run = mantle.start("Scripted", Map.of());
            begun.await();
            assertThat(run.state()).isEqualTo(RunState.RUNNING);
            assertThat(mantle.manager().running()).containsExactly(run);
            assertThat(run.await(Duration.ofMillis(1))).isFalse();

            goOn.countDown();
            assertThat(run.await()).isEqualTo(RunState.COMPLETED);
            assertThat(run.await(Duration.ZERO)).isTrue();
            assertThat(run.await(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
            assertThat(run.state()).isEqualTo(RunState.COMPLETED);
            assertThat(run).hasToString("Scripted v1 Completed");
            assertThat(mantle.manager().running()).isEmpty();
        }
    }
}
