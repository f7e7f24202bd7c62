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
            Files.writeString(part, withoutLoneSurrogates(indented(json)) + "\n");
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

    /** UTF-8 has no bytes for half a pair of surrogates, but JSON has an escape. */
    private static String withoutLoneSurrogates(String json) {
        StringBuilder text = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (i + 1 < json.length() && Character.isSurrogatePair(c, json.charAt(i + 1))) {
                text.append(c).append(json.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                text.append("\\u").append(Integer.toHexString(c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
