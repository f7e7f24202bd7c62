package org.mantle.framework.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmRegistry;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.ProgressReport;
import org.mantle.framework.run.RunState;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.testing.TestHosts.Body;

/** Algorithms inside algorithms, and how far they say they are. */
class ChildAndProgressTests {

    static final Property<String> ROLE =
            Property.string("Role").defaultValue("parent").build();
    static final Property<String> RESULT = Property.string("Result").output().build();

    static final class Nested extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Nested").properties(ROLE, RESULT);
        }

        @Override
        protected void execute(Context run) throws Exception {
            run.service(Body.class).run(run);
        }
    }

    private static void runAsParent(Body parentBody, Body childBody) {
        Body body = run -> {
            if (run.get(ROLE).equals("parent")) {
                parentBody.run(run);
            } else {
                childBody.run(run);
            }
        };
        try (Mantle mantle = TestHosts.host(body, Nested.class)) {
            mantle.run("Nested", Map.of());
        }
    }

    private static ProgressReport reportOf(Body body) throws InterruptedException {
        try (Mantle mantle = TestHosts.host(body, Nested.class)) {
            AlgorithmRun run = mantle.start("Nested", Map.of());
            run.outputs();
            return run.progress();
        }
    }

    @Test
    void aFractionIsTakenIntoItsRange() throws InterruptedException {
        assertThat(reportOf(run -> {})).isEqualTo(new ProgressReport(OptionalDouble.empty(), "", 0, 0, ""));
        assertThat(reportOf(run -> run.progress().report(0.25, "reads")))
                .isEqualTo(new ProgressReport(OptionalDouble.of(0.25), "reads", 0, 0, ""));
        assertThat(reportOf(run -> run.progress().report(1.5, "")).fraction()).hasValue(1);
        assertThat(reportOf(run -> run.progress().report(-1, "")).fraction()).hasValue(0);
        assertThat(reportOf(run -> run.progress().report(Double.NaN, "")).fraction())
                .isEmpty();
    }

    @Test
    void countedWorkKeepsItsNumbers() throws InterruptedException {
        assertThat(reportOf(run -> run.progress().report(3, 4, "bytes", "sends")))
                .isEqualTo(new ProgressReport(OptionalDouble.of(0.75), "sends", 3, 4, "bytes"));
        assertThat(reportOf(run -> run.progress().report(3, 0, "bytes", "sends")))
                .isEqualTo(new ProgressReport(OptionalDouble.empty(), "sends", 3, 0, "bytes"));
        assertThat(reportOf(run -> run.progress().report(-3, -1, "bytes", "sends")))
                .isEqualTo(new ProgressReport(OptionalDouble.empty(), "sends", 0, 0, "bytes"));
        assertThat(reportOf(run -> run.progress().report(5, 4, "bytes", "sends"))
                        .fraction())
                .hasValue(1);
    }

    private static ProgressReport reportThroughChild(double start, double end, Body childBody)
            throws InterruptedException {
        return reportOf(run -> {
            if (run.get(ROLE).equals("parent")) {
                run.progress().report(0.125, "begins");
                run.createChild("Nested", start, end)
                        .setProperty("Role", "child")
                        .execute();
            } else {
                childBody.run(run);
            }
        });
    }

    @Test
    void aChildsProgressIsScaledIntoItsRange() throws InterruptedException {
        ProgressReport half = reportThroughChild(0.2, 0.6, run -> run.progress().report(0.5, "half"));
        assertThat(half.fraction().orElseThrow()).isCloseTo(0.4, Offset.offset(1e-12));
        assertThat(half.message()).isEqualTo("half");
        assertThat(reportThroughChild(0.2, 0.6, run -> run.progress().report(9, "x"))
                        .fraction()
                        .orElseThrow())
                .isCloseTo(0.6, Offset.offset(1e-12));
    }

    @Test
    void aChildWithoutARangeDoesNotMoveItsParent() throws InterruptedException {
        assertThat(reportThroughChild(0.5, 0.5, run -> run.progress().report(0.9, "x"))
                        .message())
                .isEqualTo("begins");
    }

    @Test
    void aChildThatIsRunInOneCallSaysAllThatIsWrong() {
        runAsParent(
                run -> {
                    Thread parent = Thread.currentThread();
                    AlgorithmRun child = run.runChild("nested", AlgorithmRegistry.NEWEST, Map.of("role", "child"));
                    assertThat(child.outputs().get("Result")).isEqualTo(parent.getName());
                    assertThatExceptionOfType(InvalidPropertyException.class)
                            .isThrownBy(() -> run.runChild("Nested", 1, Map.of("Roll", "child", "Result", "given")))
                            .satisfies(refused -> assertThat(refused.problems())
                                    .extracting(Problem::property)
                                    .containsExactlyInAnyOrder("Roll", "Result"));
                    assertThatExceptionOfType(UnknownAlgorithmException.class)
                            .isThrownBy(() -> run.runChild("Nested", 2, Map.of()));
                    AlgorithmRun failed = run.runChild("Nested", 1, Map.of("Role", "fails"));
                    assertThat(failed.state()).isEqualTo(RunState.FAILED);
                    assertThatExceptionOfType(AlgorithmFailedException.class).isThrownBy(failed::outputs);
                },
                run -> {
                    if (run.get(ROLE).equals("fails")) {
                        throw new IOException("no beam");
                    }
                    run.set(RESULT, Thread.currentThread().getName());
                });
    }

    @Test
    void aRangeOutsideOfTheParentsIsRefused() {
        for (double[] range : new double[][] {{-0.1, 1}, {0, 1.1}, {0.6, 0.5}, {Double.NaN, 1}, {0, Double.NaN}}) {
            runAsParent(
                    run -> assertThatIllegalArgumentException()
                            .isThrownBy(() -> run.createChild("Nested", range[0], range[1])),
                    run -> {});
        }
    }

    @Test
    void aChildRunsInItsParentsThreadHoweverItIsStarted() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        runAsParent(
                run -> {
                    threads.add(Thread.currentThread());
                    AlgorithmInstance child = run.createChild("nested", 0, 1).setProperty("Role", "child");
                    assertThat(child.execute()).isTrue();
                    assertThat(child.getProperty("Result")).isEqualTo("done");
                    assertThat(child.executeAsync().state()).isEqualTo(RunState.COMPLETED);
                },
                run -> {
                    threads.add(Thread.currentThread());
                    run.set(RESULT, "done");
                });
        assertThat(threads).hasSize(3).containsOnly(threads.get(0));
    }

    @Test
    void theFailureOfAChildIsAnExceptionThatTheParentMayHandle() {
        runAsParent(
                run -> {
                    AlgorithmInstance child = run.createChild("Nested", 0, 1).setProperty("Role", "child");
                    assertThatExceptionOfType(AlgorithmFailedException.class)
                            .isThrownBy(child::execute)
                            .withMessage("Nested v1 failed: broken");
                    assertThatExceptionOfType(UnknownAlgorithmException.class)
                            .isThrownBy(() -> run.createChild("Nasted", 0, 1))
                            .withMessageContaining("Nested");
                },
                run -> {
                    throw new IllegalStateException("broken");
                });
    }

    /** Runs within runs: Outer v3, Nested v1, Nested v1, each of which does what a test says at its depth. */
    static final class Outer extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Outer").version(3).properties(ROLE, RESULT);
        }

        @Override
        protected void execute(Context run) throws Exception {
            run.service(Body.class).run(run);
        }
    }

    private static void runChild(Context run) {
        String role = run.get(ROLE).equals("parent") ? "child" : "grandchild";
        run.createChild("Nested", 0, 1).setProperty("Role", role).execute();
    }

    @Test
    void aFailureSaysWhichAlgorithmFailedAndInWhichChildItArose() {
        IOException full = new IOException("the disk is full");
        Body body = run -> {
            if (run.get(ROLE).equals("grandchild")) {
                throw full;
            }
            runChild(run);
        };
        try (Mantle mantle = TestHosts.host(body, Outer.class, Nested.class)) {
            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> mantle.run("Outer", Map.of()))
                    .withMessage("Outer v3 failed in its child Nested v1 > Nested v1: the disk is full")
                    .withRootCauseExactlyInstanceOf(IOException.class)
                    .satisfies(e -> {
                        assertThat(e.algorithm()).isEqualTo("Outer");
                        assertThat(e.version()).isEqualTo(3);
                        assertThat(e.path()).containsExactly("Outer v3", "Nested v1", "Nested v1");
                        assertThat(e.reason()).isEqualTo("Nested v1 failed in its child Nested v1: the disk is full");
                    });
            RunRecord outer = mantle.history().records().get(0);
            assertThat(outer.error()).contains("Nested v1 failed in its child Nested v1: the disk is full");
            assertThat(outer.child(0).error()).contains("Nested v1 failed: the disk is full");
            assertThat(outer.child(0).child(0).error()).contains("the disk is full");
        }
    }

    @Test
    void aFailureThatAnAuthorPutsIntoOtherWordsIsStillKnownByItsChild() {
        Body body = run -> {
            if (run.get(ROLE).equals("child")) {
                throw new IllegalStateException("broken");
            }
            try {
                runChild(run);
            } catch (AlgorithmFailedException e) {
                throw new IOException("no picture was made", e);
            }
        };
        try (Mantle mantle = TestHosts.host(body, Outer.class, Nested.class)) {
            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> mantle.run("Outer", Map.of()))
                    .withMessage("Outer v3 failed in its child Nested v1: no picture was made")
                    .satisfies(e -> assertThat(e.path()).containsExactly("Outer v3", "Nested v1"));
        }
    }

    /** However deep: nobody reads a hundred names. */
    @Test
    void aLongPathIsCutInTheMessageAlone() {
        Body body = run -> {
            int depth = run.get(ROLE).equals("parent") ? 0 : Integer.parseInt(run.get(ROLE));
            if (depth == 20) {
                throw new IllegalStateException("too deep");
            }
            run.createChild("Nested", 0, 1)
                    .setProperty("Role", String.valueOf(depth + 1))
                    .execute();
        };
        try (Mantle mantle = TestHosts.host(body, Nested.class)) {
            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> mantle.run("Nested", Map.of()))
                    .withMessage(
                            "Nested v1 failed in its child " + "Nested v1 > ".repeat(7) + "… > Nested v1: too deep")
                    .satisfies(e -> assertThat(e.path()).hasSize(21));
        }
    }

    @Test
    void aCancellationSaysWhichChildWasCancelled() {
        Body body = run -> {
            if (run.get(ROLE).equals("parent")) {
                AlgorithmInstance child = run.createChild("Nested", 0, 1).setProperty("Role", "child");
                run.service(Children.class).last.set(child);
                child.execute();
            }
            run.service(Children.class).last.get().cancel();
            run.checkCancelled();
        };
        try (Mantle mantle = TestHosts.builder(Outer.class, Nested.class)
                .service(Body.class, body)
                .service(Children.class, new Children())
                .build()) {
            assertThatExceptionOfType(AlgorithmCancelledException.class)
                    .isThrownBy(() -> mantle.run("Outer", Map.of()))
                    .withMessage("Outer v3 was cancelled in its child Nested v1")
                    .satisfies(e -> {
                        assertThat(e.algorithm()).isEqualTo("Outer");
                        assertThat(e.version()).isEqualTo(3);
                        assertThat(e.path()).containsExactly("Outer v3", "Nested v1");
                    });
        }
    }

    /** The child that was made last. */
    private static final class Children {
        final AtomicReference<AlgorithmInstance> last = new AtomicReference<>();
    }

    static final class BrokenChild extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            declaration.name("Broken").categories("Tests");
        }

        @Override
        protected void execute(Context run) {}
    }

    @Test
    void aChildThatIsBrokenIsSaidToBeAndNotToBeMissing() {
        Body body = run -> run.createChild("broken", 0, 1);
        try (Mantle mantle = TestHosts.host(body, Outer.class, BrokenChild.class)) {
            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> mantle.run("Outer", Map.of()))
                    .withMessageContaining(
                            "\"broken\" cannot be used: the declaration of Broken is wrong: it needs a summary")
                    .withMessageContaining("BrokenChild")
                    .withCauseInstanceOf(UnknownAlgorithmException.class);
            assertThatExceptionOfType(UnknownAlgorithmException.class)
                    .isThrownBy(() -> mantle.registry().get("Broken", 1))
                    .satisfies(e -> assertThat(e.isBroken()).isTrue());
            assertThatExceptionOfType(UnknownAlgorithmException.class)
                    .isThrownBy(() -> mantle.create("Brokn"))
                    .withMessageStartingWith("there is no algorithm")
                    .satisfies(e -> assertThat(e.isBroken()).isFalse());
        }
    }

    @Test
    void childrenAreRecordedInsideTheirParentAndNotBesideIt() {
        Body body = run -> {
            switch (run.get(ROLE)) {
                case "parent" -> {
                    run.createChild("Nested", 0, 0.5).setProperty("Role", "a").execute();
                    run.createChild("Nested", 0.5, 1).setProperty("Role", "b").execute();
                }
                case "a" ->
                    run.createChild("Nested", 0, 1).setProperty("Role", "c").execute();
                default -> run.set(RESULT, run.get(ROLE));
            }
        };
        try (Mantle mantle = TestHosts.host(body, Nested.class)) {
            mantle.run("Nested", Map.of());

            assertThat(mantle.history().records()).singleElement().satisfies(record -> {
                assertThat(record.children())
                        .extracting(child -> child.inputs().get("Role"))
                        .containsExactly("a", "b");
                assertThat(record.children().get(0).children())
                        .extracting(child -> child.outputs().get("Result"))
                        .containsExactly("c");
                assertThat(record.toJson().getAsJsonArray("children")).hasSize(2);
            });
        }
    }
}
