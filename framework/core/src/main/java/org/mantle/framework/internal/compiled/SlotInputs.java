package org.mantle.framework.internal.compiled;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.type.HostStorage;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Property;

/** Inputs that lie in an array of values. */
public final class SlotInputs implements Inputs {

    private final CompiledAlgorithm descriptor;
    private final @Nullable Object[] values;
    private final HostStorage storage;

    public SlotInputs(CompiledAlgorithm descriptor, @Nullable Object[] values, HostStorage storage) {
        this.descriptor = descriptor;
        this.values = values;
        this.storage = storage;
    }

    @Override
    public <T> T get(Property<T> property) {
        @Nullable T value = valueOrNull(property);
        return value != null ? value : Inputs.super.get(property);
    }

    @Override
    public <T> Optional<T> find(Property<T> property) {
        return Optional.ofNullable(valueOrNull(property));
    }

    // a slot holds values of its property's type only
    @SuppressWarnings("unchecked")
    private <T> @Nullable T valueOrNull(Property<T> property) {
        @Nullable T value = (T) values[descriptor.requireSlot(property).index()];
        return value == null ? null : property.copied(value);
    }

    @Override
    public boolean isDefault(Property<?> property) {
        Slot slot = descriptor.requireSlot(property);
        return holdsDefault(slot) || (slot.names() != null && slot.holdsDefaultFile(values[slot.index()], storage));
    }

    private boolean holdsDefault(Slot slot) {
        try {
            return slot.holdsDefault(values);
        } catch (Throwable e) {
            // foreign code: where the author's rule for the default breaks there is none
            return false;
        }
    }
}
