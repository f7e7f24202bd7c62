package org.mantle.framework.internal.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;

/**
 * Writes JSON in one line of ASCII letters, so that no encoding can change it.
 *
 * <p>The JSON library's own way makes its whole object mapper first, which takes longer than most commands run, and leaves
 * halves of surrogate pairs as they are, of which an encoder makes question marks.
 */
public final class LineText {

    /** Deeper JSON is not read back: readers guard their stack, too. */
    public static final int DEEPEST = 2000;

    private final StringBuilder text = new StringBuilder(256);
    private int depth;

    private LineText() {}

    /**
     * Returns the line.
     *
     * @throws IllegalArgumentException if the JSON is too deep to be read back
     */
    public static String of(JsonElement json) {
        LineText line = new LineText();
        line.append(json);
        return line.text.toString();
    }

    private void append(JsonElement json) {
        if (++depth > DEEPEST) {
            throw new IllegalArgumentException("a value has JSON of more than " + DEEPEST + " levels");
        }
        if (json instanceof JsonObject object) {
            char before = '{';
            for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
                text.append(before);
                append(entry.getKey());
                text.append(':');
                append(entry.getValue());
                before = ',';
            }
            text.append(before == '{' ? "{}" : "}");
        } else if (json instanceof JsonArray array) {
            char before = '[';
            for (JsonElement element : array) {
                text.append(before);
                append(element);
                before = ',';
            }
            text.append(before == '[' ? "[]" : "]");
        } else if (json instanceof JsonPrimitive primitive && !isLiteral(primitive)) {
            append(primitive.getAsString());
        } else {
            text.append(json.isJsonNull() ? "null" : json.getAsString());
        }
        depth--;
    }

    /** JSON has no number for what is not finite, which is written as a text. */
    private static boolean isLiteral(JsonPrimitive primitive) {
        return primitive.isBoolean()
                || (primitive.isNumber()
                        && !(primitive.getAsNumber() instanceof Double number && !Double.isFinite(number))
                        && !(primitive.getAsNumber() instanceof Float real && !Float.isFinite(real)));
    }

    private void append(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c < ' ' || c > '~') {
                text.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    text.append(Character.forDigit(c >> shift & 0xF, 16));
                }
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
