package org.mantle.framework.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.Replay;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmRegistry;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.framework.testing.TestHosts;

/** Which version a name and a number mean: of a run, of an instance, of a child, and of the children of a replay. */
class ChildVersionTests {

    static final Property<String> RESULT = Property.string("Result").output().build();

    /** Says which version of it ran. */
    abstract static class Smooths extends Algorithm {
        final int version;

        Smooths(int version) {
            this.version = version;
        }

        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Smooth").version(version).properties(RESULT);
        }

        @Override
        protected void execute(Context run) {
            run.set(RESULT, "v" + version);
        }
    }

    static final class First extends Smooths {
        First() {
            super(1);
        }

        @Override
        protected void declare(Declaration declaration) {
            super.declare(declaration);
            declaration.aliases("Soften");
        }
    }

    static final class Second extends Smooths {
        Second() {
            super(2);
        }
    }

    static final class Third extends Smooths {
        Third() {
            super(3);
        }

        @Override
        protected void declare(Declaration declaration) {
            super.declare(declaration);
            declaration.aliases("Melt");
        }
    }

    /** Runs what a test says. */
    static final class Composes extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Compose").properties(RESULT);
        }

        @Override
        protected void execute(Context run) throws Exception {
            run.service(TestHosts.Body.class).run(run);
        }
    }

    /** Runs another one that runs a child. */
    static final class Nests extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Nest").properties(RESULT);
        }

        @Override
        protected void execute(Context run) {
            run.set(RESULT, result(run.createChild("Compose", 0, 1)));
        }
    }

    @TempDir
    Path folder;

    private static String result(AlgorithmInstance child) {
        child.execute();
        return child.getPropertyValue("Result");
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only passed on
    private Mantle host(TestHosts.Body body, Class<? extends Algorithm>... algorithms) {
        return TestHosts.builder(algorithms)
                .service(TestHosts.Body.class, body)
                .historyFile(folder.resolve("history.jsonl"))
                .build();
    }

    private static RunRecord last(Mantle mantle) {
        List<RunRecord> records = mantle.history().records();
        return records.get(records.size() - 1);
    }

    @Test
    void aHostRunsChecksStartsAndCreatesAnyVersionByItsNumber() throws Exception {
        try (Mantle mantle = TestHosts.host(First.class, Second.class)) {
            assertThat(mantle.run("smooth", 1, Map.of()).get(RESULT)).isEqualTo("v1");
            assertThat(mantle.run("Smooth", AlgorithmRegistry.NEWEST, Map.of()).get(RESULT))
                    .isEqualTo("v2");
            assertThat(mantle.start("Smooth", 1, Map.of()).outputs().get(RESULT))
                    .isEqualTo("v1");
            assertThat(result(mantle.create("Smooth", 1))).isEqualTo("v1");
            assertThat(result(mantle.manager().create("Smooth", 1))).isEqualTo("v1");
            assertThat(mantle.validate("Smooth", 1, Map.of("Width", "2"))).hasSize(1);
            assertThat(mantle.validate("Smooth", 1, Map.of())).isEmpty();
            assertThat(mantle.inputs("Smooth", 1, Map.of()).problems()).isEmpty();
            assertThat(mantle.registry().get("Smooth", AlgorithmRegistry.NEWEST).version())
                    .isEqualTo(2);
            assertThat(mantle.registry().get("Soften", AlgorithmRegistry.NEWEST).version())
                    .isEqualTo(1);
            for (int wrong : new int[] {0, 3, -2}) {
                assertThatExceptionOfType(UnknownAlgorithmException.class)
                        .isThrownBy(() -> mantle.run("Smooth", wrong, Map.of()))
                        .withMessage("Smooth has no version " + wrong + "; there are versions 1, 2");
            }
        }
    }

    @Test
    void aChildIsOfAnyVersionByItsNumberOrByItsDescriptor() {
        AtomicReference<AlgorithmRegistry> registry = new AtomicReference<>();
        TestHosts.Body body = run -> {
            String all = result(run.createChild("Smooth", 0, 0))
                    + result(run.createChild("Smooth", 1, 0, 0))
                    + result(run.createChild("Smooth", AlgorithmRegistry.NEWEST, 0, 0))
                    + result(run.createChild(registry.get().get("Smooth", 1), 0, 0));
            run.set(RESULT, all);
        };
        try (Mantle mantle = TestHosts.host(body, Composes.class, First.class, Second.class)) {
            registry.set(mantle.registry());
            assertThat(mantle.run("Compose", Map.of()).get(RESULT)).isEqualTo("v2v1v2v1");
        }
        try (Mantle mantle =
                TestHosts.host(run -> run.createChild("Smooth", 7, 0, 0), Composes.class, First.class, Second.class)) {
            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> mantle.run("Compose", Map.of()))
                    .withMessageContaining("Smooth has no version 7");
        }
    }

    @Test
    void aReplayRunsTheVersionsOfThenHoweverDeep() throws Exception {
        TestHosts.Body body = run -> run.set(RESULT, result(run.createChild("Smooth", 0, 1)));
        try (Mantle mantle = host(body, Nests.class, Composes.class, First.class, Second.class)) {
            assertThat(mantle.run("Nest", Map.of()).get(RESULT)).isEqualTo("v2");
        }
        try (Mantle mantle = host(body, Nests.class, Composes.class, First.class, Second.class, Third.class)) {
            RunRecord record = last(mantle);
            assertThat(mantle.run("Nest", Map.of()).get(RESULT)).isEqualTo("v3");
            assertThat(mantle.replay(record, Map.of()).get(RESULT)).isEqualTo("v2");
            assertThat(last(mantle).children().get(0).children().get(0).version())
                    .isEqualTo(2);

            Replay replay = Replay.of(record, mantle.registry(), Map.of());
            assertThat(replay.children()).map(Object::toString).containsExactly("Compose v1", "Smooth v2");
            assertThat(mantle.start(replay.withProperties(Map.of())).outputs().get(RESULT))
                    .isEqualTo("v2");
        }
    }

    @Test
    void inAReplayAnAliasMeansWhatItMeantAndANumberStaysWhatItIs() {
        TestHosts.Body then = run -> run.set(
                RESULT,
                result(run.createChild("Soften", 0, 0))
                        + result(run.createChild("Smooth", 0, 0))
                        + result(run.createChild("Smooth", 1, 0, 0)));
        try (Mantle mantle = host(then, Composes.class, First.class, Second.class)) {
            assertThat(mantle.run("Compose", Map.of()).get(RESULT)).isEqualTo("v1v2v1");
        }
        TestHosts.Body now = run -> run.set(
                RESULT,
                result(run.createChild("soften", 0, 0))
                        + result(run.createChild("smooth", AlgorithmRegistry.NEWEST, 0, 0))
                        + result(run.createChild("Smooth", 1, 0, 0))
                        + result(run.createChild("Smooth", 3, 0, 0))
                        + result(run.createChild("Melt", 0, 0)));
        try (Mantle mantle = host(now, Composes.class, First.class, Second.class, Third.class)) {
            // nothing that ran went by the name of Melt
            assertThat(mantle.replay(last(mantle), Map.of()).get(RESULT)).isEqualTo("v1v2v1v3v3");
        }
    }

    @Test
    void aVersionOfAChildThatIsGoneIsToldBeforeAnythingRuns() {
        TestHosts.Body body = run -> run.set(RESULT, result(run.createChild("Smooth", 0, 1)));
        try (Mantle mantle = host(body, Nests.class, Composes.class, First.class)) {
            mantle.run("Nest", Map.of());
        }
        try (Mantle mantle = host(body, Nests.class, Composes.class, Second.class)) {
            RunRecord record = last(mantle);
            assertThatExceptionOfType(UnknownAlgorithmException.class)
                    .isThrownBy(() -> mantle.replay(record, Map.of()))
                    .withMessage(
                            "Smooth has no version 1; there is version 2; what is replayed ran it: run Nest instead, for"
                                    + " what there is now");
            assertThat(mantle.history().records()).hasSize(1);
        }
    }
}
