package org.mantle.gateway.application;

import java.util.Arrays;
import java.util.Optional;

/** What the values of a parameter are, by the words of a definition. */
public enum ParameterKind {
    /** Any text. */
    STRING("string"),
    /** A whole number. */
    INTEGER("integer"),
    /** A number. */
    NUMBER("number"),
    /** True or false. */
    BOOLEAN("boolean"),
    /** A file of the user's that is there. */
    FILE("file"),
    /** A place in the user's folder, which need not be there. */
    PATH("path"),
    /** Several arguments in one text, by the quoting rules of the POSIX shell. */
    ARGUMENTS("arguments");

    private final String word;

    ParameterKind(String word) {
        this.word = word;
    }

    static Optional<ParameterKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    static String words() {
        return String.join(", ", Arrays.stream(values()).map(kind -> kind.word).toList());
    }
}
