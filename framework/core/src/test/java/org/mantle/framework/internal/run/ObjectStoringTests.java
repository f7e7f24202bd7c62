package org.mantle.framework.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.MantleBuilder;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.export.HistoryExport;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.testing.SpectrumAlgorithms;
import org.mantle.framework.testing.SpectrumAlgorithms.AddSpectra;
import org.mantle.framework.testing.SpectrumAlgorithms.ScaleSpectrum;
import org.mantle.framework.testing.SpectrumAlgorithms.Spectrum;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.testing.TestHosts.Body;
import org.mantle.framework.type.StoreMode;
import org.mantle.framework.type.StoredObject;

/** Which objects runs leave in the host's store, who holds them, and how they were made. */
class ObjectStoringTests {

    private final Mantle mantle = builder(run -> {}).build();

    private static MantleBuilder builder(Body body) {
        return TestHosts.builder(Parent.class)
                .provider(new SpectrumAlgorithms.Provider())
                .service(Body.class, body);
    }

    @AfterEach
    void close() {
        mantle.close();
    }

    /** Does what a test says. */
    static final class Parent extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Parent");
        }

        @Override
        protected void execute(Context run) throws Exception {
            run.service(Body.class).run(run);
        }
    }

    private static Spectrum of(int count) {
        return new Spectrum(List.of(count));
    }

    @Test
    void whatAChildMakesIsInItsOutputsAlone() {
        Body body = run -> {
            AlgorithmInstance first = run.createChild("ScaleSpectrum", 0, 0.5).setProperty("Input", of(1));
            first.execute();
            AlgorithmInstance second = run.createChild("ScaleSpectrum", 0.5, 1)
                    .setProperty("Input", first.getProperty("Result"))
                    .setProperty("Result", "Named");
            second.execute();
            StoredObject<?> made = (StoredObject<?>) second.getProperty("Result");
            assertThat(made.name()).isEqualTo("Named");
            assertThat(made.get()).isEqualTo(of(4));
        };
        try (Mantle host = builder(body).build()) {
            host.run("Parent", Map.of());
            assertThat(host.objects().size()).isZero();
        }
    }

    @Test
    void aChildLeavesObjectsWhenItIsAskedTo() {
        Body body = run -> {
            AlgorithmInstance child = run.createChild("ScaleSpectrum", 0, 1)
                    .setProperty("Input", of(1))
                    .setProperty("storeoutputs", true);
            assertThat(child.getProperty("StoreOutputs")).isEqualTo(true);
            assertThatExceptionOfType(InvalidPropertyException.class)
                    .isThrownBy(child::execute)
                    .withMessageContaining("Result");
            child.setProperty("Result", "Kept").execute();
        };
        try (Mantle host = builder(body).build()) {
            host.run("Parent", Map.of());
            assertThat(host.objects().names()).containsExactly("Kept");
        }
    }

    @Test
    void anyCallMayLeaveNothing(@TempDir Path folder) {
        Path file = folder.resolve("history.jsonl");
        try (Mantle host = builder(run -> {}).historyFile(file).build()) {
            host.objects().add("Raw", of(3));
            Outputs outputs = host.run("ScaleSpectrum", Map.of("Input", "Raw", "StoreOutputs", "false"));
            assertThat(outputs.get(ScaleSpectrum.RESULT).get()).isEqualTo(of(6));
            assertThat(outputs.toJson().keySet()).isEmpty();
            host.run("AddSpectra", Map.of("Sum", "Raw", "Others", "Raw", "StoreOutputs", false));
            assertThat(host.objects().names()).containsExactly("Raw");
            assertThat(host.objects().find("Raw")).contains(of(3));

            RunRecord record = host.history().records().get(0);
            assertThat(record.toJson()
                            .getAsJsonObject("inputs")
                            .get("StoreOutputs")
                            .getAsBoolean())
                    .isFalse();
            assertThat(HistoryExport.builder(host.registry()).build().toShell(List.of(record)))
                    .contains("\"StoreOutputs\": false");
        }
        try (Mantle host = builder(run -> {}).historyFile(file).build()) {
            host.objects().add("Raw", of(5));
            Outputs again = host.replay(host.history().records().get(0), Map.of());
            assertThat(again.get(ScaleSpectrum.RESULT).get()).isEqualTo(of(10));
            assertThat(host.objects().names()).containsExactly("Raw");
        }
    }

    @Test
    void theSwitchIsCheckedAsAnyOtherInput() {
        assertThat(mantle.validate("AddSpectra", Map.of("Sum", of(1), "StoreOutputs", "perhaps")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.property()).isEqualTo("StoreOutputs");
                    assertThat(problem.code()).isEqualTo(Problem.WRONG_TYPE);
                });
        assertThatThrownBy(() -> mantle.create("AddSpectra").setProperty("StoreOutputs", List.of()))
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessageContaining("StoreOutputs");
        assertThat(mantle.validate("ScaleSpectrum", Map.of("Input", of(1))))
                .extracting(Problem::property)
                .containsExactly("Result");
    }

    @Test
    void aLoopThatLeavesNothingStillHandsOverFromEntryToEntry() {
        mantle.objects().add("S", of(0));
        Outputs outputs =
                mantle.run("AddInto", Map.of("Other", List.of(of(1), of(2)), "Sum", "S", "StoreOutputs", false));

        assertThat(mantle.objects().find("S")).contains(of(0));
        StoredObject<?> last = (StoredObject<?>) ((List<?>) outputs.get("Sum")).get(1);
        assertThat(last.get()).isEqualTo(of(3));

        assertThat(mantle.run("ScaleSpectrum", Map.of("Input", List.of(of(1), of(2)), "StoreOutputs", false))
                        .members())
                .extracting(member -> member.get(ScaleSpectrum.RESULT).get())
                .containsExactly(of(2), of(4));
    }

    @Test
    void whatNobodyAskedForAndNobodyMadeIsNoOutput() {
        mantle.objects().add("A", of(1));
        mantle.objects().add("B", of(2));
        Outputs outputs = mantle.run("AddInto", Map.of("Other", "A", "Sum", "B"));
        assertThat(outputs.asMap()).containsOnlyKeys("Sum");
        assertThat(outputs.toJson().keySet()).containsExactly("Sum");

        Outputs counted = mantle.run("AddSpectra", Map.of("Sum", "A"));
        assertThat(counted.get(AddSpectra.COUNT).get()).isEqualTo(1);
        assertThat(counted.toJson().keySet()).containsExactly("Sum");
    }

    @Test
    void whatTheHostRemembersOfARunKeepsNoObjectThatWasRemoved() throws InterruptedException {
        AlgorithmInstance instance = mantle.manager().create("ScaleSpectrum");
        instance.setProperty("Input", of(1)).setProperty("Result", "Out").execute();
        assertThat(((StoredObject<?>) instance.getProperty("Result")).get()).isEqualTo(of(2));
        assertThat(instance.latestRun().outputs().get(ScaleSpectrum.RESULT).get())
                .isEqualTo(of(2));
        AlgorithmInstance looped = mantle.manager().create("ScaleSpectrum");
        looped.setProperty("Input", List.of(of(1), of(5)))
                .setProperty("Result", "Each")
                .execute();

        WeakReference<Object> out =
                new WeakReference<>(mantle.objects().remove("Out").orElseThrow());
        WeakReference<Object> each =
                new WeakReference<>(mantle.objects().remove("Each_2").orElseThrow());
        awaitFreed(out);
        awaitFreed(each);
        assertThat(instance.getPropertyValue("Result")).isEqualTo("Out");
        assertThat(looped.getPropertyValue("Result")).isEqualTo("[\"Each_1\",\"Each_2\"]");
        assertThat(instance.latestRun().outputs().get(ScaleSpectrum.RESULT).find())
                .isEmpty();
    }

    private static void awaitFreed(WeakReference<?> reference) {
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> {
            System.gc();
            return reference.get() == null;
        });
    }

    @Test
    void anObjectThatWasSetBringsAlongItsNameAndReadsBack() {
        Spectrum raw = of(1);
        mantle.objects().add("Raw", raw);
        AlgorithmInstance instance =
                mantle.create("ScaleSpectrum").setProperty("Input", raw).setProperty("Result", "Out");
        assertThat(instance.getPropertyValue("Input")).isEqualTo("Raw");
        instance.setPropertyValue("Input", instance.getPropertyValue("Input"));
        assertThat(instance.execute()).isTrue();

        instance.setProperty("Input", of(21));
        instance.setPropertyValue("Input", instance.getPropertyValue("Input"));
        assertThat(instance.execute()).isTrue();
        assertThat(mantle.objects().find("Out")).contains(of(42));
    }

    @Test
    void theHistoryOfAnObjectGoesWithIt() {
        mantle.objects().add("Raw", of(1));
        mantle.run("ScaleSpectrum", Map.of("Input", "Raw", "Result", "Unrelated"));
        mantle.run("ScaleSpectrum", Map.of("Input", "Raw", "Result", "Double"));
        mantle.run("ScaleSpectrum", Map.of("Input", "Raw", "Factor", 3, "Result", "Triple"));
        mantle.run("AddSpectra", Map.of("Sum", "Double", "Others", "Triple"));
        mantle.run("ScaleSpectrum", Map.of("Input", "Double", "Result", "Last"));
        // neither who has the name now nor who has it then counts, but the object
        mantle.objects().rename("Last", "Final");
        mantle.run("ScaleSpectrum", Map.of("Input", "Raw", "Factor", 9, "Result", "Double"));

        Object last = mantle.objects().get("Final", Spectrum.class);
        assertThat(mantle.history().of(last)).extracting(RunRecord::number).containsExactly(2L, 3L, 4L, 5L);
        assertThat(mantle.history().of(mantle.objects().get("Raw", Spectrum.class)))
                .isEmpty();
        assertThat(mantle.history().of(of(1))).isEmpty();
        assertThat(HistoryExport.builder(mantle.registry())
                        .build()
                        .toShell(mantle.history().of(last)))
                .contains("Result=Double", "Result=Triple", "Sum=Double", "Result=Last")
                .doesNotContain("Unrelated", "Factor=9");

        mantle.history().clear();
        assertThat(mantle.history().of(last)).hasSize(4);
    }

    @Test
    void theHistoryOfAnObjectRepeatsIt() {
        mantle.objects().add("Raw", of(7));
        mantle.run("ScaleSpectrum", Map.of("Input", "Raw", "Result", "S"));
        mantle.run("AddSpectra", Map.of("Sum", "S", "Others", "S,Raw"));
        Spectrum made = mantle.objects().get("S", Spectrum.class);
        List<RunRecord> how = mantle.history().of(made);

        try (Mantle another = builder(run -> {}).build()) {
            another.objects().add("Raw", of(7));
            how.forEach(record -> another.replay(record, Map.of()));
            assertThat(another.objects().get("S", Spectrum.class)).isEqualTo(made);
        }
    }

    @Test
    void whatAChildMadeComesFromTheOutermostRun() {
        Body body = run -> {
            AlgorithmInstance first = run.createChild("ScaleSpectrum", 0, 0.5).setProperty("Input", "Made");
            first.execute();
            run.createChild("ScaleSpectrum", 0.5, 1)
                    .setProperty("Input", first.getProperty("Result"))
                    .setProperty("Result", "Inner")
                    .setProperty("StoreOutputs", true)
                    .execute();
        };
        try (Mantle host = builder(body).build()) {
            host.objects().add("Raw", of(1));
            host.run("ScaleSpectrum", Map.of("Input", "Raw", "Result", "Made"));
            host.run("Parent", Map.of());
            assertThat(host.history().of(host.objects().get("Inner", Spectrum.class)))
                    .extracting(RunRecord::algorithm)
                    .containsExactly("ScaleSpectrum", "Parent");
        }
    }

    @Test
    void aLineOfChangesIsRememberedWithinBounds() {
        mantle.objects().add("S", of(0));
        for (int i = 0; i < 1200; i++) {
            mantle.run("AddSpectra", Map.of("Sum", "S"));
        }
        assertThat(mantle.history().of(mantle.objects().get("S", Spectrum.class)))
                .hasSizeBetween(1, 1000);
    }

    @Test
    void dialogsAreToldWhatARunDoesWithAnObject() {
        assertThat(ScaleSpectrum.RESULT.type().storeMode()).contains(StoreMode.WRITE);
        assertThat(AddSpectra.SUM.type().storeMode()).contains(StoreMode.UPDATE);
        assertThat(AddSpectra.OTHERS.type().storeMode()).contains(StoreMode.READ);
        assertThat(mantle.registry().get("AddSpectra").toJson().toString())
                .contains("\"storeMode\":\"update\"", "\"storeMode\":\"optional_write\"");
    }
}
