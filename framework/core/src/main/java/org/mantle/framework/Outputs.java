package org.mantle.framework;

import com.google.gson.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outputs of a completed run. Immutable. */
public final class Outputs {

    private final AlgorithmDescriptor descriptor;
    private final @Nullable Object[] values;

    Outputs(AlgorithmDescriptor descriptor, @Nullable Object[] values) {
        this.descriptor = descriptor;
        this.values = values;
    }

    /**
     * Returns the value of an output: what the run set, or else the default.
     *
     * @throws NoSuchElementException if the run set none and there is no default
     * @throws IllegalArgumentException if the algorithm did not declare the property as an output
     */
    public <T> T get(Property<T> output) {
        return find(output).orElseThrow(() -> new NoSuchElementException("the run did not set " + output.name()));
    }

    /**
     * Returns the value of an output, if it has one.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property as an output
     */
    @SuppressWarnings("unchecked") // a slot holds values of its property's type only
    public <T> Optional<T> find(Property<T> output) {
        return Optional.ofNullable((T) values[descriptor.outputSlot(output).index()]);
    }

    /**
     * Returns the value of an output by name, in any letter case.
     *
     * @throws UnknownPropertyException if there is no such output
     * @throws NoSuchElementException if the run set none and there is no default
     */
    public Object get(String name) {
        return get(descriptor.requireSlot(name, Slot::isOutput).property());
    }

    /** Returns all outputs that have a value, by name, in order of declaration. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Slot slot : descriptor.slots()) {
            @Nullable Object value = values[slot.index()];
            if (slot.isOutput() && value != null) {
                map.put(slot.property().name(), value);
            }
        }
        return Collections.unmodifiableMap(map);
    }

    /** Returns all outputs that have a value as JSON, in order of declaration; a secret gives stars. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        for (Slot slot : descriptor.slots()) {
            @Nullable Object value = values[slot.index()];
            if (slot.isOutput() && value != null) {
                json.add(slot.property().name(), slot.property().toJson(value));
            }
        }
        return json;
    }

    /** Returns the outputs' names, without values. */
    @Override
    public String toString() {
        return "Outputs" + asMap().keySet();
    }
}
