package org.mantle.framework.internal.file;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes JSON to a file that is never seen half written. */
public final class JsonFile {

    private JsonFile() {}

    public static void write(Path file, JsonElement json) throws IOException {
        Path whole = file.toAbsolutePath();
        String text = new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .serializeNulls()
                .create()
                .toJson(json);
        Path part = Files.createTempFile(whole.getParent(), whole.getFileName() + ".", ".part");
        try {
            Files.writeString(part, withoutLoneSurrogates(text) + "\n");
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
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
