package org.mantle.framework.internal.compiled;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.property.ComputedDefault;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Property;

/** A computed default that has found the slots of the inputs on which it rests. */
public final class CompiledDefault {

    private final Property<?> property;
    private final ComputedDefault rule;
    private final List<Slot> slots;
    private final Map<Property<?>, Integer> visible = new HashMap<>();
    private final int[] restsOn;

    /**
     * Compiles a computed default.
     *
     * @param index gives the index of the slot of each property on which it rests
     * @param slots the slots, which need not be there before a value is asked for
     */
    public CompiledDefault(
            Property<?> property, ComputedDefault rule, ToIntFunction<Property<?>> index, List<Slot> slots) {
        this.property = property;
        this.rule = rule;
        this.slots = slots;
        this.restsOn = rule.restsOn().stream().mapToInt(index).toArray();
        rule.restsOn().forEach(input -> visible.put(input, index.applyAsInt(input)));
    }

    ComputedDefault rule() {
        return rule;
    }

    /** Returns the indices of the slots whose values decide. */
    int[] restsOn() {
        return restsOn;
    }

    public boolean restsOnAny(boolean @Nullable [] refused) {
        if (refused != null) {
            for (int slot : restsOn) {
                if (refused[slot]) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Returns the default that goes with some values, or {@code null} where there is none.
     *
     * @throws IllegalArgumentException if the rule gives a value that is not of the property's type
     */
    public @Nullable Object value(@Nullable Object[] values) {
        for (int slot : restsOn) {
            if (values[slot] == null) {
                return null;
            }
        }
        @Nullable Object worked = rule.apply(new Seen(values));
        return worked == null ? null : property.convert(worked);
    }

    /** What a rule sees: the inputs on which it said that it rests. */
    private final class Seen implements Inputs {

        private final @Nullable Object[] values;

        Seen(@Nullable Object[] values) {
            this.values = values;
        }

        private int require(Property<?> input) {
            Integer index = visible.get(input);
            if (index == null) {
                throw new IllegalArgumentException(
                        "the default of " + property.name() + " was not declared to rest on " + input.name());
            }
            return index;
        }

        @Override
        // a slot holds values of its property's type only
        @SuppressWarnings("unchecked")
        public <T> Optional<T> find(Property<T> input) {
            @Nullable T value = (T) values[require(input)];
            return value == null ? Optional.empty() : Optional.of(input.copied(value));
        }

        @Override
        public boolean isDefault(Property<?> input) {
            return slots.get(require(input)).holdsDefault(values);
        }
    }
}
