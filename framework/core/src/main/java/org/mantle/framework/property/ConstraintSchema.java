package org.mantle.framework.property;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.text.CommonRegex;
import org.mantle.framework.type.Presentation;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Constraint;

/**
 * Writes what a validator allows into a JSON Schema, in the keywords of draft 2020-12.
 *
 * <p>A schema may allow more than the validator does, where JSON Schema has no word for a rule, and never less.
 */
final class ConstraintSchema {

    private static final Pattern SPECIAL = Pattern.compile("[\\\\^$.|?*+()\\[\\]{}/]");

    private final JsonObject schema;
    private final PropertyType<?> type;
    private final int depth;

    /**
     * Begins.
     *
     * @param schema what is added to
     * @param type the type of the property
     * @param depth 0 when the schema is that of the value, 1 when it is that of its elements, and so on
     */
    private ConstraintSchema(JsonObject schema, PropertyType<?> type, int depth) {
        this.schema = schema;
        this.type = type;
        this.depth = depth;
    }

    static void add(Constraint constraint, JsonObject schema, PropertyType<?> type) {
        new ConstraintSchema(schema, type, 0).add(constraint);
    }

    private void add(Constraint constraint) {
        if (constraint instanceof Constraint.Range range) {
            addRange(range);
        } else if (constraint instanceof Constraint.OneOf oneOf) {
            addOneOf(oneOf.allowedValues());
        } else if (constraint instanceof Constraint.NonEmpty) {
            // a lower bound of the size is there from 1 on only
            if (canBeEmpty() && emptyIsNothing() && !schema.has(sizeKeyword("min"))) {
                put(sizeKeyword("min"), new JsonPrimitive(1));
            }
        } else if (constraint instanceof Constraint.StartsWith startsWith) {
            putPattern("^(?:"
                    + startsWith.prefixes().stream()
                            .map(ConstraintSchema::escaped)
                            .collect(Collectors.joining("|"))
                    + ")");
        } else if (constraint instanceof Constraint.ContainsAll containsAll) {
            containsAll.fragments().forEach(fragment -> putPattern(escaped(fragment)));
        } else if (constraint instanceof Constraint.Matches matches) {
            addPattern(matches.regex());
        } else if (constraint instanceof Constraint.Format format) {
            put("format", format.format());
        } else if (constraint instanceof Constraint.ListLength length) {
            if (length.least() > 0) {
                put("minItems", new JsonPrimitive(length.least()));
            }
            length.most().ifPresent(most -> put("maxItems", new JsonPrimitive(most)));
        } else if (constraint instanceof Constraint.EveryElement every) {
            addToElements(every.element());
        } else if (constraint instanceof Constraint.EmptyOr emptyOr) {
            addEmptyOr(emptyOr.other());
        } else if (constraint instanceof Constraint.AllOf all) {
            all.parts().forEach(this::add);
        } else if (constraint instanceof Constraint.AnyOf any) {
            JsonArray alternatives = new JsonArray();
            any.parts().forEach(part -> alternatives.add(alone(part)));
            put("anyOf", alternatives);
        }
    }

    /** Only finite numbers can be bounds in JSON. */
    private void addRange(Constraint.Range range) {
        range.lower().ifPresent(lower -> {
            if (lower.value() instanceof Number number && Double.isFinite(number.doubleValue())) {
                put(lower.inclusive() ? "minimum" : "exclusiveMinimum", shifted(number, -range.tolerance()));
            }
        });
        range.upper().ifPresent(upper -> {
            if (upper.value() instanceof Number number && Double.isFinite(number.doubleValue())) {
                put(upper.inclusive() ? "maximum" : "exclusiveMaximum", shifted(number, range.tolerance()));
            }
        });
    }

    private static JsonElement shifted(Number bound, double by) {
        Number shifted = by == 0 ? bound : Double.valueOf(bound.doubleValue() + by);
        return new JsonPrimitive(shifted);
    }

    private void addPattern(String regex) {
        if (CommonRegex.isCommon(regex)) {
            putPattern("^(?:" + regex + ")$");
        }
    }

    private void putPattern(String pattern) {
        if (textIsValue()) {
            put("pattern", new JsonPrimitive(pattern));
        }
    }

    private void addToElements(Constraint element) {
        JsonObject items = schema.getAsJsonObject("items");
        if (items != null) {
            new ConstraintSchema(items, type, depth + 1).add(element);
        }
    }

    /** Returns whether a text that is given is the value itself, and not, say, a path that is made whole. */
    private boolean textIsValue() {
        return type.presentation() == Presentation.PLAIN;
    }

    /** Returns whether what is empty in JSON is surely an empty text, list or map; an author's values may be anything. */
    private boolean emptyIsNothing() {
        if (depth > 0) {
            return isOfType("array") || type.equals(PropertyTypes.STRING_LIST);
        }
        @Nullable Object empty = type.emptyValue();
        return empty instanceof CharSequence
                || empty instanceof Collection
                || empty instanceof Map
                || (empty != null && empty.getClass().isArray());
    }

    /** Returns the form that the framework gives to a value in any of its JSON forms; null when it is no value. */
    private @Nullable JsonElement rewritten(JsonElement json) {
        JsonElement whole = json;
        for (int i = 0; i < depth; i++) {
            JsonArray list = new JsonArray();
            list.add(whole);
            whole = list;
        }
        try {
            whole = rewritten(whole, type);
        } catch (IllegalArgumentException e) {
            // what an author allows may have another text form than that of the type
            return null;
        }
        for (int i = 0; i < depth; i++) {
            if (!(whole instanceof JsonArray list && list.size() == 1)) {
                return null;
            }
            whole = list.get(0);
        }
        return whole;
    }

    private static <T> JsonElement rewritten(JsonElement json, PropertyType<T> type) {
        return type.toJson(type.fromJson(json));
    }

    private void addEmptyOr(Constraint other) {
        if (!canBeEmpty()) {
            add(other);
            return;
        }
        JsonObject empty = new JsonObject();
        empty.addProperty(sizeKeyword("max"), 0);
        JsonArray alternatives = new JsonArray();
        alternatives.add(empty);
        alternatives.add(alone(other));
        put("anyOf", alternatives);
    }

    /** Returns the keywords of one constraint for a value of the same type, without those that are there already. */
    private JsonObject alone(Constraint constraint) {
        JsonObject alternative = new JsonObject();
        for (String key : List.of("type", "items")) {
            if (schema.has(key)) {
                alternative.add(key, schema.get(key).deepCopy());
            }
        }
        new ConstraintSchema(alternative, type, depth).add(constraint);
        return alternative;
    }

    /** Adds a keyword; when it is there already, both must hold. */
    private void put(String keyword, JsonElement value) {
        if (!schema.has(keyword)) {
            schema.add(keyword, value);
            return;
        }
        if (!schema.has("allOf")) {
            schema.add("allOf", new JsonArray());
        }
        JsonObject further = new JsonObject();
        further.add(keyword, value);
        schema.getAsJsonArray("allOf").add(further);
    }

    private void put(String keyword, String value) {
        put(keyword, new JsonPrimitive(value));
    }

    private String sizeKeyword(String end) {
        return end + (isOfType("array") ? "Items" : isOfType("object") ? "Properties" : "Length");
    }

    private boolean canBeEmpty() {
        return isOfType("string") || isOfType("array") || isOfType("object");
    }

    private boolean isOfType(String type) {
        return new JsonPrimitive(type).equals(schema.get("type"));
    }

    /** The values are allowed that their texts stand for; where one stands for none, nothing can be said. */
    private void addOneOf(List<String> texts) {
        JsonArray values = new JsonArray();
        for (String text : texts) {
            @Nullable JsonElement form = form(text);
            @Nullable JsonElement value = form == null ? null : rewritten(form);
            if (value == null) {
                return;
            }
            values.add(value);
        }
        if (textIsValue()) {
            put("enum", values);
        }
    }

    /** Returns a text in the JSON form of the schema's type, if it has one. */
    private @Nullable JsonElement form(String text) {
        if (isOfType("integer") || isOfType("number")) {
            boolean finite = !text.endsWith("NaN") && !text.endsWith("Infinity");
            try {
                return finite ? new JsonPrimitive(new BigDecimal(text)) : new JsonPrimitive(text);
            } catch (NumberFormatException e) {
                // an author's value may have any text form
                return null;
            }
        }
        if (isOfType("boolean")) {
            return new JsonPrimitive(Boolean.valueOf(text));
        }
        return isOfType("string") ? new JsonPrimitive(text) : null;
    }

    private static String escaped(String text) {
        return SPECIAL.matcher(text).replaceAll("\\\\$0");
    }
}
