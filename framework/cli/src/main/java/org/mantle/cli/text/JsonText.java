package org.mantle.cli.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;

/** JSON as text in indented lines. The JSON library's own way makes its whole object mapper first, which takes longer. */
public final class JsonText {

    private JsonText() {}

    public static String of(JsonElement json) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = new JsonWriter(text)) {
            writer.setIndent("  ");
            write(json, writer);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory never fails", e);
        }
        return text.toString();
    }

    private static void write(JsonElement json, JsonWriter to) throws IOException {
        if (json instanceof JsonObject object) {
            to.beginObject();
            for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
                to.name(entry.getKey());
                write(entry.getValue(), to);
            }
            to.endObject();
        } else if (json instanceof JsonArray array) {
            to.beginArray();
            for (JsonElement element : array) {
                write(element, to);
            }
            to.endArray();
        } else if (json instanceof JsonPrimitive primitive) {
            write(primitive, to);
        } else {
            to.nullValue();
        }
    }

    private static void write(JsonPrimitive primitive, JsonWriter to) throws IOException {
        if (primitive.isBoolean()) {
            to.value(primitive.getAsBoolean());
        } else if (primitive.isNumber()) {
            Number number = primitive.getAsNumber();
            if (number instanceof Double real && !Double.isFinite(real)) {
                // JSON has no number for these
                to.value(real.toString());
            } else {
                to.value(number);
            }
        } else {
            to.value(primitive.getAsString());
        }
    }

    public static JsonArray array(Collection<String> texts) {
        JsonArray array = new JsonArray(texts.size());
        texts.forEach(array::add);
        return array;
    }
}
