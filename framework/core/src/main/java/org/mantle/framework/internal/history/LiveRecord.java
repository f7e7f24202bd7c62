package org.mantle.framework.internal.history;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.history.LargeValue;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.history.UnkeptValue;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.Slot;
import org.mantle.framework.internal.text.FailureMessage;
import org.mantle.framework.run.LogLine;
import org.mantle.framework.run.RunState;
import org.mantle.framework.type.StoreMode;
import org.mantle.validators.Violation;

/** The record of a run of this host: the run's own values, from which everything else is made when somebody looks. */
public final class LiveRecord implements RunRecord, RecordOwner {

    private final CompiledAlgorithm descriptor;
    private final @Nullable Object[] inputs;
    private final @Nullable Object[] outputs;

    /** How the run ended, or what it failed with: one field less, and a record keeps to its memory. */
    private final Object end;

    private final Instant started;
    private final long nanos;
    private final RecordParts parts;
    private @Nullable RecordOwner owner;
    private long number;

    /** @param end how the run ended, if it did not fail; otherwise what was thrown */
    public LiveRecord(
            CompiledAlgorithm descriptor,
            @Nullable Object[] inputs,
            @Nullable Object[] outputs,
            Object end,
            Instant started,
            long nanos,
            RecordParts parts) {
        this.descriptor = descriptor;
        this.inputs = inputs;
        this.outputs = outputs;
        this.end = end;
        this.started = started;
        this.nanos = nanos;
        this.parts = parts;
        List<RunRecord> children = parts.children();
        for (int i = 0; i < children.size(); i++) {
            if (children.get(i) instanceof LiveRecord child) {
                child.place(this, i + 1L);
            }
        }
    }

    /** Returns whether it knows of a run of an algorithm whose jar is gone. */
    boolean isOfGone() {
        if (descriptor.plugin().isGone()) {
            return true;
        }
        List<RunRecord> children = parts.children();
        for (int i = 0; i < children.size(); i++) {
            if (children.get(i) instanceof LiveRecord child && child.isOfGone()) {
                return true;
            }
        }
        return false;
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
        return end instanceof RunState state ? state : RunState.FAILED;
    }

    @Override
    public Optional<String> error() {
        if (!(end instanceof Throwable failure)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Violation.shortened(FailureMessage.of(failure), LogLine.LONGEST));
        } catch (Throwable e) {
            // foreign code: an exception that cannot even say what it is
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
        return parts.children();
    }

    @Override
    public List<LogLine> warnings() {
        return parts.warnings();
    }

    @Override
    public Map<String, Object> inputs() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Slot slot : descriptor.slots()) {
            @Nullable Object value = inputs[slot.index()];
            if (slot.isInput() && value != null && !slot.isDefault(value)) {
                map.put(slot.property().name(), kept(slot, value));
            }
        }
        if (parts.unstored()) {
            // a script or a replay has to say so again
            map.put(StoreMode.STORE_OUTPUTS, false);
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public Map<String, Object> outputs() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Slot slot : descriptor.slots()) {
            @Nullable Object value = outputs[slot.index()];
            if (end == RunState.COMPLETED && slot.isOutput() && value != null && !slot.isDefault(value)) {
                map.put(slot.property().name(), kept(slot, value));
            }
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public Optional<Object> value(String name) {
        Slot slot = descriptor.requireSlot(name);
        @Nullable Object value = valueOrNull(slot);
        return value == null ? Optional.empty() : Optional.of(kept(slot, value));
    }

    /** Returns a value for one more holder; what is kept in place of one does not change. */
    private static Object kept(Slot slot, Object value) {
        return value instanceof LargeValue || value instanceof UnkeptValue
                ? value
                : slot.property().copied(value);
    }

    @Override
    public boolean isDefault(String name) {
        Slot slot = descriptor.requireSlot(name);
        return slot.isDefault(valueOrNull(slot));
    }

    private @Nullable Object valueOrNull(Slot slot) {
        return slot.isInput()
                ? inputs[slot.index()]
                : end == RunState.COMPLETED ? outputs[slot.index()] : slot.defaultValue();
    }

    @Override
    public JsonObject toJson() {
        return RecordJson.of(this, descriptor);
    }

    /** Returns algorithm, version and state. */
    @Override
    public String toString() {
        return algorithm() + " v" + version() + " " + state().word();
    }
}
