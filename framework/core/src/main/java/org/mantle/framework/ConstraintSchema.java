package org.mantle.framework;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mantle.validators.Constraint;

/**
 * Writes what a validator allows into a JSON Schema, in the keywords of draft 2020-12.
 *
 * <p>A schema may allow more than the validator does, where JSON Schema has no word for a rule, and never less.
 */
final class ConstraintSchema {

    /** What Java's regular expressions have and those of JSON Schema (ECMA-262) lack, or read in another way. */
    private static final Pattern JAVA_ONLY =
            Pattern.compile("\\(\\?(?![:=!])|[+*?}]\\+|\\\\[pPQEAzZGhHvVRXNxek0]|&&|\\[[^\\]]*+\\[");

    private static final Pattern SPECIAL = Pattern.compile("[\\\\^$.|?*+()\\[\\]{}/]");

    private final JsonObject schema;

    private ConstraintSchema(JsonObject schema) {
        this.schema = schema;
    }

    static void add(Constraint constraint, JsonObject schema) {
        new ConstraintSchema(schema).add(constraint);
    }

    private void add(Constraint constraint) {
        if (constraint instanceof Constraint.Range range) {
            addRange(range);
        } else if (constraint instanceof Constraint.OneOf oneOf) {
            put("enum", values(oneOf.allowedValues()));
        } else if (constraint instanceof Constraint.NonEmpty) {
            put(sizeKeyword("min"), new JsonPrimitive(1));
        } else if (constraint instanceof Constraint.StartsWith startsWith) {
            put(
                    "pattern",
                    "^(?:"
                            + startsWith.prefixes().stream()
                                    .map(ConstraintSchema::escaped)
                                    .collect(Collectors.joining("|"))
                            + ")");
        } else if (constraint instanceof Constraint.ContainsAll containsAll) {
            containsAll.fragments().forEach(fragment -> put("pattern", escaped(fragment)));
        } else if (constraint instanceof Constraint.Matches matches) {
            addPattern(matches.regex());
        } else if (constraint instanceof Constraint.Format format) {
            put("format", format.format());
        } else if (constraint instanceof Constraint.ListLength length) {
            put("minItems", new JsonPrimitive(length.least()));
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
        if (!JAVA_ONLY.matcher(regex).find()) {
            put("pattern", "^(?:" + regex + ")$");
        }
    }

    private void addToElements(Constraint element) {
        JsonObject items = schema.getAsJsonObject("items");
        if (items != null) {
            add(element, items);
        }
    }

    private void addEmptyOr(Constraint other) {
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
        add(constraint, alternative);
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

    private boolean isOfType(String type) {
        return new JsonPrimitive(type).equals(schema.get("type"));
    }

    /** Returns allowed values in the JSON form of the schema's type. */
    private JsonArray values(List<String> texts) {
        boolean numbers = isOfType("integer") || isOfType("number");
        JsonArray values = new JsonArray();
        texts.forEach(text -> values.add(numbers ? new JsonPrimitive(new BigDecimal(text)) : new JsonPrimitive(text)));
        return values;
    }

    private static String escaped(String text) {
        return SPECIAL.matcher(text).replaceAll("\\\\$0");
    }
}
