package org.mantle.framework.internal.compiled;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Property;

/** A condition that has found the slots of its properties, so that it can be tested on a run's array of values. */
public final class CompiledCondition {

    private final Condition condition;
    private final Predicate<@Nullable Object[]> test;
    private final int[] restsOn;

    /**
     * Compiles a condition.
     *
     * @param index gives the index of the slot of each property of the condition
     * @param slots the slots, which need not be there before the condition is tested
     */
    public CompiledCondition(Condition condition, ToIntFunction<Property<?>> index, List<Slot> slots) {
        this.condition = condition;
        this.test = compile(condition, index, slots);
        this.restsOn = condition.properties().stream().mapToInt(index).toArray();
    }

    public Condition condition() {
        return condition;
    }

    /** Returns the indices of the slots whose values decide. */
    public int[] restsOn() {
        return restsOn;
    }

    public boolean holds(@Nullable Object[] values) {
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

    private static Predicate<@Nullable Object[]> compile(
            Condition condition, ToIntFunction<Property<?>> index, List<Slot> slots) {
        if (condition instanceof Condition.IsOneOf<?> isOneOf) {
            int slot = index.applyAsInt(isOneOf.property());
            Set<?> wanted = withBothZeros(isOneOf.values());
            return values -> {
                @Nullable Object value = values[slot];
                return value != null
                        && (wanted.contains(value) || (value.getClass().isArray() && isOneOf.isMetBy(value)));
            };
        }
        if (condition instanceof Condition.Compared<?> compared) {
            int slot = index.applyAsInt(compared.property());
            return values -> compared.isMetBy(values[slot]);
        }
        if (condition instanceof Condition.IsDefault isDefault) {
            int slot = index.applyAsInt(isDefault.property());
            if (isZero(isDefault.property().defaultOrNull())) {
                return values -> slots.get(slot).holdsDefault(values)
                        || (slots.get(slot).computed() == null && isZero(values[slot]));
            }
            return values -> slots.get(slot).holdsDefault(values);
        }
        if (condition instanceof Condition.Not not) {
            return compile(not.negated(), index, slots).negate();
        }
        Condition.Combined combined = (Condition.Combined) condition;
        Predicate<@Nullable Object[]> left = compile(combined.left(), index, slots);
        Predicate<@Nullable Object[]> right = compile(combined.right(), index, slots);
        return switch (combined.operator()) {
            case AND -> left.and(right);
            case OR -> left.or(right);
            case XOR -> values -> left.test(values) != right.test(values);
        };
    }
}
