package org.mantle.cli.command;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Letters of arguments that were lost before they came here: the JVM reads arguments in the encoding of the system's locale, and puts
 * U+FFFD in place of what it cannot read. What would be done with the rest is not what was asked for.
 */
final class LostLetters {

    private static final char REPLACEMENT = '\uFFFD';

    private LostLetters() {}

    /** Returns what to tell of the first argument that lost some; it is not quoted, for it may be a secret. */
    static Optional<String> message(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).indexOf(REPLACEMENT) >= 0) {
                return Optional.of(message(
                        i + 1,
                        System.getProperty(
                                "sun.jnu.encoding", Charset.defaultCharset().name())));
            }
        }
        return Optional.empty();
    }

    private static String message(int place, String encoding) {
        return "argument " + place + " has letters that are none in " + encoding
                + ", the encoding of this system's locale; "
                + (encoding.equalsIgnoreCase(StandardCharsets.UTF_8.name())
                        ? "give them in UTF-8"
                        : "set LC_ALL=C.UTF-8, or to another locale of UTF-8");
    }
}
