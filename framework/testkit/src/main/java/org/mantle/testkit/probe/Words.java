package org.mantle.testkit.probe;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Array;
import java.util.List;
import java.util.stream.IntStream;

/** Values and exceptions in messages. */
public final class Words {

    private static final int LONGEST = 200;

    private Words() {}

    /** Returns a list in place of an array, also within lists, and any other value as it is: an array has no text and equals none but itself. */
    public static Object plain(Object value) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(each -> each == null ? "null" : plain(each))
                    .toList();
        }
        return value.getClass().isArray()
                ? IntStream.range(0, Array.getLength(value))
                        .mapToObj(index -> {
                            Object each = Array.get(value, index);
                            return each == null ? "null" : plain(each);
                        })
                        .toList()
                : value;
    }

    /** Returns a value in quotes, cut when it is long. */
    public static String quoted(Object value) {
        String text = plain(value).toString();
        return "\"" + (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text) + "\"";
    }

    /** Returns the kind and message of an exception. */
    public static String of(Throwable e) {
        return e.getClass().getSimpleName() + " (" + e.getMessage() + ")";
    }

    /** Returns an exception with its causes and traces. */
    public static String trace(Throwable e) {
        StringWriter writer = new StringWriter();
        e.printStackTrace(new PrintWriter(writer));
        return writer.toString();
    }
}
