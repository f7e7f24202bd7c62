package org.mantle.framework.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.type.PropertyType;
import org.mantle.framework.type.PropertyTypeProvider;
import org.mantle.framework.type.Secret;
import org.mantle.validators.Validators;

/** The types of Java classes, also of those that only a provider knows. */
class JavaTypesTests {

    /** A value of a kind that the framework does not know. */
    record Angle(double degrees) {}

    /** Reads {@code 30deg}. */
    static final class AngleType implements PropertyType<Angle> {
        @Override
        public String word() {
            return "angle";
        }

        @Override
        public Angle fromText(String text) {
            if (!text.endsWith("deg")) {
                throw new IllegalArgumentException("needs an angle such as 30deg");
            }
            return new Angle(PropertyTypes.NUMBER.fromText(text.substring(0, text.length() - 3)));
        }

        @Override
        public String toText(Angle value) {
            return value.degrees() + "deg";
        }

        @Override
        public Angle fromObject(Object value) {
            if (value instanceof Angle angle) {
                return angle;
            }
            throw new IllegalArgumentException("needs an angle");
        }

        @Override
        public JsonObject schema() {
            JsonObject schema = new JsonObject();
            schema.addProperty("type", "string");
            return schema;
        }
    }

    /** Named in this module's service file, next to a provider that is broken. */
    public static final class Angles implements PropertyTypeProvider {
        @Override
        public Map<Class<?>, PropertyType<?>> types() {
            return Map.of(Angle.class, new AngleType());
        }
    }

    /** Cannot be made. */
    public static final class Broken implements PropertyTypeProvider {
        /** Fails. */
        public Broken() {
            throw new IllegalStateException("no angles today");
        }

        @Override
        public Map<Class<?>, PropertyType<?>> types() {
            return Map.of();
        }
    }

    @SuppressWarnings("UnusedVariable") // read by reflection
    private record Everything(
            String text,
            int number,
            Long large,
            double real,
            boolean truth,
            TimeUnit choice,
            Secret secret,
            OffsetDateTime when,
            Path path,
            Map<String, Object> map,
            List<String> texts,
            List<Integer> numbers,
            List<? extends Double> reals,
            List<Boolean> truths,
            List<List<Long>> nested,
            Optional<Boolean> maybe,
            Angle angle,
            List<Angle> angles) {}

    @Test
    void everyUsualJavaTypeHasAPropertyType() {
        List<String> words = Arrays.stream(Everything.class.getRecordComponents())
                .map(RecordComponent::getGenericType)
                .map(type -> PropertyTypes.of(type, getClass().getClassLoader()).word())
                .toList();
        assertThat(words)
                .containsExactly(
                        "string",
                        "number",
                        "number",
                        "number",
                        "boolean",
                        "string",
                        "string",
                        "date-time",
                        "string",
                        "Dictionary",
                        "str list",
                        "int list",
                        "dbl list",
                        "bool list",
                        "list of number lists",
                        "optional boolean",
                        "angle",
                        "angle list");
    }

    @Test
    void aPropertyOfAProvidersClassConverts() {
        Property<Angle> angle = Property.of("Angle", Angle.class).build();
        assertThat(angle.convert(" 30deg ")).isEqualTo(new Angle(30));
        Property<TimeUnit> unit = Property.of("Unit", TimeUnit.class).build();
        assertThat(unit.convert("DAYS")).isEqualTo(TimeUnit.DAYS);
        assertThat(unit.allowedValues()).contains("SECONDS", "HOURS");
    }

    @Test
    void aListOfAnyTypeReadsBack() {
        PropertyType<List<Angle>> angles = PropertyTypes.listOf(new AngleType());
        List<Angle> two = List.of(new Angle(1.5), new Angle(-2));
        assertThat(angles.fromText("1.5deg, \"-2.0deg\"")).isEqualTo(two);
        assertThat(angles.fromText(angles.toText(two))).isEqualTo(two);
        assertThat(angles.fromJson(angles.toJson(two))).isEqualTo(two);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> angles.fromText("1deg,2"))
                .withMessage("has the element \"2\", which needs an angle such as 30deg");
        assertThat(PropertyTypes.listOf(PropertyTypes.LONG)).isSameAs(PropertyTypes.LONG_LIST);
        assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.listOf(PropertyTypes.SECRET));
    }

    @Test
    void aClassWithoutATypeIsRefusedWithWhatToDo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Property.of("Thread", Thread.class))
                .withMessageContaining("java.lang.Thread")
                .withMessageContaining("PropertyTypeProvider");
        Type array = int[][].class;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyTypes.of(array, getClass().getClassLoader()));
    }

    @Test
    void aBrokenProviderHarmsNoOther(@TempDir Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(PropertyTypeProvider.class.getName()), Broken.class.getName());
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            assertThat(PropertyTypes.of((Type) Angle.class, loader).word()).isEqualTo("angle");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PropertyTypes.of((Type) Thread.class, loader))
                    .withMessageContaining(Broken.class.getName());
        }
    }

    @Test
    void listsOfListsOfSecretsAreRefusedAsListsOfSecretsAre() {
        assertThatIllegalArgumentException().isThrownBy(() -> PropertyTypes.listOfLists(PropertyTypes.SECRET));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyTypes.listOfLists(PropertyTypes.javaObject(Thread.class)));
    }

    /** Writes the degrees as a number of JSON. */
    static final class AngleAsNumber implements PropertyType<Angle> {
        @Override
        public String word() {
            return "angle";
        }

        @Override
        public Angle fromText(String text) {
            return new Angle(PropertyTypes.NUMBER.fromText(text));
        }

        @Override
        public String toText(Angle value) {
            return PropertyTypes.NUMBER.toText(value.degrees());
        }

        @Override
        public Angle fromObject(Object value) {
            return (Angle) value;
        }

        @Override
        public JsonElement toJson(Angle value) {
            return PropertyTypes.NUMBER.toJson(value.degrees());
        }

        @Override
        public JsonObject schema() {
            return PropertyTypes.NUMBER.schema();
        }
    }

    @Test
    void aChoiceThatIsShownInAnotherWayThanItIsReadLeavesTheSchemaOfItsType() {
        Property<Angle> tilt = Property.of("Tilt", new AngleAsNumber())
                .defaultValue(new Angle(30))
                .validator(Validators.oneOf(List.of(new Angle(30), new Angle(60))))
                .build();
        assertThat(tilt.schema()).hasToString("{\"type\":\"number\",\"default\":30.0}");
    }
}
