package org.mantle.framework.internal.run;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.LoopShape;
import org.mantle.framework.internal.compiled.Slot;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.Outputs;

/** The outputs of a run in their slots. Immutable. */
final class SlotOutputs implements Outputs {

    private final CompiledAlgorithm descriptor;
    private final @Nullable Object[] values;

    SlotOutputs(CompiledAlgorithm descriptor, @Nullable Object[] values) {
        this.descriptor = descriptor;
        this.values = values;
    }

    @Override
    public <T> T get(Property<T> output) {
        return find(output).orElseThrow(() -> new NoSuchElementException("the run did not set " + output.name()));
    }

    // a slot holds values of its property's type only
    @SuppressWarnings("unchecked")
    @Override
    public <T> Optional<T> find(Property<T> output) {
        LoopShape loop = descriptor.loop();
        if (loop != null && loop.single().declares(output) && !descriptor.declares(output)) {
            // throws where it is no output at all
            loop.single().outputSlot(output);
            throw new IllegalStateException("the run was looped and has a list of " + output.name()
                    + ": ask members() for that of one entry, or for the list by name");
        }
        @Nullable T value = (T) values[descriptor.outputSlot(output).index()];
        return value == null ? Optional.empty() : Optional.of(output.copied(value));
    }

    @Override
    public Object get(String name) {
        return get(descriptor.requireSlot(name, Slot::isOutput).property());
    }

    @Override
    public Map<String, Object> asMap() {
        return new OutputMap(descriptor, values);
    }

    @Override
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
            members.add(new SlotOutputs(loop.single(), entry));
        }
        return List.copyOf(members);
    }

    @Override
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        for (Slot slot : descriptor.slots()) {
            @Nullable Object value = values[slot.index()];
            // an object without a name is in memory alone
            if (slot.isOutput() && value != null && (slot.isNamed(value) || descriptor.loop() != null)) {
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
