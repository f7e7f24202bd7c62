package org.mantle.framework;

import java.util.ArrayList;
import java.util.List;

/** Collects the problems that an algorithm or a precondition finds, so that all are reported at once. Not thread safe. */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    Problems() {}

    /** Adds a broken rule that is about one property. */
    public void add(Property<?> property, String message) {
        add(Problem.of(property.name(), Problem.INVALID, message));
    }

    /** Adds a broken rule that is about no single property. */
    public void add(String message) {
        add(Problem.of("", Problem.INVALID, message));
    }

    /** Adds a problem with a code of its own. */
    public void add(Problem problem) {
        found.add(problem);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Problem> toList() {
        return List.copyOf(found);
    }
}
