package org.mantle.validators;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.validators.value.NumberText;
import org.mantle.validators.value.Order;

/**
 * Allows values between two bounds, each of which may be absent, inclusive or exclusive.
 *
 * <p>Numbers are compared by size, texts by their characters, so that upper case comes before lower case. Made by {@link
 * Validators#atLeast}, {@link Validators#above}, {@link Validators#atMost}, {@link Validators#below} and {@link
 * Validators#between}. Immutable.
 *
 * @param <V> the kind of value
 * @since 0.1.0
 */
public final class Bounds<V extends Comparable<? super V>> implements Validator<V> {

    private final Optional<Bound<V>> lower;
    private final Optional<Bound<V>> upper;
    private final double tolerance;
    private final Constraint.Range constraint;

    /** One end, and whether it is allowed itself. */
    record Bound<V>(V value, boolean inclusive) {
        Constraint.Bound described() {
            return new Constraint.Bound(value, inclusive);
        }
    }

    Bounds(Optional<Bound<V>> lower, Optional<Bound<V>> upper, double tolerance) {
        if (lower.isPresent()) {
            requireNumber(lower.get().value());
        }
        if (upper.isPresent()) {
            requireNumber(upper.get().value());
        }
        if (lower.isPresent() && upper.isPresent()) {
            requireOrder(lower.get(), upper.get());
        }
        this.lower = lower;
        this.upper = upper;
        this.tolerance = tolerance;
        this.constraint = new Constraint.Range(described(lower), described(upper), tolerance);
    }

    private static <V> Optional<Constraint.Bound> described(Optional<Bound<V>> bound) {
        return bound.isPresent() ? Optional.of(bound.get().described()) : Optional.empty();
    }

    static <V extends Comparable<? super V>> Bounds<V> lower(V value, boolean inclusive) {
        return new Bounds<>(Optional.of(new Bound<>(value, inclusive)), Optional.empty(), 0);
    }

    static <V extends Comparable<? super V>> Bounds<V> upper(V value, boolean inclusive) {
        return new Bounds<>(Optional.empty(), Optional.of(new Bound<>(value, inclusive)), 0);
    }

    private static void requireNumber(Object bound) {
        if (Order.isNotANumber(bound)) {
            throw new IllegalArgumentException("a bound must be a number, not " + bound);
        }
    }

    private static <V extends Comparable<? super V>> void requireOrder(Bound<V> lower, Bound<V> upper) {
        int order = Order.compare(lower.value(), upper.value());
        if (order > 0) {
            throw new IllegalArgumentException("the lower bound " + NumberText.shown(lower.value())
                    + " is above the upper bound " + NumberText.shown(upper.value()));
        }
        if (order == 0 && !(lower.inclusive() && upper.inclusive())) {
            throw new IllegalArgumentException(
                    "both bounds are " + NumberText.shown(lower.value()) + ", and nothing lies between them");
        }
    }

    /** Returns these bounds with an upper bound that is allowed itself, in place of any other. */
    public Bounds<V> andAtMost(V bound) {
        return new Bounds<>(lower, Optional.of(new Bound<>(bound, true)), tolerance);
    }

    /** Returns these bounds with an upper bound that is not allowed itself, in place of any other. */
    public Bounds<V> andBelow(V bound) {
        return new Bounds<>(lower, Optional.of(new Bound<>(bound, false)), tolerance);
    }

    /**
     * Returns these bounds, widened on both sides; the sum is that of floating-point numbers.
     *
     * @param width by how much; finite, 0 or more
     * @throws IllegalArgumentException if these are bounds of texts, or the width is not one
     */
    public Bounds<V> withTolerance(double width) {
        if (!(width >= 0) || Double.isInfinite(width)) {
            throw new IllegalArgumentException(
                    "a tolerance must be a finite number of at least 0, not " + NumberText.shown(width));
        }
        if (!lower.or(() -> upper).map(bound -> bound.value() instanceof Number).orElse(false)) {
            throw new IllegalArgumentException("only bounds of numbers can have a tolerance");
        }
        return new Bounds<>(lower, upper, width);
    }

    @Override
    public Optional<Violation> check(V value) {
        if (Order.isNotANumber(value)) {
            return violation(value, "");
        }
        if (lower.isPresent() && isOutside(compareToLower(value, lower.get().value()), lower.get())) {
            return violation(value, ": it is too " + (value instanceof Number ? "small" : "early"));
        }
        if (upper.isPresent() && isOutside(compareToUpper(value, upper.get().value()), upper.get())) {
            return violation(value, ": it is too " + (value instanceof Number ? "large" : "late"));
        }
        return Optional.empty();
    }

    /** Returns whether a value is outside that lies so far on the inner side of a bound. */
    private static boolean isOutside(int inwards, Bound<?> bound) {
        return inwards < 0 || (inwards == 0 && !bound.inclusive());
    }

    private int compareToLower(V value, V bound) {
        return tolerance > 0 && value instanceof Number number && bound instanceof Number limit
                ? Order.compare(number.doubleValue(), limit.doubleValue() - tolerance)
                : Order.compare(value, bound);
    }

    private int compareToUpper(V value, V bound) {
        return tolerance > 0 && value instanceof Number number && bound instanceof Number limit
                ? Order.compare(limit.doubleValue() + tolerance, number.doubleValue())
                : Order.compare(bound, value);
    }

    private Optional<Violation> violation(V value, String side) {
        String given = value instanceof Number ? NumberText.shown(value) : Violation.quoted(value.toString());
        return Optional.of(new Violation(Violation.OUT_OF_RANGE, given + " is not " + constraint.words() + side));
    }

    @Override
    public Constraint constraint() {
        return constraint;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bounds<?> bounds && bounds.constraint.equals(constraint);
    }

    @Override
    public int hashCode() {
        return constraint.hashCode();
    }
}
