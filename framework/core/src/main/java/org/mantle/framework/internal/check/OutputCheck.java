package org.mantle.framework.internal.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.Slot;
import org.mantle.framework.internal.text.FailureMessage;
import org.mantle.framework.internal.type.LiveObjectStore;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.StoredObject;
import org.mantle.validators.Violation;

/** Keeps the author's promise about the outputs before anybody sees them. */
public final class OutputCheck {

    private OutputCheck() {}

    /**
     * Checks the outputs about which the author promised something, but for those that do not count.
     *
     * @param given the inputs, before the run changed them
     * @throws IllegalStateException if a promise is broken; the message names the output
     */
    public static void check(CompiledAlgorithm descriptor, @Nullable Object[] given, @Nullable Object[] values) {
        for (Slot slot : descriptor.checkedOutputs()) {
            @Nullable Object value = values[slot.index()];
            if (!slot.isVisible(given)) {
                continue;
            }
            if (value == null && slot.property().needsValue()) {
                throw new IllegalStateException(descriptor.name() + " did not set its output "
                        + slot.property().name());
            }
            if (value != null
                    && (value != slot.defaultValue() || slot.property().needsValue())) {
                check(descriptor, slot.property(), value);
            }
        }
    }

    /**
     * Gives the objects that a run leaves the names that the caller gave, and puts them into the host's store, all or none. What
     * was neither asked for nor made has no value.
     *
     * @param given the inputs, before the run changed them
     * @param store the store; {@code null} when nothing is left there
     * @throws IllegalStateException if the run made no object for a name, or none where one is needed
     */
    public static void leaveObjects(
            CompiledAlgorithm descriptor,
            @Nullable Object[] given,
            @Nullable Object[] values,
            @Nullable LiveObjectStore store) {
        Map<String, Object> left = new LinkedHashMap<>();
        for (Slot slot : descriptor.checkedOutputs()) {
            @Nullable Object before = given[slot.index()];
            @Nullable Object made = values[slot.index()];
            if (before != null && made != null && slot.isChanged()) {
                boolean counts = slot.isVisible(given);
                StoredObject<?> stored = (StoredObject<?>) (counts ? slot.left(before, made) : made);
                values[slot.index()] = stored.isNothing() ? null : stored;
                boolean promised = !stored.name().isEmpty() || slot.property().needsValue();
                if (counts && promised && stored.find().isEmpty()) {
                    throw nothingMade(descriptor, slot, stored);
                }
                if (counts && !stored.name().isEmpty()) {
                    left.put(stored.name(), stored.get());
                }
            }
        }
        if (store != null) {
            store.putAll(left);
        }
    }

    private static IllegalStateException nothingMade(CompiledAlgorithm descriptor, Slot slot, StoredObject<?> stored) {
        return new IllegalStateException(descriptor.name() + " made no object for its output "
                + slot.property().name()
                + (stored.name().isEmpty() ? "" : ", which is to be left as " + Violation.quoted(stored.name())));
    }

    /**
     * Converts what an algorithm sets an output to.
     *
     * @throws IllegalArgumentException if it is not of the output's type; the message names the output
     */
    public static <T> T convert(CompiledAlgorithm descriptor, Property<T> output, T value) {
        try {
            return output.convertOutput(value);
        } catch (RuntimeException e) {
            // foreign code: the type, of which the message should say to what it belongs
            throw new IllegalArgumentException(
                    descriptor.name() + " set its output " + output.name() + " to a value that is refused: it "
                            + FailureMessage.of(e),
                    e);
        }
    }

    private static void check(CompiledAlgorithm descriptor, Property<?> property, Object value) {
        Optional<Violation> violation;
        try {
            violation = property.check(value);
        } catch (Throwable e) {
            // foreign code: a validator may throw anything, and the message should say of which output
            throw new IllegalStateException(
                    "the check of the output " + property.name() + " of " + descriptor.name() + " broke down: "
                            + FailureMessage.withKind(e),
                    e);
        }
        if (violation.isPresent()) {
            throw new IllegalStateException(descriptor.name() + " set its output " + property.name()
                    + " to a value that is not allowed: " + violation.get().message());
        }
    }
}
