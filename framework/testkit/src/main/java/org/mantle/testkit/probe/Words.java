package org.mantle.testkit.probe;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Values and exceptions in messages. */
public final class Words {

    private static final int LONGEST = 200;

    private Words() {}

    /** Returns a value in quotes, cut when it is long. */
    public static String quoted(Object value) {
        String text = String.valueOf(value);
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
