package org.mantle.framework.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
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
import org.mantle.framework.describe.AgentTools;
import org.mantle.framework.describe.AlgorithmSchema;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.history.UnkeptValue;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyMap;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.testing.SpectrumAlgorithms;
import org.mantle.framework.testing.SpectrumAlgorithms.AddSpectra;
import org.mantle.framework.testing.SpectrumAlgorithms.FirstCount;
import org.mantle.framework.testing.SpectrumAlgorithms.ScaleSpectrum;
import org.mantle.framework.testing.SpectrumAlgorithms.Spectrum;
import org.mantle.framework.type.StoreMode;
import org.mantle.framework.type.StoredObject;

/** Objects of the host's store as inputs and outputs of algorithms, by name. */
class StoredObjectTests {

    private final Mantle mantle = Mantle.builder()
            .discover(false)
            .provider(new SpectrumAlgorithms.Provider())
            .build();

    @AfterEach
    void close() {
        mantle.close();
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
                .provider(new SpectrumAlgorithms.Provider())
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
                .provider(new SpectrumAlgorithms.Provider())
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

    @Test
    void whatDoesNotCountIsNeitherAskedForNorLeft() {
        mantle.objects().add("A", new Spectrum(List.of(1)));
        mantle.objects().add("B", new Spectrum(List.of(2)));

        mantle.run("AddInto", Map.of("Other", "A", "Sum", "B"));
        mantle.run("AddInto", Map.of("Other", "A", "Sum", "B", "Log", "Ignored"));
        assertThat(mantle.objects().names()).containsExactly("A", "B");
        assertThat(mantle.objects().get("B", Spectrum.class).counts()).containsExactly(4);

        mantle.run("AddInto", Map.of("Other", "A", "Sum", "B", "Logs", true, "Log", "Said"));
        assertThat(mantle.objects().find("Said")).contains("added");
    }

    @Test
    void aLoopUpdatesOneObjectStepByStep() {
        mantle.objects().add("A", new Spectrum(List.of(1)));
        mantle.objects().add("B", new Spectrum(List.of(2)));
        mantle.objects().add("S", new Spectrum(List.of(0)));

        mantle.run("AddInto", Map.of("Other", List.of("A", "B"), "Sum", "S"));

        assertThat(mantle.objects().get("S", Spectrum.class).counts()).containsExactly(3);
    }

    @Test
    void twoObjectsAreNotLeftUnderOneName() {
        mantle.objects().add("A", new Spectrum(List.of(1)));
        mantle.objects().add("B", new Spectrum(List.of(2)));

        assertThat(mantle.validate("AddSpectra", Map.of("Sum", "A", "Count", "a")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.property()).isEqualTo("Count");
                    assertThat(problem.code()).isEqualTo(Problem.DUPLICATE);
                    assertThat(problem.message()).contains("\"a\"", "Sum");
                });
        assertThat(mantle.validate("ScaleSpectrum", Map.of("Input", List.of("A", "B"), "Result", List.of("X", "x"))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.property()).isEqualTo("Result"));
    }

    @Test
    void anObjectThatWasHandedOverIsTheOneThatIsMeant() {
        Spectrum raw = new Spectrum(List.of(1));
        mantle.objects().add("Raw", raw);
        AlgorithmInstance instance = mantle.create("ScaleSpectrum");
        instance.setProperty("Input", raw).setProperty("Result", "Out");
        mantle.objects().put("Raw", new Spectrum(List.of(100)));

        instance.execute();
        assertThat(mantle.objects().get("Out", Spectrum.class).counts()).containsExactly(2);

        Outputs first = mantle.run("ScaleSpectrum", Map.of("Input", raw, "Result", "Out"));
        mantle.objects().remove("Out");
        mantle.run("ScaleSpectrum", Map.of("Input", first.get(ScaleSpectrum.RESULT), "Result", "Twice"));
        assertThat(mantle.objects().get("Twice", Spectrum.class).counts()).containsExactly(4);
    }

    @Test
    void aReplayWorksOutDefaultsFromTheObjectsThatAreThere() {
        mantle.objects().add("A", new Spectrum(List.of(7)));
        mantle.objects().add("B", new Spectrum(List.of(10)));
        mantle.run("FirstCount", Map.of("Input", "A"));

        Outputs again = mantle.replay(mantle.history().records().get(0), Map.of("Input", "B"));

        assertThat(again.get(FirstCount.RESULT)).isEqualTo(10);
    }

    /** The words are those of the moment of the refusal. */
    @Test
    void aRefusalSaysWhatWasThere() {
        try {
            mantle.run("ScaleSpectrum", Map.of("Input", "Raw", "Result", "Out"));
            throw new AssertionError("it was not refused");
        } catch (InvalidPropertyException e) {
            mantle.objects().add("Raw", new Spectrum(List.of(1)));
            assertThat(e).hasMessageContaining("there is none");
        }
        Problem misspelt = refusals(Map.of("Input", "Rwa", "Result", "Out")).get(0);
        assertThat(misspelt.message()).contains("did you mean Raw?");
        assertThat(misspelt.nearest()).contains("Raw");
    }

    @Test
    void aRefusalIsShortWhateverIsThere() {
        for (int number = 0; number < 1000; number++) {
            mantle.objects().add("Run" + number, new Spectrum(List.of(number)));
        }
        assertThat(refusals(Map.of("Input", "Raw", "Result", "Out")).get(0).message())
                .hasSizeLessThan(500);
    }

    @Test
    void whatTheHostRemembersOfARunKeepsNoInput() {
        AlgorithmInstance instance = mantle.manager().create("ScaleSpectrum");
        WeakReference<Spectrum> input = new WeakReference<>(new Spectrum(List.of(1)));
        mantle.objects().add("Raw", input.get());
        instance.setProperty("Input", "Raw").setProperty("Result", "Out").execute();
        mantle.objects().clear();

        awaitFreed(input);
        assertThat(instance.isExecuted()).isTrue();
    }

    @Test
    void aRefusalKeepsNothingOfWhatWasGiven() {
        WeakReference<Spectrum> input = new WeakReference<>(new Spectrum(List.of(1)));
        mantle.objects().add("Raw", input.get());
        InvalidPropertyException refused = catchRefused(Map.of("Input", "Raw", "Factor", "many", "Result", ""));
        mantle.objects().clear();

        awaitFreed(input);
        assertThat(refused.problems()).hasSize(2);
    }

    private InvalidPropertyException catchRefused(Map<String, ?> properties) {
        try {
            mantle.run("ScaleSpectrum", properties);
            throw new AssertionError("it was not refused");
        } catch (InvalidPropertyException e) {
            return e;
        }
    }

    @Test
    void onlyTheModeSaysWhichWayAnObjectGoes() {
        assertThat(AddSpectra.SUM.direction()).isEqualTo(Direction.INOUT);
        assertThat(Property.of("X", PropertyTypes.storedObject(Spectrum.class, StoreMode.WRITE))
                        .build()
                        .direction())
                .isEqualTo(Direction.INOUT);
        assertThatThrownBy(() -> Property.storedObject("X", Spectrum.class, StoreMode.READ)
                        .inOut()
                        .build())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Property.storedObject("X", Spectrum.class, StoreMode.OPTIONAL_WRITE)
                        .output()
                        .build())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Property.of(
                                "X", PropertyTypes.listOf(PropertyTypes.storedObject(Spectrum.class, StoreMode.READ)))
                        .inOut()
                        .build())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> PropertyTypes.map(Property.storedObject("X", Spectrum.class, StoreMode.WRITE)
                        .build()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(AddSpectra.OTHERS.type().storedKind()).contains(Spectrum.class);
    }

    @Test
    void namesThatAreEqualHaveEqualHashes() {
        for (String[] pair : new String[][] {
            {"Raw", "RAW"}, {"\u0130x", "ix"}, {"\u03a3", "\u03c2"}, {"\ud801\udc00", "\ud801\udc28"}
        }) {
            StoredObject<Spectrum> one = StoredObject.named(pair[0]);
            StoredObject<Spectrum> other = StoredObject.named(pair[1]);
            assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        }
    }

    @Test
    void aPropertyMapHasNoObjectsWithoutAName() {
        PropertyMap inputs = mantle.inputs("ScaleSpectrum", Map.of("Input", new Spectrum(List.of(1)), "Result", "Out"));

        assertThat(inputs.toText(PropertyMap.Which.NON_DEFAULT)).isEqualTo("Result=Out");
        assertThat(inputs.toJson(PropertyMap.Which.NON_DEFAULT).keySet()).containsExactly("Result");
    }

    @Test
    void aNameIsOneLine() {
        assertThatThrownBy(() -> mantle.objects().add("a\nb", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("control characters");
        mantle.objects().add("Raw", new Spectrum(List.of(1)));
        assertThat(refusals(Map.of("Input", "Raw", "Result", "a\nb")).get(0).property())
                .isEqualTo("Result");
    }

    /** What one entry leaves the next takes, but what was handed over is the one that is meant. */
    @Test
    void aLoopUpdatesAnObjectThatWasHandedOver() {
        mantle.objects().add("A", new Spectrum(List.of(1)));
        mantle.objects().add("S", new Spectrum(List.of(1000)));

        mantle.run(
                "AddInto",
                Map.of(
                        "Other",
                        List.of("A", "A"),
                        "Sum",
                        StoredObject.named("S").with(new Spectrum(List.of(10)))));

        assertThat(mantle.objects().get("S", Spectrum.class).counts()).containsExactly(12);
    }

    @Test
    void anObjectIsNotRecordedUnderTheNameOfAnother() {
        mantle.objects().add("A", new Spectrum(List.of(1)));

        mantle.run(
                "ScaleSpectrum",
                Map.of("Input", StoredObject.named("A").with(new Spectrum(List.of(500))), "Result", "Out"));

        assertThat(mantle.objects().get("Out", Spectrum.class).counts()).containsExactly(1000);
        assertThat(mantle.history().records().get(0).inputs().get("Input")).isInstanceOf(UnkeptValue.class);
    }

    @Test
    void onlyANameThatIsNotThereTakesThePlaceOfTheOneBefore() {
        mantle.objects().add("Raw", new Spectrum(List.of(1)));
        mantle.objects().add("Title", "a text");
        AlgorithmInstance instance = mantle.create("ScaleSpectrum").setProperty("Input", "Raw");

        for (String refused : List.of("Title", "")) {
            assertThatThrownBy(() -> instance.setProperty("Input", refused))
                    .isInstanceOf(InvalidPropertyException.class);
            assertThat(instance.getPropertyValue("Input")).isEqualTo("Raw");
        }
    }

    @Test
    void aRunThatFailsKeepsNoInputThatItWasToUpdate() {
        AlgorithmInstance instance = mantle.manager().create("AddInto");
        WeakReference<Spectrum> sum = new WeakReference<>(new Spectrum(List.of(1)));
        mantle.objects().add("Sum", sum.get());
        mantle.objects().add("Other", new Spectrum(List.of()));
        instance.setProperty("Sum", "Sum").setProperty("Other", "Other");
        assertThat(instance.execute()).isFalse(); // there is no count to add
        mantle.objects().clear();

        awaitFreed(sum);
        assertThat(instance.isExecuted()).isFalse();
    }

    @Test
    void aDefaultIsAName() {
        assertThatThrownBy(() -> Property.storedObject("X", Spectrum.class, StoreMode.READ)
                        .defaultValue(StoredObject.of(new Spectrum(List.of())))
                        .build())
                .isInstanceOf(IllegalStateException.class);
        Property<StoredObject<Spectrum>> named = Property.storedObject("X", Spectrum.class, StoreMode.READ)
                .defaultValue(StoredObject.<Spectrum>named("Raw").with(new Spectrum(List.of())))
                .build();
        assertThat(named.defaultValue().orElseThrow().find()).isEmpty();
        assertThatThrownBy(() -> Property.storedObject("X", Spectrum.class, StoreMode.READ)
                        .output()
                        .build())
                .isInstanceOf(IllegalStateException.class);
    }

    private static void awaitFreed(WeakReference<?> object) {
        Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> {
            System.gc();
            return object.get() == null;
        });
    }
}
