package org.mantle.gateway.place;

import com.google.common.base.CharMatcher;

/** Texts of clients as messages and logs may repeat them. */
public final class Printable {

    private static final int MAXIMUM_LENGTH = 200;

    private Printable() {}

    /** Returns a text without control characters, and at most so long that a message stays readable. */
    public static String text(String text) {
        String shown = text.length() > MAXIMUM_LENGTH ? text.substring(0, MAXIMUM_LENGTH) + "…" : text;
        return CharMatcher.javaIsoControl().replaceFrom(shown, '?');
    }
}
