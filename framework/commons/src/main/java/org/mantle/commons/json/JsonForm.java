package org.mantle.commons.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The forms in which JSON is written, each of which is valid JSON that any encoding of Unicode can hold.
 *
 * <p>What all have in common: {@code null} is written, also in objects; what is not finite, for which JSON has no number, is a text
 * such as {@code "NaN"}; half of a surrogate pair, for which UTF-8 has no bytes, is an escape such as {@code \}{@code ud83d}; letters
 * with a meaning in HTML stand as they are.
 *
 * <p>The JSON library's own way makes its whole object mapper first, which takes longer than most commands run, and leaves halves of
 * surrogate pairs as they are, of which an encoder makes question marks.
 */
public enum JsonForm {

    /** Indented lines with the letters of all languages: for people, and for files that they may edit. */
    PRETTY("  ", ",", ": ", false, Integer.MAX_VALUE),

    /** One line with the letters of all languages and no blanks: the text of a value. */
    COMPACT("", ",", ":", false, Integer.MAX_VALUE),

    /** One line of ASCII letters with blanks after commas and colons: for scripts, which have to survive any editor. */
    SCRIPT("", ", ", ": ", true, Integer.MAX_VALUE),

    /** One line of ASCII letters without blanks, not too deep to be read back: for files of lines. */
    LINE("", ",", ":", true, JsonForm.DEEPEST);

    /** How many levels a {@link #LINE} has at most: readers guard their stack, too. */
    public static final int DEEPEST = 2000;

    private final String indent;
    private final String comma;
    private final String colon;
    private final boolean isAscii;
    private final int deepest;

    JsonForm(String indent, String comma, String colon, boolean isAscii, int deepest) {
        this.indent = indent;
        this.comma = comma;
        this.colon = colon;
        this.isAscii = isAscii;
        this.deepest = deepest;
    }

    /** The grammar of numbers, for those that somebody else made; an exponent of more digits is one that no reader takes. */
    private static final class Grammar {
        private static final Pattern NUMBER =
                Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,9})?");
    }

    /**
     * Returns the text of JSON, without a line end behind it.
     *
     * @throws IllegalArgumentException if the form is {@link #LINE} and the JSON is too deep to be read back
     */
    public String text(JsonElement json) {
        StringBuilder text = new StringBuilder(256);
        append(json, 0, text);
        return text.toString();
    }

    private void append(JsonElement json, int depth, StringBuilder to) {
        if (depth >= deepest) {
            throw new IllegalArgumentException("a value has JSON of more than " + deepest + " levels");
        }
        if (json instanceof JsonObject object) {
            String before = "{";
            for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
                to.append(before);
                beginLine(depth + 1, to);
                appendQuoted(entry.getKey(), to);
                to.append(colon);
                append(entry.getValue(), depth + 1, to);
                before = comma;
            }
            end(object.isEmpty(), "{}", '}', depth, to);
        } else if (json instanceof JsonArray array) {
            String before = "[";
            for (JsonElement element : array) {
                to.append(before);
                beginLine(depth + 1, to);
                append(element, depth + 1, to);
                before = comma;
            }
            end(array.isEmpty(), "[]", ']', depth, to);
        } else if (json instanceof JsonPrimitive primitive && !isLiteral(primitive)) {
            appendQuoted(primitive.getAsString(), to);
        } else {
            to.append(json.isJsonNull() ? "null" : json.getAsString());
        }
    }

    private void beginLine(int depth, StringBuilder to) {
        if (!indent.isEmpty()) {
            to.append('\n');
            for (int i = 0; i < depth; i++) {
                to.append(indent);
            }
        }
    }

    private void end(boolean isEmpty, String empty, char end, int depth, StringBuilder to) {
        if (isEmpty) {
            to.append(empty);
        } else {
            beginLine(depth, to);
            to.append(end);
        }
    }

    private static boolean isLiteral(JsonPrimitive primitive) {
        return primitive.isBoolean() || (primitive.isNumber() && isJsonNumber(primitive.getAsNumber()));
    }

    private static boolean isJsonNumber(Number number) {
        if (number instanceof Double real) {
            return Double.isFinite(real);
        }
        if (number instanceof Float real) {
            return Float.isFinite(real);
        }
        return number instanceof Integer
                || number instanceof Long
                || number instanceof BigInteger
                || number instanceof BigDecimal
                || Grammar.NUMBER.matcher(number.toString()).matches();
    }

    private void appendQuoted(String string, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                to.append('\\').append(c);
            } else if (c >= ' ' && c <= '~') {
                to.append(c);
            } else if (c == '\n') {
                to.append("\\n");
            } else if (c == '\t') {
                to.append("\\t");
            } else if (isAscii) {
                appendEscape(c, to);
            } else if (i + 1 < string.length() && Character.isSurrogatePair(c, string.charAt(i + 1))) {
                to.append(c).append(string.charAt(++i));
            } else {
                appendWide(c, to);
            }
        }
        to.append('"');
    }

    /** Writes what is neither a printable letter of ASCII nor part of a whole pair, with the short escapes of JSON. */
    private static void appendWide(char c, StringBuilder to) {
        switch (c) {
            case '\b' -> to.append("\\b");
            case '\f' -> to.append("\\f");
            case '\r' -> to.append("\\r");
            default -> {
                // the line ends of Unicode end a line in JavaScript
                if (c < ' ' || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
                    appendEscape(c, to);
                } else {
                    to.append(c);
                }
            }
        }
    }

    private static void appendEscape(char c, StringBuilder to) {
        to.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            to.append(Character.forDigit(c >> shift & 0xF, 16));
        }
    }
}
