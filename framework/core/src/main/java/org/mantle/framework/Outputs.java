package org.mantle.framework;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
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
     * @throws IllegalStateException if the run was looped: then it has a list of values, by name or in {@link #members()}
     */
    public <T> T get(Property<T> output) {
        return find(output).orElseThrow(() -> new NoSuchElementException("the run did not set " + output.name()));
    }

    /**
     * Returns the value of an output, if it has one.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property as an output
     * @throws IllegalStateException if the run was looped: then it has a list of values, by name or in {@link #members()}
     */
    @SuppressWarnings("unchecked") // a slot holds values of its property's type only
    public <T> Optional<T> find(Property<T> output) {
        LoopShape loop = descriptor.loop();
        if (loop != null && loop.single().declares(output) && !descriptor.declares(output)) {
            loop.single().outputSlot(output); // or else it is no output at all
            throw new IllegalStateException("the run was looped and has a list of " + output.name()
                    + ": ask members() for that of one entry, or for the list by name");
        }
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

    /** Returns all outputs that have a value, by name, in order of declaration. Immutable. */
    public Map<String, Object> asMap() {
        return new OutputMap(descriptor, values);
    }

    /**
     * Returns the outputs of each entry of a looped run, in order; empty for any other run. By name, and as JSON, a looped run has
     * a list with one value for each entry, {@code null} where that run set none.
     */
    public List<Outputs> members() {
        LoopShape loop = descriptor.loop();
        List<Outputs> members = new ArrayList<>();
        for (int place = 0; loop != null && place < loop.entries(); place++) {
            @Nullable Object[] entry = new @Nullable Object[values.length];
            for (Slot slot : loop.single().slots()) {
                if (slot.isOutput() && values[slot.index()] instanceof List<?> list) {
                    entry[slot.index()] = list.get(place);
                }
            }
            members.add(new Outputs(loop.single(), entry));
        }
        return List.copyOf(members);
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
