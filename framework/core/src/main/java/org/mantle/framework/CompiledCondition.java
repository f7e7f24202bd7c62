package org.mantle.framework;

import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compiles a condition to a test of a run's values that has found each property's slot already. */
final class CompiledCondition {

    private CompiledCondition() {}

    /**
     * Compiles a condition.
     *
     * @param slots finds the slot of each property of the condition
     */
    static Predicate<@Nullable Object[]> of(Condition condition, SlotFinder slots) {
        if (condition instanceof Condition.IsOneOf<?> isOneOf) {
            int slot = slots.slotOf(isOneOf.property());
            Set<?> wanted = Set.copyOf(isOneOf.values());
            return values -> {
                @Nullable Object value = values[slot];
                return value != null && wanted.contains(value);
            };
        }
        if (condition instanceof Condition.IsDefault isDefault) {
            int slot = slots.slotOf(isDefault.property());
            @Nullable Object defaultValue = isDefault.property().defaultOrNull();
            return values -> Objects.equals(values[slot], defaultValue);
        }
        if (condition instanceof Condition.Not not) {
            return of(not.negated(), slots).negate();
        }
        Condition.Combined combined = (Condition.Combined) condition;
        Predicate<@Nullable Object[]> left = of(combined.left(), slots);
        Predicate<@Nullable Object[]> right = of(combined.right(), slots);
        return switch (combined.operator()) {
            case AND -> left.and(right);
            case OR -> left.or(right);
            case XOR -> values -> left.test(values) != right.test(values);
        };
    }

    /** Finds the slot of a declared property. */
    @FunctionalInterface
    interface SlotFinder {
        int slotOf(Property<?> property);
    }
}
