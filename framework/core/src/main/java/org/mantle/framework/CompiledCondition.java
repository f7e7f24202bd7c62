package org.mantle.framework;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A condition that has found the slots of its properties, so that it can be tested on a run's array of values. */
final class CompiledCondition {

    private final Condition condition;
    private final Predicate<@Nullable Object[]> test;
    private final int[] restsOn;

    /**
     * Compiles a condition.
     *
     * @param slots gives the index of the slot of each property of the condition
     */
    CompiledCondition(Condition condition, ToIntFunction<Property<?>> slots) {
        this.condition = condition;
        this.test = compile(condition, slots);
        this.restsOn = condition.properties().stream().mapToInt(slots).toArray();
    }

    Condition condition() {
        return condition;
    }

    /** Returns the indices of the slots whose values decide. */
    int[] restsOn() {
        return restsOn;
    }

    boolean holds(@Nullable Object[] values) {
        return test.test(values);
    }

    /** Returns whether one of the values that decide is refused, so that the condition cannot be evaluated. */
    boolean restsOnAny(boolean @Nullable [] refused) {
        if (refused == null) {
            return false;
        }
        for (int slot : restsOn) {
            if (refused[slot]) {
                return true;
            }
        }
        return false;
    }

    /** To people, and in JSON, negative zero is zero. */
    private static Set<?> withBothZeros(List<?> values) {
        Set<Object> all = new HashSet<>(values);
        if (values.stream().anyMatch(CompiledCondition::isZero)) {
            all.addAll(List.of(0.0, -0.0));
        }
        return Set.copyOf(all);
    }

    private static boolean isZero(@Nullable Object value) {
        return value instanceof Double number && number == 0;
    }

    private static Predicate<@Nullable Object[]> compile(Condition condition, ToIntFunction<Property<?>> slots) {
        if (condition instanceof Condition.IsOneOf<?> isOneOf) {
            int slot = slots.applyAsInt(isOneOf.property());
            Set<?> wanted = withBothZeros(isOneOf.values());
            return values -> {
                @Nullable Object value = values[slot];
                return value != null && wanted.contains(value);
            };
        }
        if (condition instanceof Condition.IsDefault isDefault) {
            int slot = slots.applyAsInt(isDefault.property());
            @Nullable Object defaultValue = isDefault.property().defaultOrNull();
            if (isZero(defaultValue)) {
                return values -> isZero(values[slot]);
            }
            return values -> Objects.equals(values[slot], defaultValue);
        }
        if (condition instanceof Condition.Not not) {
            return compile(not.negated(), slots).negate();
        }
        Condition.Combined combined = (Condition.Combined) condition;
        Predicate<@Nullable Object[]> left = compile(combined.left(), slots);
        Predicate<@Nullable Object[]> right = compile(combined.right(), slots);
        return switch (combined.operator()) {
            case AND -> left.and(right);
            case OR -> left.or(right);
            case XOR -> values -> left.test(values) != right.test(values);
        };
    }
}
