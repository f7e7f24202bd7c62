package org.mantle.framework.internal.declare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.DeprecationPolicy;
import org.mantle.framework.run.RunState;
import org.mantle.framework.testing.TestHosts;

/** Algorithms and aliases that should not be used any more: before their day nothing, from it on a warning or a refusal. */
class DeprecationTests {

    private abstract static class Nothing extends Algorithm {
        @Override
        protected void execute(Context run) {}
    }

    static final class Old extends Nothing {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Old").aliases("Former").deprecated("New", LocalDate.of(2026, 5, 1));
        }
    }

    static final class Gone extends Nothing {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Gone").deprecated("");
        }
    }

    static final class New extends Nothing {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "New").aliases("Fresh").alias("Newish", LocalDate.of(2026, 5, 1));
        }
    }

    static final class Outer extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Outer");
        }

        @Override
        protected void execute(Context run) {
            AlgorithmInstance child = run.createChild("newish", 0, 1);
            child.execute();
            assertThat(child.latestRun().log().lines()).hasSize(1);
        }
    }

    private static Mantle on(String day, DeprecationPolicy policy) {
        Clock clock = Clock.fixed(Instant.parse(day + "T12:00:00Z"), ZoneOffset.UTC);
        return TestHosts.builder(Old.class, Gone.class, New.class, Outer.class)
                .clock(clock)
                .deprecation(policy)
                .build();
    }

    private static List<String> log(Mantle mantle, String name) throws InterruptedException {
        AlgorithmRun run = mantle.start(name, Map.of());
        run.await();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        return run.log().lines().stream()
                .map(line -> line.level() + " " + line.text())
                .toList();
    }

    @Test
    void theCategoryIsAddedAndTheFactsAreThere() {
        try (Mantle mantle = on("2026-04-30", DeprecationPolicy.WARN)) {
            assertThat(mantle.registry().get("Old").categories()).containsExactly("Tests", "Deprecated");
            assertThat(mantle.registry().get("Old").deprecation()).isPresent();
            assertThat(mantle.registry().get("New").categories()).containsExactly("Tests");
            assertThat(mantle.registry().get("New").deprecation()).isEmpty();
        }
    }

    @Test
    void beforeItsDayNothingIsSaid() throws InterruptedException {
        for (DeprecationPolicy policy : DeprecationPolicy.values()) {
            try (Mantle mantle = on("2026-04-30", policy)) {
                assertThat(log(mantle, "Old")).isEmpty();
                assertThat(log(mantle, "Newish")).isEmpty();
                assertThat(mantle.validate("Newish", Map.of())).isEmpty();
            }
        }
    }

    @Test
    void fromItsDayOnEachRunWarnsOfTheAlgorithm() throws InterruptedException {
        try (Mantle mantle = on("2026-05-01", DeprecationPolicy.WARN)) {
            assertThat(log(mantle, "former"))
                    .containsExactly("WARNING Old v1 is deprecated since 2026-05-01; use New instead");
            assertThat(log(mantle, "Gone")).containsExactly("WARNING Gone v1 is deprecated");
            assertThat(mantle.validate("Old", Map.of())).isEmpty();
        }
    }

    @Test
    void fromItsDayOnOnlyWhoCallsByTheAliasIsWarned() throws InterruptedException {
        try (Mantle mantle = on("2027-01-01", DeprecationPolicy.WARN)) {
            assertThat(log(mantle, "NEWISH"))
                    .containsExactly("WARNING the name Newish of New is deprecated since 2026-05-01; use New instead");
            assertThat(log(mantle, "New")).isEmpty();
            assertThat(log(mantle, "Fresh")).isEmpty();
            assertThat(log(mantle, "Outer")).hasSize(1);
            AlgorithmInstance instance = mantle.create("newish");
            assertThat(instance.calledAs()).isEqualTo("newish");
            assertThat(mantle.create(instance.descriptor()).calledAs()).isEqualTo("New");
            assertThat(instance.execute()).isTrue();
            assertThat(instance.latestRun().log().lines()).hasSize(1);
        }
    }

    @Test
    void aHostMayRefuseInstead() throws InterruptedException {
        try (Mantle mantle = on("2026-05-01", DeprecationPolicy.REFUSE)) {
            assertThatExceptionOfType(InvalidPropertyException.class)
                    .isThrownBy(() -> mantle.run("Old", Map.of()))
                    .withMessageContaining("Old v1 is deprecated since 2026-05-01; use New instead");
            assertThatExceptionOfType(InvalidPropertyException.class)
                    .isThrownBy(() -> mantle.create("Newish").execute());
            assertThat(TestHosts.codes(mantle.validate("Newish", Map.of("x", 1))))
                    .containsExactly(":deprecated", "x:unknownProperty");
            assertThat(log(mantle, "New")).isEmpty();
            assertThat(mantle.history().records()).hasSize(1);
        }
    }
}
