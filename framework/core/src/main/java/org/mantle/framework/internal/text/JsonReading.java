package org.mantle.framework.internal.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import org.mantle.commons.json.JsonLetters;
import org.mantle.validators.Violation;

/**
 * Reads a JSON object by the letter of RFC 8259, keeping every digit of its numbers, and refusing what is nested too deep and names that
 * are there twice.
 */
public final class JsonReading {

    /** So deep may lists and objects be nested: whoever walks through them must not run out of stack. */
    public static final int DEEPEST = 100;

    private JsonReading() {}

    /**
     * Reads an object that is not too deep for its values to be properties.
     *
     * @throws IllegalArgumentException if the text is none; the message is a sentence part
     */
    public static JsonObject object(String text) {
        return object(text, DEEPEST);
    }

    /**
     * Reads an object.
     *
     * @param deepest how many levels there may be
     * @throws IllegalArgumentException if the text is none; the message is a sentence part
     */
    public static JsonObject object(String text, int deepest) {
        JsonObject object = new JsonObject();
        read(text, deepest, (name, value) -> {
            if (object.has(name)) {
                throw twice(name);
            }
            object.add(name, value);
        });
        return object;
    }

    /**
     * Reads an object with every name, also one that is there twice; inside its values no name is.
     *
     * @param values takes the names and their values
     * @throws IllegalArgumentException if the text is no JSON object; the message is a sentence part
     */
    public static void read(String text, BiConsumer<String, JsonElement> values) {
        read(text, DEEPEST, values);
    }

    private static void read(String text, int deepest, BiConsumer<String, JsonElement> values) {
        JsonLetters.check(text);
        JsonReader reader = new JsonReader(new StringReader(text));
        // the strictest would refuse halves of surrogate pairs
        reader.setStrictness(Strictness.LEGACY_STRICT);
        reader.setNestingLimit(deepest);
        try {
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw new IllegalArgumentException("needs a JSON object such as {\"Name\": \"value\"}");
            }
            reader.beginObject();
            while (reader.hasNext()) {
                values.accept(reader.nextName(), element(reader));
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalArgumentException("needs one JSON object and nothing behind it");
            }
        } catch (EOFException e) {
            throw new IllegalArgumentException("ends before its JSON object does", e);
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException(
                    "is no valid JSON: " + JsonLetters.place(String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory never fails", e);
        }
    }

    private static JsonElement element(JsonReader reader) throws IOException {
        switch (reader.peek()) {
            case BEGIN_OBJECT -> {
                JsonObject object = new JsonObject();
                reader.beginObject();
                while (reader.hasNext()) {
                    String name = reader.nextName();
                    if (object.has(name)) {
                        throw twice(name);
                    }
                    object.add(name, element(reader));
                }
                reader.endObject();
                return object;
            }
            case BEGIN_ARRAY -> {
                JsonArray array = new JsonArray();
                reader.beginArray();
                while (reader.hasNext()) {
                    array.add(element(reader));
                }
                reader.endArray();
                return array;
            }
            case NUMBER -> {
                return JsonParser.parseReader(reader);
            }
            case BOOLEAN -> {
                return new JsonPrimitive(reader.nextBoolean());
            }
            case NULL -> {
                reader.nextNull();
                return JsonNull.INSTANCE;
            }
            default -> {
                return new JsonPrimitive(reader.nextString());
            }
        }
    }

    private static IllegalArgumentException twice(String name) {
        return new IllegalArgumentException("has " + Violation.quoted(name) + " more than once");
    }
}
