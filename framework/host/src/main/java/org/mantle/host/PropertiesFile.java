package org.mantle.host;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads properties from a JSON object in a file. */
final class PropertiesFile {

    /**
     * One property.
     *
     * @param name the name as written
     * @param value the value as written, so that nothing of it is lost
     */
    record Entry(String name, JsonElement value) {}

    private final String name;

    private PropertiesFile(String name) {
        this.name = name;
    }

    /**
     * Reads every property, also one that is there twice.
     *
     * @param path the path of a file, or {@code -} for standard input
     * @throws UsageException if it cannot be read, or is no JSON object
     */
    static List<Entry> read(String path, InputStream standardInput) {
        if (path.equals("-")) {
            return new PropertiesFile("standard input").entries(standardInput);
        }
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            return new PropertiesFile("\"" + path + "\"").entries(in);
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no properties file \"" + path + "\"", e);
        } catch (IOException | InvalidPathException e) {
            throw new UsageException("the properties file \"" + path + "\" cannot be read: " + e.getMessage(), e);
        }
    }

    private List<Entry> entries(InputStream in) {
        JsonReader reader = new JsonReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        reader.setStrictness(Strictness.STRICT);
        try {
            List<Entry> entries = new ArrayList<>();
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw new UsageException(name + " must hold a JSON object, such as {\"UserName\": \"foouser\"}");
            }
            reader.beginObject();
            while (reader.hasNext()) {
                entries.add(new Entry(reader.nextName(), JsonParser.parseReader(reader)));
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new UsageException(
                        name + " holds something after its JSON object; put all properties into one object");
            }
            return entries;
        } catch (CharacterCodingException e) {
            throw new UsageException(name + " is no text in UTF-8, which JSON must be", e);
        } catch (EOFException e) {
            throw new UsageException(name + " ends before its JSON object does", e);
        } catch (MalformedJsonException e) {
            throw broken(e);
        } catch (IOException e) {
            throw new UsageException(name + " cannot be read: " + e.getMessage(), e);
        } catch (JsonParseException e) {
            // The parser wraps what the reader threw inside a value.
            if (e.getCause() instanceof EOFException) {
                throw new UsageException(name + " ends before its JSON object does", e);
            }
            throw broken(e);
        }
    }

    private UsageException broken(Exception e) {
        return new UsageException(name + " is no valid JSON: " + place(String.valueOf(e.getMessage())), e);
    }

    /** The reader's message is a sentence with the place, and then a link for programmers. */
    private static String place(String message) {
        String first = message.lines().findFirst().orElse("");
        int exception = first.lastIndexOf("Exception: ");
        String sentence = exception < 0 ? first : first.substring(exception + "Exception: ".length());
        // For most faults it only says which of its methods would overlook them.
        int place = sentence.indexOf(" at line ");
        return sentence.startsWith("Use JsonReader.") && place >= 0 ? "look" + sentence.substring(place) : sentence;
    }
}
