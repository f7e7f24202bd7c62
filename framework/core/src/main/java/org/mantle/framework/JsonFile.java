package org.mantle.framework;

import com.google.gson.JsonElement;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes JSON to a file that is never seen half written. */
final class JsonFile {

    private JsonFile() {}

    static void write(Path file, JsonElement json) throws IOException {
        Path whole = file.toAbsolutePath();
        Path part = Files.createTempFile(whole.getParent(), whole.getFileName() + ".", ".part");
        try {
            Files.writeString(part, indented(json) + "\n");
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String indented(JsonElement json) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = new JsonWriter(text)) {
            writer.setIndent("  ");
            Json.write(json, writer);
        }
        return text.toString();
    }
}
