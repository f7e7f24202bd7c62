package org.mantle.framework;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The record of a run of this host: the run's own values, from which everything else is made when somebody looks. */
final class LiveRecord extends RunRecord implements RecordOwner {

    private final AlgorithmDescriptor descriptor;
    private final @Nullable Object[] inputs;
    private final @Nullable Object[] outputs;
    private final RunState state;
    private final @Nullable Throwable failure;
    private final Instant started;
    private final long nanos;
    private final List<RunRecord> children;
    private @Nullable RecordOwner owner;
    private long number;

    LiveRecord(
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
        for (int i = 0; i < children.size(); i++) {
            if (children.get(i) instanceof LiveRecord child) {
                child.place(this, i + 1L);
            }
        }
    }

    /** Gives the record its place, before it is published there. */
    void place(RecordOwner within, long runningNumber) {
        owner = within;
        number = runningNumber;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public String id() {
        return owner == null ? "" : owner.idOf(number);
    }

    @Override
    public String idOf(long childNumber) {
        return id() + "." + childNumber;
    }

    @Override
    public String algorithm() {
        return descriptor.name();
    }

    @Override
    public int version() {
        return descriptor.version();
    }

    @Override
    public RunState state() {
        return state;
    }

    @Override
    public Optional<String> error() {
        if (failure == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(FailureMessage.of(failure));
        } catch (Throwable e) { // foreign code: an exception that cannot even say what it is
            return Optional.of(failure.getClass().getSimpleName());
        }
    }

    @Override
    public Instant started() {
        return started;
    }

    @Override
    public Duration duration() {
        return Duration.ofNanos(nanos);
    }

    @Override
    public List<RunRecord> children() {
        return children;
    }

    @Override
    public Map<String, Object> inputs() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Slot slot : descriptor.slots()) {
            @Nullable Object value = inputs[slot.index()];
            if (slot.isInput() && value != null && !slot.isDefault(value)) {
                map.put(slot.property().name(), value);
            }
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public Map<String, Object> outputs() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Slot slot : descriptor.slots()) {
            @Nullable Object value = outputs[slot.index()];
            if (state == RunState.COMPLETED && slot.isOutput() && value != null && !slot.isDefault(value)) {
                map.put(slot.property().name(), value);
            }
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public Optional<Object> value(String name) {
        return Optional.ofNullable(valueOrNull(descriptor.requireSlot(name)));
    }

    @Override
    public boolean isDefault(String name) {
        Slot slot = descriptor.requireSlot(name);
        return slot.isDefault(valueOrNull(slot));
    }

    private @Nullable Object valueOrNull(Slot slot) {
        return slot.isInput()
                ? inputs[slot.index()]
                : state == RunState.COMPLETED ? outputs[slot.index()] : slot.defaultValue();
    }

    @Override
    public JsonObject toJson() {
        return RecordJson.of(this, descriptor);
    }
}
