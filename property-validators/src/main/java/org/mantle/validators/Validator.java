package org.mantle.validators;

import java.util.Optional;

/**
 * A check of one value, which can also say what it allows.
 *
 * <p>Validators are immutable and safe to share between threads. They never change the value, and they answer by value rather
 * than by exception, whatever value they are given.
 *
 * <p>What is added to it later has a default, so that those who implement it need no change.
 *
 * @param <T> the kind of value that is checked
 * @since 0.1.0
 */
public interface Validator<T> {

    /**
     * Checks a value.
     *
     * @param value the value, never {@code null}
     * @return what is wrong with it, or empty when it is allowed
     */
    Optional<Violation> check(T value);

    /** Returns what this validator allows, as data: what a face shows, and what a JSON Schema is made from. */
    Constraint constraint();

    /**
     * Returns whether the answer depends on the value alone.
     *
     * <p>A validator that looks at the world, such as one for an existing file, returns {@code false}; it is asked again for
     * every run, also about a default.
     */
    default boolean isPure() {
        return true;
    }
}
