package org.mantle.framework.property;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mantle.validators.value.NumberText;
import org.mantle.validators.value.Order;

/**
 * A rule over inputs, as data, so that a dialog and a run obey the same one.
 *
 * <p>Values are compared as values, not in their text form. A declaration takes conditions of up to 500 parts (comparisons and
 * operators, each counted where it stands), and so no deeper ones. Immutable.
 *
 * @since 0.1.0
 */
public sealed interface Condition {

    /** Returns the condition in words, such as {@code Action is SubmitJob}. */
    String words();

    /** Returns the properties whose values decide. */
    Set<Property<?>> properties();

    /** Returns the condition that a property has a value. */
    static <T> Condition is(Property<T> property, T value) {
        return new IsOneOf<>(property, List.of(value));
    }

    /** Returns the condition that a property has one of several values. */
    @SafeVarargs
    // the array is copied and never written to
    @SuppressWarnings("varargs")
    static <T> Condition isOneOf(Property<T> property, T... values) {
        return new IsOneOf<>(property, List.of(values));
    }

    /** Returns the condition that a number is a bound or more. */
    static <N extends Number & Comparable<? super N>> Condition isAtLeast(Property<N> property, N bound) {
        return new Compared<>(property, Compared.Side.AT_LEAST, bound);
    }

    /** Returns the condition that a number is more than a bound. */
    static <N extends Number & Comparable<? super N>> Condition isAbove(Property<N> property, N bound) {
        return new Compared<>(property, Compared.Side.ABOVE, bound);
    }

    /** Returns the condition that a number is a bound or less. */
    static <N extends Number & Comparable<? super N>> Condition isAtMost(Property<N> property, N bound) {
        return new Compared<>(property, Compared.Side.AT_MOST, bound);
    }

    /** Returns the condition that a number is less than a bound. */
    static <N extends Number & Comparable<? super N>> Condition isBelow(Property<N> property, N bound) {
        return new Compared<>(property, Compared.Side.BELOW, bound);
    }

    /** Returns the condition that a property has its default. */
    static Condition isDefault(Property<?> property) {
        return new IsDefault(property);
    }

    /** Returns the condition that both hold. */
    default Condition and(Condition other) {
        return new Combined(Combined.Operator.AND, this, other);
    }

    /** Returns the condition that at least one holds. */
    default Condition or(Condition other) {
        return new Combined(Combined.Operator.OR, this, other);
    }

    /** Returns the condition that exactly one holds. */
    default Condition xor(Condition other) {
        return new Combined(Combined.Operator.XOR, this, other);
    }

    /** Returns the condition that this does not hold. */
    default Condition not() {
        return new Not(this);
    }

    /** A property has one of some values. */
    record IsOneOf<T>(Property<T> property, List<T> values) implements Condition {
        public IsOneOf {
            values = values.stream().map(property::resolved).toList();
        }

        /**
         * Returns whether a value of the property, or none, fulfils the condition. Arrays are compared by their elements, and to people, as
         * in JSON, negative zero is zero.
         */
        public boolean isMetBy(@Nullable Object value) {
            return value != null
                    && values.stream()
                            .anyMatch(each -> Objects.deepEquals(each, value) || (isZero(each) && isZero(value)));
        }

        private static boolean isZero(Object value) {
            return value instanceof Double number && number == 0;
        }

        @Override
        public String words() {
            return words(" is ");
        }

        private String words(String verb) {
            String texts = values.stream()
                    .map(value -> property.type().toShortText(value, 0))
                    .collect(Collectors.joining(" or "));
            return property.name() + verb + texts;
        }

        @Override
        public Set<Property<?>> properties() {
            return Set.of(property);
        }
    }

    /** A number lies on one side of a bound. It does not where there is no number, or one that is not a number. */
    record Compared<N extends Number & Comparable<? super N>>(Property<N> property, Side side, N bound)
            implements Condition {

        /** On which side the number lies. */
        public enum Side {
            /** The bound or more. */
            AT_LEAST("at least"),
            /** More than the bound. */
            ABOVE("above"),
            /** The bound or less. */
            AT_MOST("at most"),
            /** Less than the bound. */
            BELOW("below");

            private final String words;

            Side(String words) {
                this.words = words;
            }
        }

        /** @throws IllegalArgumentException if the bound is not a number */
        public Compared {
            if (Order.isNotANumber(bound)) {
                throw new IllegalArgumentException(
                        "the bound of a condition on " + property.name() + " is not a number");
            }
        }

        /** Returns whether a value of the property, or none, fulfils the condition. */
        // every value of the property is of its type
        @SuppressWarnings("unchecked")
        public boolean isMetBy(@Nullable Object value) {
            if (value == null || Order.isNotANumber(value)) {
                return false;
            }
            int order = Order.compare((N) value, bound);
            return switch (side) {
                case AT_LEAST -> order >= 0;
                case ABOVE -> order > 0;
                case AT_MOST -> order <= 0;
                case BELOW -> order < 0;
            };
        }

        @Override
        public String words() {
            return words(" is ");
        }

        private String words(String verb) {
            return property.name() + verb + side.words + " " + NumberText.shown(bound);
        }

        @Override
        public Set<Property<?>> properties() {
            return Set.of(property);
        }
    }

    /** A property has its default. */
    record IsDefault(Property<?> property) implements Condition {
        @Override
        public String words() {
            return property.name() + (hasDefault() ? " is the default" : " is not given");
        }

        private boolean hasDefault() {
            @Nullable Object value = property.defaultOrNull();
            return value != null && !property.isEmpty(value);
        }

        @Override
        public Set<Property<?>> properties() {
            return Set.of(property);
        }
    }

    /** Two conditions, combined. */
    record Combined(Operator operator, Condition left, Condition right) implements Condition {

        /** How two conditions are combined. */
        public enum Operator {
            AND,
            OR,
            XOR
        }

        @Override
        public String words() {
            return switch (operator) {
                case AND -> left.words() + " and " + right.words();
                case OR -> "(" + left.words() + " or " + right.words() + ")";
                case XOR -> "(either " + left.words() + " or " + right.words() + ", not both)";
            };
        }

        @Override
        public Set<Property<?>> properties() {
            Set<Property<?>> both = new LinkedHashSet<>(left.properties());
            both.addAll(right.properties());
            return both;
        }
    }

    /** A condition does not hold. */
    record Not(Condition negated) implements Condition {
        @Override
        public String words() {
            if (negated instanceof IsOneOf<?> isOneOf && isOneOf.values().size() == 1) {
                return isOneOf.words(" is not ");
            }
            if (negated instanceof Compared<?> compared) {
                return compared.words(" is not ");
            }
            if (negated instanceof IsDefault isDefault) {
                return isDefault.property().name() + (isDefault.hasDefault() ? " is not the default" : " is given");
            }
            return "not (" + negated.words() + ")";
        }

        @Override
        public Set<Property<?>> properties() {
            return negated.properties();
        }
    }
}
