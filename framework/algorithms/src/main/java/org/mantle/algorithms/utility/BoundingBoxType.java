package org.mantle.algorithms.utility;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mantle.commons.json.JsonForm;
import org.mantle.commons.json.StrictJson;
import org.mantle.framework.type.PropertyType;

/** The type of boxes in space, in the JSON form of the OGC: {@code {"bbox": [51.9, 7.0, 52.0, 7.1], "crs": "…"}}. */
final class BoundingBoxType implements PropertyType<BoundingBox> {

    static final BoundingBoxType INSTANCE = new BoundingBoxType();

    private static final String FORM = "a JSON object such as {\"bbox\": [51.9, 7.0, 52.0, 7.1]}";
    private static final Set<String> MEMBERS = Set.of("bbox", "crs");

    private BoundingBoxType() {}

    @Override
    public String word() {
        return "bounding box";
    }

    @Override
    public BoundingBox fromText(String text) {
        try {
            return fromJson(StrictJson.parse(text));
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("needs " + FORM, e);
        }
    }

    @Override
    public String toText(BoundingBox value) {
        return JsonForm.COMPACT.text(toJson(value));
    }

    @Override
    public BoundingBox fromObject(Object value) {
        if (value instanceof BoundingBox box) {
            return box;
        }
        throw new IllegalArgumentException(
                "needs a box, not a " + value.getClass().getSimpleName());
    }

    @Override
    public BoundingBox fromJson(JsonElement json) {
        if (json instanceof JsonPrimitive text && text.isString()) {
            return fromText(text.getAsString());
        }
        if (!(json instanceof JsonObject object)
                || !MEMBERS.containsAll(object.keySet())
                || !(object.get("bbox") instanceof JsonArray numbers)) {
            throw new IllegalArgumentException("needs " + FORM);
        }
        List<Double> corners = new ArrayList<>();
        for (JsonElement number : numbers) {
            if (!(number instanceof JsonPrimitive primitive) || !primitive.isNumber()) {
                throw new IllegalArgumentException("needs numbers in \"bbox\"");
            }
            corners.add(primitive.getAsDouble());
        }
        JsonElement system = object.has("crs") ? object.get("crs") : new JsonPrimitive("");
        if (!(system instanceof JsonPrimitive name) || !name.isString()) {
            throw new IllegalArgumentException("needs a text in \"crs\"");
        }
        return new BoundingBox(corners, name.getAsString());
    }

    @Override
    public JsonElement toJson(BoundingBox value) {
        JsonArray numbers = new JsonArray();
        value.corners().forEach(numbers::add);
        JsonObject json = new JsonObject();
        json.add("bbox", numbers);
        if (!value.referenceSystem().isEmpty()) {
            json.addProperty("crs", value.referenceSystem());
        }
        return json;
    }

    @Override
    public JsonObject schema() {
        return StrictJson.parse("""
                {"type": "object", "format": "ogc-bbox", "required": ["bbox"], "additionalProperties": false, "properties": {
                  "bbox": {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}},
                  "crs": {"type": "string"}}}
                """).getAsJsonObject();
    }
}
