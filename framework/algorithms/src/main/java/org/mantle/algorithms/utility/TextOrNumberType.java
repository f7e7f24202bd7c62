package org.mantle.algorithms.utility;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mantle.commons.json.JsonForm;
import org.mantle.commons.json.StrictJson;
import org.mantle.framework.type.PropertyType;

/**
 * The type of what is a number or a text. A text that could be read as a number, or would lose blanks around it, stands in double quotes
 * as in JSON, and so does what looks like such a quoted one; every other text is as it is. A JSON text is read as one that is typed.
 */
final class TextOrNumberType implements PropertyType<Object> {

    static final TextOrNumberType INSTANCE = new TextOrNumberType();

    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?");

    private TextOrNumberType() {}

    @Override
    public String word() {
        return "string or number";
    }

    @Override
    public Object fromText(String text) {
        if (NUMBER.matcher(text).matches()) {
            return finite(Double.parseDouble(text));
        }
        return unquoted(text).filter(TextOrNumberType::needsQuotes).orElse(text);
    }

    private static boolean needsQuotes(String text) {
        return NUMBER.matcher(text).matches()
                || !text.equals(text.strip())
                || unquoted(text).filter(TextOrNumberType::needsQuotes).isPresent();
    }

    /** Returns what stands between double quotes, if a text is such. */
    private static Optional<String> unquoted(String text) {
        if (text.startsWith("\"")) {
            try {
                if (StrictJson.parse(text) instanceof JsonPrimitive quoted && quoted.isString()) {
                    return Optional.of(quoted.getAsString());
                }
            } catch (JsonParseException e) {
                // it only begins like one
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    @Override
    public String toText(Object value) {
        if (value instanceof Double number) {
            return JsonForm.COMPACT.text(new JsonPrimitive(number));
        }
        String text = value.toString();
        return needsQuotes(text) ? JsonForm.COMPACT.text(new JsonPrimitive(text)) : text;
    }

    @Override
    public Object fromObject(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Double || value instanceof Integer || value instanceof Float || value instanceof Short) {
            return finite(((Number) value).doubleValue());
        }
        throw new IllegalArgumentException(
                "needs a text or a number, not a " + value.getClass().getSimpleName());
    }

    private static Double finite(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("needs a finite number");
        }
        return number;
    }

    @Override
    public Object fromJson(JsonElement json) {
        if (json instanceof JsonPrimitive primitive && primitive.isNumber()) {
            return finite(primitive.getAsDouble());
        }
        if (json instanceof JsonPrimitive primitive && primitive.isString()) {
            return fromText(primitive.getAsString());
        }
        throw new IllegalArgumentException("needs a text or a number");
    }

    @Override
    public JsonElement toJson(Object value) {
        return value instanceof Double number ? new JsonPrimitive(number) : new JsonPrimitive(toText(value));
    }

    @Override
    public JsonObject schema() {
        return StrictJson.parse("{\"oneOf\": [{\"type\": \"number\"}, {\"type\": \"string\"}]}")
                .getAsJsonObject();
    }

    @Override
    public Object emptyValue() {
        return "";
    }
}
