package org.mantle.framework.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.type.FileMode;
import org.mantle.framework.type.PropertyType;

/** Any text, any JSON and any object for any type: a value, or an {@link IllegalArgumentException}, and the way back. */
class FuzzedTypeTests {

    /** Every kind of type, with nested ones. */
    public static final List<PropertyType<?>> TYPES = List.of(
            PropertyTypes.STRING,
            PropertyTypes.INTEGER,
            PropertyTypes.LONG,
            PropertyTypes.UNSIGNED,
            PropertyTypes.NUMBER,
            PropertyTypes.BOOLEAN,
            PropertyTypes.OPTIONAL_BOOLEAN,
            PropertyTypes.DATE_TIME,
            PropertyTypes.PATH,
            PropertyTypes.SECRET,
            PropertyTypes.FREE_MAP,
            PropertyTypes.STRING_LIST,
            PropertyTypes.INTEGER_LIST,
            PropertyTypes.LONG_LIST,
            PropertyTypes.UNSIGNED_LIST,
            PropertyTypes.NUMBER_LIST,
            PropertyTypes.BOOLEAN_LIST,
            PropertyTypes.choice(TimeUnit.class, TimeUnit::name),
            PropertyTypes.file(FileMode.LOAD, "nxs"),
            PropertyTypes.file(FileMode.SAVE),
            PropertyTypes.files(FileMode.OPTIONAL_LOAD),
            PropertyTypes.listOf(PropertyTypes.DATE_TIME),
            PropertyTypes.listOf(PropertyTypes.file(FileMode.LOAD)),
            PropertyTypes.listOfLists(PropertyTypes.STRING),
            PropertyTypes.listOfLists(PropertyTypes.NUMBER),
            PropertyTypes.listOfLists(PropertyTypes.LONG_LIST),
            PropertyTypes.javaObject(Thread.class),
            PropertyTypes.map(
                    org.mantle.framework.property.Property.string("Text").build(),
                    org.mantle.framework.property.Property.of("Numbers", PropertyTypes.NUMBER_LIST)
                            .build(),
                    org.mantle.framework.property.Property.of("Free", PropertyTypes.FREE_MAP)
                            .build()));

    @Provide
    Arbitrary<PropertyType<?>> types() {
        return Arbitraries.of(TYPES);
    }

    @Provide
    Arbitrary<String> texts() {
        return FuzzedInputs.texts();
    }

    @Provide
    Arbitrary<JsonElement> jsons() {
        return FuzzedInputs.jsons();
    }

    @Provide
    Arbitrary<Object> objects() {
        return FuzzedInputs.objects();
    }

    @Property(tries = 4000)
    void anyTextIsAValueOrRefused(@ForAll("types") PropertyType<?> type, @ForAll("texts") String text) {
        checkRoundTrip(type, () -> Objects.requireNonNull(type.fromText(text)));
    }

    @Property(tries = 4000)
    void anyJsonIsAValueOrRefused(@ForAll("types") PropertyType<?> type, @ForAll("jsons") JsonElement json) {
        if (!json.equals(JsonNull.INSTANCE)) {
            checkRoundTrip(type, () -> Objects.requireNonNull(type.fromJson(json)));
        }
    }

    @Property(tries = 4000)
    void anyObjectIsAValueOrRefused(@ForAll("types") PropertyType<?> type, @ForAll("objects") Object object) {
        checkRoundTrip(type, () -> Objects.requireNonNull(type.fromObject(object)));
    }

    /** Makes a value, if there is one. */
    private interface Conversion {
        Object convert();
    }

    @SuppressWarnings("unchecked") // the value came out of the type
    private static void checkRoundTrip(PropertyType<?> anyType, Conversion conversion) {
        PropertyType<Object> type = (PropertyType<Object>) anyType;
        @Nullable Object value = valueOf(conversion);
        if (value == null || type.isSecret() || type.isInMemoryOnly()) {
            return;
        }
        assertThat(type.fromText(type.toText(value).strip()))
                .as("through the text %s", type.toText(value))
                .isEqualTo(expected(type, value));
        assertThat(type.fromJson(type.toJson(value))).as("through JSON").isEqualTo(value);
        assertThat(type.fromObject(value)).as("through the value itself").isEqualTo(value);
        assertThat(type.weight(value)).isNotNegative();
        assertThat(type.toShortText(value, 10).length()).isLessThanOrEqualTo(10);
    }

    private static @Nullable Object valueOf(Conversion conversion) {
        try {
            return conversion.convert();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
            return null;
        }
    }

    /** The blanks around a text do not count, unless a property keeps them. */
    private static Object expected(PropertyType<?> type, Object value) {
        return value instanceof String text && type.emptyValue() instanceof String
                ? text.strip()
                : value instanceof java.nio.file.Path path
                        ? java.nio.file.Path.of(path.toString().strip())
                        : value;
    }

    @Property(tries = 1000)
    void everyValueOfATypeReadsBack(
            @ForAll long whole,
            @ForAll double real,
            @ForAll("texts") String text,
            @ForAll("moments") OffsetDateTime moment) {
        List<Map.Entry<PropertyType<?>, Object>> values = List.of(
                Map.entry(PropertyTypes.LONG, whole),
                Map.entry(PropertyTypes.NUMBER, real),
                Map.entry(PropertyTypes.NUMBER_LIST, List.of(real, -real)),
                Map.entry(PropertyTypes.STRING_LIST, List.of(text, "", text + " ")),
                Map.entry(PropertyTypes.DATE_TIME, moment),
                Map.entry(PropertyTypes.OPTIONAL_BOOLEAN, Optional.of(true)),
                Map.entry(PropertyTypes.FREE_MAP, Map.of(text, List.of(text, whole, Math.abs(real) < 1e300))));
        values.forEach(entry -> checkRoundTrip(
                entry.getKey(), () -> Objects.requireNonNull(entry.getKey().fromObject(entry.getValue()))));
    }

    @Provide
    Arbitrary<OffsetDateTime> moments() {
        return FuzzedInputs.moments();
    }
}
