package org.mantle.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.describe.AgentTools;
import org.mantle.framework.describe.AlgorithmSchema;

/** Objects of the host's store as inputs and outputs of algorithms, by name. */
class StoredObjectTests {

    private final Mantle mantle =
            Mantle.builder().discover(false).provider(new Provider()).build();

    @AfterEach
    void close() {
        mantle.close();
    }

    /** A spectrum of counts. */
    record Spectrum(List<Integer> counts) {
        Spectrum times(int factor) {
            return new Spectrum(counts.stream().map(count -> count * factor).toList());
        }
    }

    /** Multiplies counts, and leaves the result under a name. */
    static final class ScaleSpectrum extends Algorithm {
        static final Property<StoredObject<Spectrum>> INPUT =
                Property.storedObject("Input", Spectrum.class, StoreMode.READ).build();
        static final Property<Integer> FACTOR =
                Property.integer("Factor").defaultValue(2).build();
        static final Property<StoredObject<Spectrum>> RESULT =
                Property.storedObject("Result", Spectrum.class, StoreMode.WRITE).build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("ScaleSpectrum")
                    .categories("Test")
                    .summary("Multiplies counts.")
                    .properties(INPUT, FACTOR, RESULT)
                    .loopOver(INPUT);
        }

        @Override
        protected void execute(Context context) {
            int factor = context.get(FACTOR);
            if (factor == 0) {
                throw new IllegalArgumentException("nothing would be left");
            }
            if (factor > 0) {
                Spectrum scaled = context.get(INPUT).get().times(factor);
                context.set(RESULT, StoredObject.of(scaled)); // without the name, which is the caller's affair
            }
        }
    }

    /** Adds spectra into the first, which it changes in place, and may leave their number. */
    static final class AddSpectra extends Algorithm {
        static final Property<StoredObject<Spectrum>> SUM = Property.storedObject("Sum", Spectrum.class, StoreMode.READ)
                .inOut()
                .build();
        static final Property<List<StoredObject<Spectrum>>> OTHERS = Property.of(
                        "Others", PropertyTypes.listOf(PropertyTypes.storedObject(Spectrum.class, StoreMode.READ)))
                .build();
        static final Property<StoredObject<Integer>> COUNT = Property.storedObject(
                        "Count", Integer.class, StoreMode.OPTIONAL_WRITE)
                .build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("AddSpectra")
                    .categories("Test")
                    .summary("Adds counts.")
                    .properties(SUM, OTHERS, COUNT);
        }

        @Override
        protected void execute(Context context) {
            int total = context.get(SUM).get().counts().get(0);
            for (StoredObject<Spectrum> other : context.get(OTHERS)) {
                total += other.get().counts().get(0);
            }
            context.set(SUM, context.get(SUM).with(new Spectrum(List.of(total))));
            context.set(COUNT, context.get(COUNT).with(1 + context.get(OTHERS).size()));
        }
    }

    private static final class Provider implements AlgorithmProvider {
        @Override
        public MethodHandles.Lookup lookup() {
            return MethodHandles.lookup();
        }

        @Override
        public List<Class<? extends Algorithm>> algorithms() {
            return List.of(ScaleSpectrum.class, AddSpectra.class);
        }
    }

    @Test
    void whatOneRunLeavesTheNextTakesByName() {
        mantle.objects().add("Raw", new Spectrum(List.of(1, 2)));

        mantle.run("ScaleSpectrum", Map.of("Input", "Raw", "Result", "Double"));
        Outputs outputs = mantle.run("ScaleSpectrum", Map.of("Input", " double ", "Factor", 5, "Result", "Ten"));

        assertThat(mantle.objects().get("Ten", Spectrum.class).counts()).containsExactly(10, 20);
        assertThat(outputs.get(ScaleSpectrum.RESULT).name()).isEqualTo("Ten");
        assertThat(outputs.get(ScaleSpectrum.RESULT).get().counts()).containsExactly(10, 20);
        assertThat(mantle.objects().names()).containsExactly("Double", "Raw", "Ten");
    }

    @Test
    void aNameThatIsNotThereIsRefusedWithThoseThatAre() {
        mantle.objects().add("Raw", new Spectrum(List.of(1)));
        mantle.objects().add("Title", "a text");

        assertThat(refusals(Map.of("Input", "Row", "Result", "Out")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.property()).isEqualTo("Input");
                    assertThat(problem.message()).contains("\"Row\"", "Raw");
                });
        assertThat(refusals(Map.of("Input", "Title", "Result", "Out")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("\"Title\"", "String", "Spectrum"));
        assertThat(refusals(Map.of("Factor", 3))).extracting(Problem::property).containsExactly("Input", "Result");
    }

    private List<Problem> refusals(Map<String, ?> properties) {
        List<Problem> problems = mantle.validate("ScaleSpectrum", properties);
        assertThat(problems).isEqualTo(catchRefusal(properties));
        return problems;
    }

    private List<Problem> catchRefusal(Map<String, ?> properties) {
        try {
            mantle.run("ScaleSpectrum", properties);
            return List.of();
        } catch (InvalidPropertyException e) {
            return e.problems();
        }
    }

    @Test
    void anObjectMayBeHandedOverWithoutAName() {
        Spectrum raw = new Spectrum(List.of(7));

        Outputs outputs = mantle.run("ScaleSpectrum", Map.of("Input", raw, "Result", "Out"));

        assertThat(outputs.get(ScaleSpectrum.RESULT).get().counts()).containsExactly(14);
        assertThat(mantle.objects().names()).containsExactly("Out");
        assertThat(refusals(Map.of("Input", List.of(7).iterator(), "Result", "Out")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.property()).isEqualTo("Input"));
    }

    @Test
    void aRunThatFailsOrMakesNoObjectLeavesNone() {
        Spectrum before = new Spectrum(List.of(9));
        mantle.objects().add("Raw", new Spectrum(List.of(1)));
        mantle.objects().add("Out", before);

        assertThatThrownBy(() -> mantle.run("ScaleSpectrum", Map.of("Input", "Raw", "Factor", 0, "Result", "Out")))
                .isInstanceOf(AlgorithmFailedException.class)
                .hasMessageContaining("nothing would be left");
        assertThatThrownBy(() -> mantle.run("ScaleSpectrum", Map.of("Input", "Raw", "Factor", -1, "Result", "Out")))
                .isInstanceOf(AlgorithmFailedException.class)
                .hasMessageContaining("Result")
                .hasMessageContaining("\"Out\"");

        assertThat(mantle.objects().find("Out")).containsSame(before);
    }

    @Test
    void inPlaceRunsPutBackAndOptionalNamesNeedNotBeGiven() {
        mantle.objects().add("A", new Spectrum(List.of(1)));
        mantle.objects().add("B", new Spectrum(List.of(2)));

        Outputs outputs = mantle.run("AddSpectra", Map.of("Sum", "a", "Others", "B,B"));

        assertThat(mantle.objects().get("A", Spectrum.class).counts()).containsExactly(5);
        assertThat(outputs.get(AddSpectra.COUNT).get()).isEqualTo(3);
        assertThat(mantle.objects().names()).containsExactly("A", "B");

        mantle.run("AddSpectra", Map.of("Sum", "A", "Count", "N"));
        assertThat(mantle.objects().get("N", Integer.class)).isEqualTo(1);

        assertThat(mantle.validate("AddSpectra", Map.of("Sum", "A", "Others", List.of("B", "C", "D"))))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).contains("\"C\"", "\"D\"").doesNotContain("\"B\""));
    }

    @Test
    void aRefusedNameStaysAndIsLookedUpAgain() {
        AlgorithmInstance instance = mantle.create("ScaleSpectrum");
        assertThatThrownBy(() -> instance.setProperty("Input", "Later")).isInstanceOf(InvalidPropertyException.class);
        instance.setProperty("Result", "Out");
        assertThat(instance.getPropertyValue("Input")).isEqualTo("Later");
        assertThatThrownBy(instance::execute).isInstanceOf(InvalidPropertyException.class);

        mantle.objects().add("Later", new Spectrum(List.of(3)));
        assertThat(instance.execute()).isTrue();
        assertThat(mantle.objects().get("Out", Spectrum.class).counts()).containsExactly(6);

        mantle.objects().put("Later", new Spectrum(List.of(4)));
        assertThat(instance.execute()).isTrue();
        assertThat(mantle.objects().get("Out", Spectrum.class).counts()).containsExactly(8);
    }

    @Test
    void aLoopOverObjectsNumbersWhatItLeaves() {
        mantle.objects().add("A", new Spectrum(List.of(1)));
        mantle.objects().add("B", new Spectrum(List.of(2)));

        Outputs outputs = mantle.run("ScaleSpectrum", Map.of("Input", List.of("A", "B"), "Result", "Out"));

        assertThat(mantle.objects().get("Out_1", Spectrum.class).counts()).containsExactly(2);
        assertThat(mantle.objects().get("Out_2", Spectrum.class).counts()).containsExactly(4);
        assertThat(outputs.members()).hasSize(2);

        mantle.objects().clear();
        mantle.objects().add("A", new Spectrum(List.of(10)));
        mantle.objects().add("B", new Spectrum(List.of(20)));
        mantle.replay(mantle.history().records().get(0), Map.of());
        assertThat(mantle.objects().get("Out_2", Spectrum.class).counts()).containsExactly(40);

        mantle.run("ScaleSpectrum", Map.of("Input", List.of("A", "B"), "Result", List.of("X", "Y")));
        assertThat(mantle.objects().get("Y", Spectrum.class).counts()).containsExactly(40);
    }

    @Test
    void theHistoryKeepsNamesAndNotObjects(@TempDir Path folder) {
        Path file = folder.resolve("history.jsonl");
        try (Mantle first = Mantle.builder()
                .discover(false)
                .provider(new Provider())
                .historyFile(file)
                .build()) {
            first.objects().add("Raw", new Spectrum(List.of(1)));
            first.run("ScaleSpectrum", Map.of("Input", "Raw", "Result", "Out"));
            Object kept = first.history().records().get(0).inputs().get("Input");
            assertThat(kept).isEqualTo(StoredObject.named("raw"));
            assertThat(((StoredObject<?>) kept).find()).isEmpty();
        }
        try (Mantle second = Mantle.builder()
                .discover(false)
                .provider(new Provider())
                .historyFile(file)
                .build()) {
            RunRecord record = second.history().records().get(0);
            JsonObject inputs = record.toJson().getAsJsonObject("inputs");
            assertThat(inputs.get("Input").getAsString()).isEqualTo("Raw");

            second.objects().add("Raw", new Spectrum(List.of(21)));
            second.replay(record, Map.of());
            assertThat(second.objects().get("Out", Spectrum.class).counts()).containsExactly(42);

            second.run("ScaleSpectrum", Map.of("Input", new Spectrum(List.of(1)), "Result", "Out"));
            RunRecord nameless = second.history().records().get(2);
            assertThatThrownBy(() -> second.replay(nameless, Map.of()))
                    .isInstanceOf(InvalidPropertyException.class)
                    .hasMessageContaining("Input");
        }
    }

    /** Mantid: setting the object itself brings along its name. */
    @Test
    void anObjectThatLiesInTheStoreIsRecordedByItsName() {
        Spectrum raw = new Spectrum(List.of(1));
        mantle.objects().add("Raw", raw);

        mantle.run("ScaleSpectrum", Map.of("Input", raw, "Result", "Out"));

        assertThat(mantle.history().records().get(0).inputs().get("Input")).hasToString("Raw");
    }

    @Test
    void facesOfferNamesAsTexts() {
        AlgorithmDescriptor algorithm = mantle.registry().get("ScaleSpectrum");

        JsonObject schema = AlgorithmSchema.ofInputs(algorithm);
        JsonObject input = schema.getAsJsonObject("properties").getAsJsonObject("Factor");
        assertThat(input.get("type").getAsString()).isEqualTo("integer");
        assertThat(schema.getAsJsonArray("required"))
                .containsExactlyInAnyOrder(new JsonPrimitive("Input"), new JsonPrimitive("Result"));
        assertThat(schema.getAsJsonObject("properties").get("Input").toString())
                .contains("\"string\"", "name of an object of kind Spectrum");
        assertThat(schema.getAsJsonObject("properties").get("Result").toString())
                .contains("\"string\"");
        assertThat(AgentTools.of(mantle.registry().all()).find("ScaleSpectrum")).isPresent();

        mantle.objects().add("Raw", new Spectrum(List.of(1)));
        Outputs outputs = mantle.run("ScaleSpectrum", Map.of("Input", new JsonPrimitive("Raw"), "Result", "Out"));
        assertThat(outputs.toJson().get("Result")).isEqualTo(new JsonPrimitive("Out"));
    }

    @Test
    void thereAreNoListsOfNamesToLeave() {
        assertThatThrownBy(() ->
                        PropertyTypes.listOf(PropertyTypes.storedObject(Spectrum.class, StoreMode.OPTIONAL_WRITE)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
