package org.mantle.framework.internal.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mantle.validators.value.PrimitiveList;

/**
 * Writes what a caller gave, as far as a message quotes it: a list may be deeper than the stack, and one whose elements are shared
 * longer than the memory.
 */
public final class GivenText {

    /** A message quotes less. */
    private static final int ENOUGH = 200;

    private static final int DEEPEST = 20;

    private final StringBuilder text = new StringBuilder();

    public String of(Object given) {
        append(given, 0);
        return text.toString();
    }

    private void append(@Nullable Object value, int depth) {
        if (value instanceof JsonPrimitive json) {
            text.append(json.getAsString());
        } else if (value instanceof JsonObject object) {
            append(object.asMap(), depth);
        } else if (value instanceof Map<?, ?> map) {
            String before = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (isEnough(depth)) {
                    break;
                }
                text.append(before);
                append(entry.getKey(), depth + 1);
                text.append('=');
                append(entry.getValue(), depth + 1);
                before = ", ";
            }
            text.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof JsonArray array) {
            append(array.asList(), depth);
        } else if (PrimitiveList.ofObject(value) != null) {
            append(PrimitiveList.ofObject(value), depth);
        } else if (value instanceof Collection<?> list) {
            String before = "[";
            for (@Nullable Object each : list) {
                if (isEnough(depth)) {
                    break;
                }
                text.append(before);
                append(each, depth + 1);
                before = ", ";
            }
            text.append(list.isEmpty() ? "[]" : "]");
        } else {
            text.append(value);
        }
    }

    private boolean isEnough(int depth) {
        boolean enough = depth == DEEPEST || text.length() > ENOUGH;
        if (enough) {
            text.append('…');
        }
        return enough;
    }
}
