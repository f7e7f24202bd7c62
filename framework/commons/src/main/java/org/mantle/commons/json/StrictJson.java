package org.mantle.commons.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import java.io.EOFException;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON by the letter of RFC 8259.
 *
 * <p>The JSON library's own parser is lenient unless it is told otherwise: it takes {@code TRUE}, single quotes, comments and much
 * else; see {@link JsonLetters}.
 */
public final class StrictJson {

    private static final Gson READER =
            new GsonBuilder().setStrictness(Strictness.LEGACY_STRICT).create();

    private StrictJson() {}

    /**
     * Returns what a text holds; the null of JSON if it is blank.
     *
     * @throws JsonParseException if it is not one JSON value; the message is a sentence part
     */
    public static JsonElement parse(String text) {
        try {
            JsonLetters.check(text);
        } catch (IllegalArgumentException e) {
            throw new JsonParseException(String.valueOf(e.getMessage()), e);
        }
        try {
            @Nullable JsonElement parsed = READER.fromJson(text, JsonElement.class);
            return parsed == null ? JsonNull.INSTANCE : parsed;
        } catch (JsonParseException e) {
            throw new JsonParseException(reason(e), e);
        }
    }

    private static String reason(JsonParseException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause instanceof EOFException
                ? "ends before its JSON does"
                : "is no valid JSON: " + JsonLetters.place(String.valueOf(cause.getMessage()));
    }
}
