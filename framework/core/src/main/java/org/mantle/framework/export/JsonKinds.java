package org.mantle.framework.export;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What kind of value a piece of JSON is for a script, whose numbers no language may round. */
final class JsonKinds {

    private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]*)");
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,9})?");

    private JsonKinds() {}

    /** Returns whether it is a number that every language reads. */
    static boolean isNumber(JsonPrimitive primitive) {
        return primitive.isNumber() && NUMBER.matcher(primitive.getAsString()).matches();
    }

    /** Returns whether it is a whole number, of any size. */
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
