package org.mantle.framework.property;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the problems that an algorithm or a precondition finds, so that all are reported at once. Not thread safe.
 *
 * @since 0.1.0
 */
public final class Problems {

    private final String code;
    // replaced by a list of its own with the first problem, which most runs never have
    private List<Problem> found = List.of();

    /** Begins a collection, whose problems have the code unless they bring their own. */
    public Problems(String code) {
        this.code = code;
    }

    /**
     * Adds a broken rule that is about one property; its code is {@link Problem#INVALID}, or {@link Problem#PRECONDITION} when
     * a precondition finds it.
     */
    public void add(Property<?> property, String message) {
        add(Problem.of(property.name(), code, message));
    }

    /** Adds a broken rule that is about no single property, with a code as above. */
    public void add(String message) {
        add(Problem.of("", code, message));
    }

    /** Adds a problem with a code of its own. */
    public void add(Problem problem) {
        if (found.isEmpty()) {
            found = new ArrayList<>();
        }
        found.add(problem);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    public List<Problem> toList() {
        return found.isEmpty() ? List.of() : List.copyOf(found);
    }
}
