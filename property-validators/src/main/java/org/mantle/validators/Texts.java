package org.mantle.validators;

import java.util.List;
import java.util.stream.Collectors;

/** What the validators of texts share. */
final class Texts {

    private Texts() {}

    /** Returns the fragments that an author gave, of which there must be one, and none empty. */
    static List<String> requireSome(List<String> fragments) {
        if (fragments.isEmpty() || fragments.contains("")) {
            throw new IllegalArgumentException("at least one text is needed, and none may be empty");
        }
        return List.copyOf(fragments);
    }

    static Violation refusal(String value, Constraint constraint) {
        return value.isEmpty()
                ? new Violation(
                        Violation.MISSING, "a text is needed, and it is empty; it must be " + constraint.words())
                : new Violation(
                        Violation.INVALID,
                        Violation.quoted(value) + " is not allowed; it must be " + constraint.words());
    }

    static String quoted(List<String> texts, String separator) {
        return texts.stream().map(Violation::quoted).collect(Collectors.joining(separator));
    }
}
