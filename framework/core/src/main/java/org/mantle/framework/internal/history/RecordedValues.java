package org.mantle.framework.internal.history;

import org.jspecify.annotations.Nullable;
import org.mantle.framework.history.AlgorithmHistory;
import org.mantle.framework.history.LargeValue;
import org.mantle.framework.history.UnkeptValue;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.Slot;
import org.mantle.framework.property.Property;

/** Makes of a run's values what the history keeps of them. */
public final class RecordedValues {

    private RecordedValues() {}

    /** Returns the values, or a copy in which the large ones are summarised. */
    public static @Nullable Object[] of(CompiledAlgorithm descriptor, @Nullable Object[] values) {
        @Nullable Object[] recorded = values;
        for (Slot slot : descriptor.slots()) {
            @Nullable Object value = values[slot.index()];
            if (value != null && value != slot.defaultValue() && !isKeptForSure(slot, value)) {
                Object shown = recorded(slot, value);
                if (shown != value) {
                    recorded = recorded == values ? values.clone() : recorded;
                    recorded[slot.index()] = shown;
                }
            }
        }
        return recorded;
    }

    /** Tells most values, which are short, without a call of their type, since every run asks for each. */
    private static boolean isKeptForSure(Slot slot, Object value) {
        boolean isShort = value instanceof String text
                ? text.length() <= LargeValue.LIMIT
                : value instanceof Integer || value instanceof Double || value instanceof Boolean;
        return isShort
                && slot.names() == null
                && slot.property().isOfFramework()
                && !slot.property().isInMemoryOnly();
    }

    private static Object recorded(Slot slot, Object value) {
        Property<?> property = slot.property();
        if (property.isInMemoryOnly() || !slot.isNamed(value)) {
            return new UnkeptValue(property.type().word(), UnkeptValue.IN_MEMORY);
        }
        try {
            Object kept = slot.withoutObjects(value);
            return property.weight(kept) > LargeValue.LIMIT ? LargeValues.of(property, kept) : kept;
        } catch (Throwable e) {
            // foreign code: a type that cannot write a value must not undo a run that is over
            System.getLogger(AlgorithmHistory.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "the history keeps no value of " + property.name() + ", which has no text form",
                            e);
            return new UnkeptValue(property.type().word(), UnkeptValue.NO_TEXT);
        }
    }
}
