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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mantle.validators.Violation;

/**
 * Reads a JSON object by the letter of RFC 8259, keeping every digit of its numbers, and refusing what is nested too deep and names that
 * are there twice.
 */
public final class JsonReading {

    /** So deep may lists and objects be nested: whoever walks through them must not run out of stack. */
    public static final int DEEPEST = 100;

    /** One name of an object, with its value; a name may be there twice. */
    public record Entry(String name, JsonElement value) {}

    private JsonReading() {}

    /**
     * Reads an object in which no name is there twice.
     *
     * @throws IllegalArgumentException if the text is none; the message is a sentence part
     */
    public static Map<String, JsonElement> object(String text) {
        Map<String, JsonElement> object = new LinkedHashMap<>();
        for (Entry entry : entries(text)) {
            if (object.put(entry.name(), entry.value()) != null) {
                throw twice(entry.name());
            }
        }
        return object;
    }

    /**
     * Reads an object with every name, also one that is there twice; inside its values no name is.
     *
     * @throws IllegalArgumentException if the text is no JSON object; the message is a sentence part
     */
    public static List<Entry> entries(String text) {
        JsonLetters.check(text);
        JsonReader reader = new JsonReader(new StringReader(text));
        // the strictest would refuse halves of surrogate pairs
        reader.setStrictness(Strictness.LEGACY_STRICT);
        reader.setNestingLimit(DEEPEST);
        try {
            List<Entry> entries = new ArrayList<>();
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw new IllegalArgumentException("needs a JSON object such as {\"Name\": \"value\"}");
            }
            reader.beginObject();
            while (reader.hasNext()) {
                entries.add(new Entry(reader.nextName(), element(reader)));
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalArgumentException("needs one JSON object and nothing behind it");
            }
            return entries;
        } catch (EOFException e) {
            throw new IllegalArgumentException("ends before its JSON object does", e);
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException("is no valid JSON: " + place(String.valueOf(e.getMessage())), e);
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

    /** The reader's message is a sentence with the place, and then a link for programmers. */
    private static String place(String message) {
        String first = message.lines().findFirst().orElse("");
        // For most faults it only says which of its methods would overlook them.
        int place = first.indexOf(" at line ");
        return first.startsWith("Use JsonReader.") && place >= 0 ? "look" + first.substring(place) : first;
    }
}
