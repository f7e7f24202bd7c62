package org.mantle.framework.internal.run;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.Slot;

/**
 * The outputs of a run that have a value, by name and in order of declaration: a table of their values, found by the algorithm's
 * own look-up. It keeps no input. Immutable.
 */
final class OutputMap extends AbstractMap<String, Object> {

    private final CompiledAlgorithm descriptor;

    /** Where the first output lies among all properties. */
    private final int first;

    /** Has the outputs' values in their places, from that of the first to that of the last, and nothing else. */
    private final @Nullable Object[] values;

    private final int size;

    OutputMap(CompiledAlgorithm descriptor, @Nullable Object[] all) {
        this.descriptor = descriptor;
        Slot[] outputs = descriptor.outputs();
        this.first = outputs.length == 0 ? 0 : outputs[0].index();
        this.values = new @Nullable Object[outputs.length == 0 ? 0 : outputs[outputs.length - 1].index() - first + 1];
        int count = 0;
        for (Slot slot : outputs) {
            @Nullable Object value = all[slot.index()];
            if (value != null) {
                values[slot.index() - first] = value;
                count++;
            }
        }
        this.size = count;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        Slot slot = outputOrNull(key);
        @Nullable Object value = slot == null ? null : values[slot.index() - first];
        return slot == null || value == null ? null : slot.property().copied(value);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        Slot slot = outputOrNull(key);
        return slot != null && values[slot.index() - first] != null;
    }

    private @Nullable Slot outputOrNull(@Nullable Object key) {
        Slot slot = key instanceof String name ? descriptor.speltOrNull(name) : null;
        return slot == null || !slot.isOutput() ? null : slot;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return new Entries();
    }

    /** The outputs in order. */
    private final class Entries extends AbstractSet<Map.Entry<String, Object>> {

        @Override
        public int size() {
            return size;
        }

        @Override
        public Iterator<Map.Entry<String, Object>> iterator() {
            return new Walk();
        }
    }

    /** A walk over the outputs that passes those without a value. */
    private final class Walk implements Iterator<Map.Entry<String, Object>> {

        private final Slot[] outputs = descriptor.outputs();
        private int at;
        private int left = size;

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public Map.Entry<String, Object> next() {
            if (left == 0) {
                throw new NoSuchElementException("there is no further output");
            }
            while (true) {
                Slot slot = outputs[at++];
                @Nullable Object value = values[slot.index() - first];
                if (value != null) {
                    left--;
                    return Map.entry(slot.property().name(), slot.property().copied(value));
                }
            }
        }
    }
}
