package org.mantle.framework.describe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.JsonLists;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.type.PropertyType;

/** Writes the JSON Schemas of one property's value, in the JSON form of its type. */
final class ValueSchema {

    /** What JSON has no numbers for, as the framework writes it. */
    private static final List<String> NOT_FINITE = List.of("NaN", "Infinity", "-Infinity");

    private static final Set<String> NOTES = Set.of("description", "default", "examples");

    private ValueSchema() {}

    /** Returns the schema of what is converted to the type, which applies to every value that is given. */
    static JsonObject ofForm(Property<?> property) {
        PropertyType<?> type = property.type();
        JsonObject schema = type.schema().deepCopy();
        if (!type.validator().constraint().words().isEmpty() && schema.has("type")) {
            // The type's own check may be a part of its schema, and does not apply to a value that does not count.
            schema = Schemas.of("type", schema.get("type"));
        }
        if (!type.allowedValues().isEmpty()) {
            schema.add("enum", JsonLists.ofTexts(type.allowedValues()));
        }
        addLimits(type, schema);
        allowNonFinite(schema, NOT_FINITE);
        return schema;
    }

    /** Returns the schema of what is allowed while the property counts, without notes. */
    static <T> JsonObject ofAllowed(Property<T> property) {
        PropertyType<T> type = property.type();
        // A secret may be given as a reference, of which a rule for the secret itself says nothing.
        JsonObject schema = type.isSecret() ? type.schema().deepCopy() : property.schema();
        NOTES.forEach(schema::remove);
        addLimits(type, schema);
        allowNonFinite(
                schema,
                NOT_FINITE.stream().filter(text -> allows(property, text)).toList());
        if (property.validator().constraint().demandsSomething() && refusesNothing(property)) {
            add(somethingOf(property), schema);
        }
        return schema;
    }

    private static <T> boolean refusesNothing(Property<T> property) {
        @Nullable T empty = property.type().emptyValue();
        return empty != null
                && property.validator().isPure()
                && property.validator().check(empty).isPresent();
    }

    /** Returns the schema that refuses what counts as nothing given. */
    static <T> JsonObject somethingOf(Property<T> property) {
        @Nullable T empty = property.type().emptyValue();
        if (empty == null || !property.type().isEmpty(empty)) {
            return new JsonObject();
        }
        JsonElement form = property.type().toJson(empty);
        if (form instanceof JsonArray array && array.isEmpty()) {
            return Schemas.of("minItems", new JsonPrimitive(1));
        }
        if (form instanceof JsonObject object && object.isEmpty()) {
            return Schemas.of("minProperties", new JsonPrimitive(1));
        }
        return new JsonPrimitive("").equals(form)
                ? Schemas.of("minLength", new JsonPrimitive(1))
                : Schemas.of("not", Schemas.of("const", form));
    }

    /** Adds the keywords of one schema to another, which has none of them with another value than at least as strict. */
    static void add(JsonObject keywords, JsonObject schema) {
        keywords.asMap().forEach((keyword, value) -> {
            if (!schema.has(keyword)) {
                schema.add(keyword, value);
            } else if (!schema.get(keyword).equals(value)) {
                JsonArray further = schema.has("allOf") ? schema.getAsJsonArray("allOf") : new JsonArray();
                further.add(Schemas.of(keyword, value));
                schema.add("allOf", further);
            }
        });
    }

    /** Adds the ends of the whole numbers of 32 bits, where the author set none. */
    private static void addLimits(PropertyType<?> type, JsonObject schema) {
        boolean list = type.equals(PropertyTypes.INTEGER_LIST) || type.equals(PropertyTypes.intArray());
        if ((list || type.equals(PropertyTypes.INTEGER)) && !schema.has("enum")) {
            JsonObject number = list ? schema.getAsJsonObject("items") : schema;
            if (!number.has("minimum") && !number.has("exclusiveMinimum")) {
                number.addProperty("minimum", Integer.MIN_VALUE);
            }
            if (!number.has("maximum") && !number.has("exclusiveMaximum")) {
                number.addProperty("maximum", Integer.MAX_VALUE);
            }
        }
    }

    private static <T> boolean allows(Property<T> property, String text) {
        if (!"number".equals(typeOf(property.type().schema()))) {
            // the elements of a list cannot be asked about one by one
            return true;
        }
        try {
            T value = property.type().fromText(text);
            return !property.validator().isPure()
                    || property.validator().check(value).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Lets every number in a schema also be one of the texts that stand for what is not finite. */
    private static void allowNonFinite(JsonElement part, List<String> texts) {
        if (part instanceof JsonArray array) {
            array.forEach(each -> allowNonFinite(each, texts));
        } else if (part instanceof JsonObject schema && !texts.isEmpty()) {
            if ("number".equals(typeOf(schema))) {
                JsonArray types = new JsonArray();
                types.add("number");
                types.add("string");
                schema.add("type", types);
                schema.addProperty("pattern", "^(?:" + String.join("|", texts) + ")$");
            }
            for (String keyword : List.of("items", "allOf", "anyOf")) {
                if (schema.has(keyword)) {
                    allowNonFinite(schema.get(keyword), texts);
                }
            }
            if (schema.has("properties")) {
                schema.getAsJsonObject("properties").asMap().values().forEach(each -> allowNonFinite(each, texts));
            }
        }
    }

    private static String typeOf(JsonObject schema) {
        return schema.get("type") instanceof JsonPrimitive type ? type.getAsString() : "";
    }
}
