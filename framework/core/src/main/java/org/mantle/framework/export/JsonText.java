package org.mantle.framework.export;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JSON as scripts need it: in one line of ASCII letters, with numbers that no language rounds. */
final class JsonText {

    private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]*)");
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,9})?");

    private JsonText() {}

    static String of(JsonElement json) {
        StringBuilder text = new StringBuilder();
        append(json, text);
        return text.toString();
    }

    private static void append(JsonElement json, StringBuilder to) {
        if (json instanceof JsonObject object) {
            String before = "{";
            for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
                to.append(before).append(Quoted.json(entry.getKey())).append(": ");
                append(entry.getValue(), to);
                before = ", ";
            }
            to.append(object.isEmpty() ? "{}" : "}");
        } else if (json instanceof JsonArray array) {
            String before = "[";
            for (JsonElement element : array) {
                to.append(before);
                append(element, to);
                before = ", ";
            }
            to.append(array.isEmpty() ? "[]" : "]");
        } else if (json instanceof JsonPrimitive primitive) {
            to.append(isLiteral(primitive) ? primitive.getAsString() : Quoted.json(primitive.getAsString()));
        } else {
            to.append("null");
        }
    }

    /** JSON has no number for what is not finite, which is written as a text. */
    private static boolean isLiteral(JsonPrimitive primitive) {
        return primitive.isBoolean() || isNumber(primitive);
    }

    static boolean isNumber(JsonPrimitive primitive) {
        return primitive.isNumber() && NUMBER.matcher(primitive.getAsString()).matches();
    }

    static boolean isWhole(JsonPrimitive primitive) {
        return primitive.isNumber() && WHOLE.matcher(primitive.getAsString()).matches();
    }

    /** Returns whether a number with digits after the point is one that 64 bits hold, as every language has them. */
    static boolean isExactDouble(JsonPrimitive primitive) {
        if (!isNumber(primitive)) {
            return false;
        }
        double number = primitive.getAsDouble();
        return Double.isFinite(number)
                && new BigDecimal(primitive.getAsString()).compareTo(new BigDecimal(Double.toString(number))) == 0;
    }

    /** Returns the text form of a single value, which every property reads like its JSON; {@code null} for any other. */
    static @Nullable String textOf(JsonElement json) {
        return json instanceof JsonPrimitive primitive && primitive.isString() ? primitive.getAsString() : null;
    }
}
