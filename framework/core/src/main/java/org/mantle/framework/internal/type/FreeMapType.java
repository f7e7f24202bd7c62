package org.mantle.framework.internal.type;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.internal.text.Json;
import org.mantle.framework.internal.text.JsonReading;
import org.mantle.framework.type.PropertyType;

/** The type of maps with any names, whose text form is a JSON object, and the empty text for an empty map. */
public final class FreeMapType implements PropertyType<Map<String, Object>> {

    @Override
    public String word() {
        return "Dictionary";
    }

    @Override
    public Map<String, Object> fromText(String text) {
        return text.isBlank()
                ? Map.of()
                : PlainValues.ofEntries(JsonReading.object(text).asMap());
    }

    @Override
    public String toText(Map<String, Object> value) {
        return value.isEmpty() ? "" : JsonForm.COMPACT.text(toJson(value));
    }

    @Override
    public Map<String, Object> fromObject(Object value) {
        if (value instanceof Map<?, ?> map) {
            return PlainValues.ofEntries(map);
        }
        throw new IllegalArgumentException(
                "needs a map, not a " + value.getClass().getSimpleName());
    }

    @Override
    public Map<String, Object> fromJson(JsonElement json) {
        if (json instanceof JsonPrimitive primitive && primitive.isString()) {
            return fromText(primitive.getAsString());
        }
        if (json instanceof JsonObject object) {
            return PlainValues.ofEntries(object.asMap());
        }
        throw new IllegalArgumentException("needs a JSON object, not " + Json.kind(json));
    }

    @Override
    public JsonElement toJson(Map<String, Object> value) {
        return PlainValues.toJson(value);
    }

    @Override
    public JsonObject schema() {
        return Json.schema("object");
    }

    @Override
    public Map<String, Object> emptyValue() {
        return Map.of();
    }

    @Override
    public long weight(Map<String, Object> value) {
        return PlainValues.weight(value);
    }
}
