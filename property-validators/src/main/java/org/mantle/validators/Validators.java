package org.mantle.validators;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes every kind of validator. */
public final class Validators {

    private Validators() {}

    /** Returns a validator that allows everything. */
    public static <T> Validator<T> anything() {
        return new AnythingValidator<>();
    }

    /**
     * Returns a validator that refuses an empty text and an empty list.
     *
     * <p>Zero and {@code false} are values. A value that knows by itself whether it is empty, such as a secret, is judged by
     * the property's type and not here.
     */
    public static <T> Validator<T> required() {
        return new RequiredValidator<>();
    }

    /**
     * Returns a validator that allows the given texts only, compared letter by letter.
     *
     * @throws IllegalArgumentException if no text is given
     */
    public static Validator<String> oneOf(Collection<String> allowed) {
        return new OneOfValidator(allowed);
    }

    /** Returns a validator like {@link #oneOf(Collection)}. */
    public static Validator<String> oneOf(String... allowed) {
        return oneOf(List.of(allowed));
    }

    /** Returns a validator that allows numbers at or above a bound. */
    public static <N extends Number & Comparable<N>> Validator<N> atLeast(N lower) {
        return new BoundedValidator<>(Optional.of(lower), Optional.empty());
    }

    /** Returns a validator that allows numbers at or below a bound. */
    public static <N extends Number & Comparable<N>> Validator<N> atMost(N upper) {
        return new BoundedValidator<>(Optional.empty(), Optional.of(upper));
    }

    /**
     * Returns a validator that allows numbers between two bounds, both inclusive.
     *
     * @throws IllegalArgumentException if the bounds are in the wrong order
     */
    public static <N extends Number & Comparable<N>> Validator<N> between(N lower, N upper) {
        return new BoundedValidator<>(Optional.of(lower), Optional.of(upper));
    }

    /** Returns a validator that allows the path of an existing, readable, regular file. It is not pure. */
    public static Validator<String> readableFile() {
        return new LocalPathValidator(Constraint.LocalPath.Kind.READABLE_FILE);
    }

    /** Returns a validator that allows the path of an existing directory in which files can be made. It is not pure. */
    public static Validator<String> writableDirectory() {
        return new LocalPathValidator(Constraint.LocalPath.Kind.WRITABLE_DIRECTORY);
    }

    /**
     * Returns a validator from a function of the author's.
     *
     * @param words what is allowed, in words that can follow "must be"
     * @param allowed whether a value is allowed; must depend on the value alone and must not throw
     */
    public static <T> Validator<T> satisfying(String words, Predicate<? super T> allowed) {
        return new PredicateValidator<>(words, allowed);
    }

    /** Returns a validator that asks the given ones in turn and gives the first violation. */
    public static <T> Validator<T> allOf(List<? extends Validator<? super T>> validators) {
        return new AllOfValidator<>(List.copyOf(validators));
    }
}
