package org.mantle.framework.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmInstance;
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
                            .withMessage("broken");
                    assertThatExceptionOfType(UnknownAlgorithmException.class)
                            .isThrownBy(() -> run.createChild("Nasted", 0, 1))
                            .withMessageContaining("Nested");
                },
                run -> {
                    throw new IllegalStateException("broken");
                });
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
