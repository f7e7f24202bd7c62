package org.mantle.framework.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mantle.framework.testing.TestHosts.codes;
import static org.mantle.framework.testing.TestHosts.facts;
import static org.mantle.framework.testing.TestHosts.host;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.type.FileMode;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Validators;

/** Optional booleans, date-times, maps of properties and Java objects, as types and in a run. */
class PropertyFamilyTests {

    private static JsonElement json(String text) {
        return JsonParser.parseString(text);
    }

    @Test
    void anOptionalBooleanHasThreeStatesAndUnsetIsNothing() {
        PropertyType<Optional<Boolean>> type = PropertyTypes.OPTIONAL_BOOLEAN;
        assertThat(type.fromText("Unset")).isEmpty();
        assertThat(type.fromText("True")).contains(true);
        assertThat(type.fromText("False")).contains(false);
        assertThat(type.fromJson(json("false"))).contains(false);
        assertThat(type.fromObject(true)).contains(true);
        assertThat(type.allowedValues()).containsExactly("Unset", "True", "False");
        assertThat(type.isEmpty(Optional.empty())).isTrue();
        assertThat(type.isEmpty(Optional.of(false))).isFalse();
        for (Optional<Boolean> state : List.of(Optional.<Boolean>empty(), Optional.of(true), Optional.of(false))) {
            assertThat(type.fromText(type.toText(state))).isEqualTo(state);
            assertThat(type.fromJson(type.toJson(state))).isEqualTo(state);
            assertThat(type.fromObject(state)).isEqualTo(state);
        }
        for (String text : List.of("", "true", "unset", "1", "yes")) {
            assertThatIllegalArgumentException().isThrownBy(() -> type.fromText(text));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> type.fromObject(Optional.of("True")));
    }

    @Test
    void aDateTimeReadsBackToTheNanosecond() {
        PropertyType<OffsetDateTime> type = PropertyTypes.DATE_TIME;
        assertThat(type.fromText("2024-01-31T13:45:00")).isEqualTo(OffsetDateTime.parse("2024-01-31T13:45:00Z"));
        for (String text :
                List.of("2024-01-31T00:00:00Z", "2024-01-31T13:45:00.000000001+01:30", "0000-01-01T00:00:00Z")) {
            OffsetDateTime value = type.fromText(text);
            assertThat(type.toText(value)).isEqualTo(text);
            assertThat(type.fromJson(type.toJson(value))).isEqualTo(value);
            assertThat(type.fromObject(value)).isEqualTo(value);
        }
        assertThat(type.fromObject(Instant.EPOCH)).isEqualTo(OffsetDateTime.parse("1970-01-01T00:00:00Z"));
        for (String text : List.of("", "2024-01-31", "13:45:00", "2023-02-29T00:00:00")) {
            assertThatIllegalArgumentException().isThrownBy(() -> type.fromText(text));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> type.fromObject(OffsetDateTime.MAX));
        assertThatIllegalArgumentException().isThrownBy(() -> type.fromJson(json("5")));
        assertThat(type.schema()).isEqualTo(json("{'type':'string','format':'date-time'}"));
    }

    private static final PropertyType<Map<String, Object>> BEAM = PropertyTypes.map(
            Property.number("Width").validator(Validators.above(0.0)).build(),
            Property.integerList("Rows").build(),
            Property.string("Label").build());

    @Test
    void aMapHasTheDeclaredNamesInAnyLetterCase() {
        assertThat(BEAM.fromText("{\"width\":0.5,\"ROWS\":\"1-3\"}"))
                .isEqualTo(Map.of("Width", 0.5, "Rows", List.of(1, 2, 3)));
        assertThat(BEAM.fromObject(Map.of("Width", 1, "Label", " a "))).isEqualTo(Map.of("Width", 1.0, "Label", "a"));
        assertThat(BEAM.fromText("")).isEmpty();
        assertThat(BEAM.toText(Map.of())).isEmpty();
        assertThat(BEAM.word()).isEqualTo("Dictionary");
        Map<String, Object> whole = BEAM.fromText("{\"Label\":\"\\\"x\\\"\",\"Rows\":[4],\"Width\":0.1}");
        assertThat(BEAM.fromText(BEAM.toText(whole))).isEqualTo(whole);
        assertThat(BEAM.fromJson(BEAM.toJson(whole))).isEqualTo(whole);
        assertThat(BEAM.fromObject(whole)).isEqualTo(whole);
    }

    @Test
    void aMapIsRefusedWithEveryProblemInIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BEAM.fromText("{\"Wdth\":1,\"Rows\":\"x\",\"Label\":true}"))
                .withMessageContaining("\"Wdth\" is not one of its names, which are Width, Rows, Label")
                .withMessageContaining("Rows has the element \"x\"")
                .withMessageContaining("Label needs a text");
        for (String text : List.of(
                "x",
                "[]",
                "{",
                "{Width:1}",
                "{\"Width\":1}}",
                "{\"Width\":1,\"Width\":2}",
                "{\"Width\":1,\"width\":2}",
                "{\"Width\":{}}",
                "{} {}",
                "null",
                "{\"Label\":" + "[".repeat(100_000))) {
            assertThatIllegalArgumentException().isThrownBy(() -> BEAM.fromText(text));
        }
    }

    @Test
    void aMapOfSecretsOrOutputsIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyTypes.map(Property.secret("P").build()))
                .withMessageContaining("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> PropertyTypes.map(Property.string("P").output().build()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyTypes.map(
                        Property.string("P").build(), Property.string("p").build()));
    }

    @Test
    void aMapWithAnObjectInMemoryIsInMemoryItself() {
        Property<Thread> worker =
                Property.of("Worker", PropertyTypes.javaObject(Thread.class)).build();
        assertThat(PropertyTypes.map(worker).isInMemoryOnly()).isTrue();
        assertThat(PropertyTypes.map(Property.string("Text").build()).isInMemoryOnly())
                .isFalse();
    }

    @Test
    void aMapIsDescribedByTheSchemasOfItsProperties() {
        PropertyType<?> type =
                PropertyTypes.map(Property.integer("N").mandatory().build());
        assertThat(type.schema())
                .isEqualTo(json("{'type':'object','properties':{'N':{'type':'integer'}},'additionalProperties':false,"
                        + "'anyOf':[{'maxProperties':0},{'required':['N']}]}"));
    }

    /** Something that exists in memory alone. */
    private static final class Image {
        @Override
        public String toString() {
            return "pixels";
        }
    }

    static final class Family extends Algorithm {
        static final Property<Map<String, Object>> SLIT =
                Property.of("Slit", BEAM).build();
        static final Property<Optional<Boolean>> FAST = Property.of("Fast", PropertyTypes.OPTIONAL_BOOLEAN)
                .validator(Validators.required())
                .build();
        static final Property<Image> IMAGE =
                Property.of("Image", PropertyTypes.javaObject(Image.class)).build();
        static final Property<Image> COPY = Property.of("Copy", PropertyTypes.javaObject(Image.class))
                .output()
                .build();
        static final Property<Double> WIDTH =
                Property.number("Width").unit("mm").defaultValue(1.0).build();
        static final Property<String> FILE = Property.file("File", FileMode.OPTIONAL_LOAD, ".NXS", "nxs", "tif")
                .build();

        @Override
        protected void declare(Declaration declaration) {
            facts(declaration, "Family").properties(SLIT, FAST, IMAGE, COPY, WIDTH, FILE);
        }

        @Override
        protected void execute(Context run) {
            run.set(COPY, run.get(IMAGE));
        }
    }

    @Test
    void aJavaObjectGoesThroughARunAndStaysOutOfTheHistory() {
        try (Mantle mantle = host(Family.class)) {
            Image image = new Image();
            Outputs outputs = mantle.run("Family", Map.of("Image", image, "Fast", false));

            assertThat(outputs.get(Family.COPY)).isSameAs(image);
            assertThat(outputs.toJson()).isEqualTo(json("{'Copy':'<Image in memory>'}"));
            RunRecord record = mantle.history().records().get(0);
            assertThat(record.inputs()).doesNotContainValue(image);
            assertThat(mantle.history().toJson().toString()).doesNotContain("pixels");
        }
    }

    @Test
    void aJavaObjectHasNoTextAndSaysSo() {
        try (Mantle mantle = host(Family.class)) {
            for (Object given : List.of("x", json("'x'"), json("{}"), 5)) {
                List<Problem> problems = mantle.validate("Family", Map.of("Image", given, "Fast", true));
                assertThat(codes(problems)).containsExactly("Image:wrongType");
                assertThat(problems.get(0).message()).contains("needs an object of the Java class", "Image");
            }
            assertThat(mantle.validate("Family", Map.of("Image", "x", "Fast", true))
                            .get(0)
                            .message())
                    .contains("only a program can give");
        }
    }

    @Test
    void theTypesAreCheckedTogetherInARun() {
        try (Mantle mantle = host(Family.class)) {
            assertThat(codes(mantle.validate("Family", Map.of("Slit", Map.of("Width", 0), "Fast", "Unset"))))
                    .containsExactly("Slit:invalid", "Fast:missing");
            assertThat(codes(mantle.validate("Family", Map.of()))).containsExactly("Fast:missing");
            assertThat(mantle.validate("Family", Map.of("Fast", "True"))).isEmpty();
        }
    }

    @Test
    void unitsAndExtensionsAreInTheDescription() {
        try (Mantle mantle = host(Family.class)) {
            JsonObject json = mantle.registry().get("Family").toJson();
            List<JsonElement> properties = json.getAsJsonArray("properties").asList();
            assertThat(properties.get(4).getAsJsonObject().get("unit")).isEqualTo(json("'mm'"));
            assertThat(properties.get(5).getAsJsonObject().get("extensions")).isEqualTo(json("['nxs','tif']"));
            assertThat(properties.get(5).getAsJsonObject().get("presentation")).isEqualTo(json("'local_file'"));
            assertThat(properties.get(1).getAsJsonObject().get("mandatory")).isEqualTo(json("true"));
            assertThat(properties.get(1).getAsJsonObject().get("allowedValues"))
                    .isEqualTo(json("['Unset','True','False']"));
        }
    }
}
