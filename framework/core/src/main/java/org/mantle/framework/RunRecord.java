package org.mantle.framework;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the history keeps of one run. Immutable.
 *
 * <p>It holds no secret: where one was given, it holds stars, or the reference by which it was given.
 */
public final class RunRecord {

    private final AlgorithmDescriptor descriptor;
    private final @Nullable Object[] inputs;
    private final @Nullable Object[] outputs;
    private final RunState state;
    private final @Nullable Throwable failure;
    private final Instant started;
    private final long nanos;
    private final List<RunRecord> children;
    private long number;

    RunRecord(
            AlgorithmDescriptor descriptor,
            @Nullable Object[] inputs,
            @Nullable Object[] outputs,
            RunState state,
            @Nullable Throwable failure,
            Instant started,
            long nanos,
            List<RunRecord> children) {
        this.descriptor = descriptor;
        this.inputs = inputs;
        this.outputs = outputs;
        this.state = state;
        this.failure = failure;
        this.started = started;
        this.nanos = nanos;
        this.children = children;
    }

    /** Sets the running number in the history, before the record is published there. */
    void setNumber(long runningNumber) {
        number = runningNumber;
    }

    long number() {
        return number;
    }

    /** Returns the name of the algorithm. */
    public String algorithm() {
        return descriptor.name();
    }

    /** Returns the version of the algorithm. */
    public int version() {
        return descriptor.version();
    }

    /** Returns how the run ended. */
    public RunState state() {
        return state;
    }

    /** Returns what a failed run said; empty for any other. */
    public Optional<String> error() {
        return Optional.ofNullable(failure).map(FailureMessage::of);
    }

    /** Returns when the execution began. */
    public Instant started() {
        return started;
    }

    /** Returns how long the execution took. */
    public Duration duration() {
        return Duration.ofNanos(nanos);
    }

    /** Returns the records of the runs inside this one, in the order in which they ended. */
    public List<RunRecord> children() {
        return children;
    }

    /** Returns the inputs that differ from their defaults, by name, in order of declaration. */
    public Map<String, Object> inputs() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Slot slot : descriptor.slots()) {
            @Nullable Object value = inputs[slot.index()];
            if (slot.isInput() && value != null && !slot.isDefault(value)) {
                map.put(slot.property().name(), recorded(value));
            }
        }
        return Collections.unmodifiableMap(map);
    }

    /** Returns the outputs that the run set, by name, in order of declaration; empty when it did not complete. */
    public Map<String, Object> outputs() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Slot slot : descriptor.slots()) {
            @Nullable Object value = outputs[slot.index()];
            if (state == RunState.COMPLETED && slot.isOutput() && value != null && !slot.isDefault(value)) {
                map.put(slot.property().name(), recorded(value));
            }
        }
        return Collections.unmodifiableMap(map);
    }

    private static Object recorded(Object value) {
        return value instanceof Secret secret && !secret.reference().isEmpty() ? secret.reference() : value;
    }

    /** Returns the record as JSON, with the records inside it. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("algorithm", algorithm());
        json.addProperty("version", version());
        json.addProperty("status", state.word());
        error().ifPresent(error -> json.addProperty("error", error));
        json.addProperty("started", started.toString());
        json.addProperty("durationMillis", nanos / 1e6);
        json.add("inputs", values(inputs()));
        json.add("outputs", values(outputs()));
        JsonArray nested = new JsonArray();
        children.forEach(child -> nested.add(child.toJson()));
        json.add("children", nested);
        return json;
    }

    private JsonObject values(Map<String, Object> values) {
        JsonObject json = new JsonObject();
        values.forEach((name, value) -> json.add(name, value(descriptor.requireSlot(name), value)));
        return json;
    }

    private static JsonElement value(Slot slot, Object value) {
        if (value instanceof LargeValue || slot.property().type().isSecret()) {
            return new JsonPrimitive(value.toString());
        }
        try {
            return slot.property().toJson(value);
        } catch (RuntimeException e) { // foreign code: one value without a JSON form must not hide the other records
            return new JsonPrimitive("<" + slot.property().type().word() + " without a JSON form>");
        }
    }

    /** Returns algorithm, version and state. */
    @Override
    public String toString() {
        return descriptor + " " + state.word();
    }
}
