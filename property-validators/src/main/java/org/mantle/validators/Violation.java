package org.mantle.validators;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Why a validator refused a value. Immutable; two are equal when their codes and messages are. Safe from many threads.
 *
 * @since 0.1.0
 */
public final class Violation {

    /** Nothing was given where something is needed. */
    public static final String MISSING = "missing";

    /** The value is not one of a closed list. */
    public static final String NOT_ALLOWED = "notAllowed";

    /** The value is below or above what is allowed. */
    public static final String OUT_OF_RANGE = "outOfRange";

    /** The list has too few or too many elements. */
    public static final String WRONG_LENGTH = "wrongLength";

    /** The value names a file or directory that does not exist. */
    public static final String NOT_FOUND = "notFound";

    /** The value names a file or directory that cannot be read or written, or is of the wrong kind. */
    public static final String NOT_USABLE = "notUsable";

    /** The value breaks a rule that has no code of its own. */
    public static final String INVALID = "invalid";

    private static final int LONGEST_QUOTE = 80;

    private final String code;
    private final @Nullable Supplier<String> words;
    private volatile @Nullable String message;

    /**
     * Makes a violation.
     *
     * @param code a stable word for programs, such as {@code outOfRange}; one of the constants here or an author's own
     * @param message a sentence part for people that says what is wrong and what is allowed and can follow "Name: "; it never
     *     quotes a secret
     */
    public Violation(String code, String message) {
        this.code = Objects.requireNonNull(code);
        this.message = Objects.requireNonNull(message);
        this.words = null;
    }

    /**
     * Makes a violation whose message is put into words when somebody reads it, for a validator that is asked often.
     *
     * @param words gives the same message, as above, whenever it is asked; it must rest on nothing that changes
     */
    public Violation(String code, Supplier<String> words) {
        this.code = Objects.requireNonNull(code);
        this.words = Objects.requireNonNull(words);
    }

    /** Returns the word for programs. */
    public String code() {
        return code;
    }

    /** Returns the sentence part for people. */
    public String message() {
        String read = message;
        if (read == null) {
            read = Objects.requireNonNull(Objects.requireNonNull(words).get(), "the violation has no words");
            // Two threads at once may make it twice, and make the same.
            message = read;
        }
        return read;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Violation violation
                && code.equals(violation.code)
                && message().equals(violation.message());
    }

    @Override
    public int hashCode() {
        return 31 * code.hashCode() + message().hashCode();
    }

    /** Returns code and message. */
    @Override
    public String toString() {
        return code + ": " + message();
    }

    /** Returns a text in quotes, as messages show a refused value: on one line, and shortened when it is long. */
    public static String quoted(String text) {
        String line = text.length() <= LONGEST_QUOTE ? text : beginning(text, LONGEST_QUOTE);
        StringBuilder quoted = new StringBuilder(line.length() + 2).append('"');
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted.append(Character.isISOControl(c) ? ' ' : c);
        }
        return quoted.append('"').toString();
    }

    /**
     * Returns a text, or its beginning and an ellipsis, which divides no character.
     *
     * @param longest how many {@code char}s there may be, with the ellipsis; 0 means no limit
     * @throws IllegalArgumentException if the limit is negative
     */
    public static String shortened(String text, int longest) {
        if (longest < 0) {
            throw new IllegalArgumentException("a text cannot be at most " + longest + " characters long");
        }
        return longest == 0 || text.length() <= longest ? text : beginning(text, longest - 1);
    }

    private static String beginning(String text, int length) {
        int end = length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end) + "…";
    }
}
