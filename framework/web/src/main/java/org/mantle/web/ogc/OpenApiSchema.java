package org.mantle.web.ogc;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns a JSON Schema of draft 2020-12 into the dialect of OpenAPI 3.0, which the standard demands: one type, truth values beside bounds,
 * {@code nullable}, and fewer keywords. What the dialect has no word for is left out, so that the result allows more and never less.
 */
final class OpenApiSchema {

    private static final Set<String> SAME = Set.of(
            "title",
            "multipleOf",
            "maximum",
            "minimum",
            "maxLength",
            "minLength",
            "pattern",
            "maxItems",
            "minItems",
            "uniqueItems",
            "maxProperties",
            "minProperties",
            "enum",
            "type",
            "description",
            "format",
            "default",
            "nullable",
            "readOnly",
            "writeOnly",
            "deprecated",
            "contentMediaType",
            "contentEncoding");

    private static final Set<String> OF_SCHEMAS = Set.of("allOf", "anyOf", "oneOf");

    /** The keywords that tell of one type only. */
    private static final Map<String, List<String>> BY_TYPE = Map.of(
            "string", List.of("pattern", "minLength", "maxLength", "format", "contentMediaType", "contentEncoding"),
            "number", List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
            "integer", List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
            "array", List.of("items", "minItems", "maxItems", "uniqueItems"),
            "object", List.of("properties", "required", "additionalProperties", "minProperties", "maxProperties"));

    private OpenApiSchema() {}

    /** Returns the schema in the dialect; the given one stays as it is. */
    static JsonObject of(JsonElement schema) {
        if (!(schema instanceof JsonObject object)) {
            boolean everything = schema instanceof JsonPrimitive primitive && primitive.getAsBoolean();
            JsonObject result = new JsonObject();
            if (!everything) {
                result.add("not", new JsonObject());
            }
            return result;
        }
        if (object.get("type") instanceof JsonArray types) {
            return ofTypes(object, types);
        }
        if (object.get("type") instanceof JsonPrimitive type
                && type.getAsString().equals("null")) {
            return onlyNull();
        }
        JsonObject result = new JsonObject();
        object.asMap().forEach((keyword, value) -> put(keyword, value, result));
        if (result.has("enum")) {
            // the values tell their type themselves
            result.remove("type");
        }
        if (result.get("type") instanceof JsonPrimitive type
                && type.getAsString().equals("array")
                && !result.has("items")) {
            result.add("items", new JsonObject());
        }
        return withoutNull(result);
    }

    private static void put(String keyword, JsonElement value, JsonObject result) {
        if (SAME.contains(keyword)) {
            result.add(keyword, value.deepCopy());
        } else if (OF_SCHEMAS.contains(keyword)) {
            JsonArray parts = new JsonArray();
            value.getAsJsonArray().forEach(part -> parts.add(of(part)));
            result.add(keyword, parts);
        } else {
            switch (keyword) {
                case "not", "items" -> result.add(keyword, of(value));
                case "additionalProperties" -> result.add(keyword, value.isJsonPrimitive() ? value : of(value));
                case "properties" -> {
                    JsonObject properties = new JsonObject();
                    value.getAsJsonObject().asMap().forEach((name, schema) -> properties.add(name, of(schema)));
                    result.add(keyword, properties);
                }
                case "required" -> {
                    if (!value.getAsJsonArray().isEmpty()) {
                        result.add(keyword, value.deepCopy());
                    }
                }
                case "exclusiveMinimum", "exclusiveMaximum" -> {
                    result.add(keyword.replace("exclusiveM", "m"), value.deepCopy());
                    result.addProperty(keyword, true);
                }
                case "const" -> {
                    JsonArray only = new JsonArray();
                    only.add(value.deepCopy());
                    result.add("enum", only);
                }
                case "examples" -> {
                    if (!value.getAsJsonArray().isEmpty()) {
                        result.add("example", value.getAsJsonArray().get(0).deepCopy());
                    }
                }
                default -> {
                    // the dialect has no word for it
                }
            }
        }
    }

    /** Several types become a choice of schemas with one each. */
    private static JsonObject ofTypes(JsonObject schema, JsonArray types) {
        JsonObject common = schema.deepCopy();
        common.remove("type");
        BY_TYPE.values().forEach(keywords -> keywords.forEach(common::remove));
        JsonArray choice = new JsonArray();
        boolean nullable = false;
        for (JsonElement each : types) {
            String type = each.getAsString();
            if (type.equals("null")) {
                nullable = true;
                continue;
            }
            JsonObject part = new JsonObject();
            part.addProperty("type", type);
            for (String keyword : BY_TYPE.getOrDefault(type, List.of())) {
                if (schema.has(keyword)) {
                    part.add(keyword, schema.get(keyword));
                }
            }
            choice.add(of(part));
        }
        JsonObject result = of(common);
        if (choice.size() == 1) {
            choice.get(0).getAsJsonObject().asMap().forEach(result::add);
        } else {
            result.add("anyOf", choice);
        }
        if (nullable) {
            result.addProperty("nullable", true);
        }
        return result;
    }

    /** A choice between a schema and null is the schema with a word more. */
    private static JsonObject withoutNull(JsonObject schema) {
        if (schema.get("anyOf") instanceof JsonArray parts
                && parts.size() == 2
                && parts.get(1).equals(onlyNull())
                && schema.size() == 1) {
            JsonObject first = parts.get(0).getAsJsonObject().deepCopy();
            first.addProperty("nullable", true);
            return first;
        }
        return schema;
    }

    private static JsonObject onlyNull() {
        JsonObject schema = new JsonObject();
        JsonArray only = new JsonArray();
        only.add(JsonNull.INSTANCE);
        schema.addProperty("nullable", true);
        schema.add("enum", only);
        return schema;
    }
}
