package org.mantle.framework.internal.history;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.Slot;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.run.LogLine;
import org.mantle.framework.run.RunState;
import org.mantle.framework.type.Nearest;

/** A record that was read back: its JSON, to which its algorithm, if it is there in its version, gives the types. */
final class StoredRecord implements RunRecord {

    private final JsonObject json;
    private final RecordedAlgorithms algorithms;
    private final long number;
    private final String id;
    private final String algorithm;
    private final int version;
    private final RunState state;
    private final Instant started;
    private final Duration duration;
    private final JsonObject inputs;
    private final JsonObject outputs;
    private final JsonObject notKept;
    private final List<LogLine> warnings = new ArrayList<>();
    private final List<RunRecord> children = new ArrayList<>();

    private StoredRecord(JsonObject json, RecordedAlgorithms algorithms) {
        this.json = json;
        this.algorithms = algorithms;
        this.number = RecordJson.require(json, RecordJson.NUMBER).getAsLong();
        this.id = RecordJson.require(json, RecordJson.ID).getAsString();
        this.algorithm = RecordJson.require(json, RecordJson.ALGORITHM).getAsString();
        this.version = RecordJson.require(json, RecordJson.VERSION).getAsInt();
        this.state = RunState.ofWord(RecordJson.require(json, RecordJson.STATUS).getAsString());
        this.started =
                Instant.parse(RecordJson.require(json, RecordJson.STARTED).getAsString());
        this.duration = Duration.ofNanos(
                Math.round(RecordJson.require(json, RecordJson.DURATION_MILLIS).getAsDouble() * 1e6));
        this.inputs = objectOrEmpty(json, RecordJson.INPUTS);
        this.outputs = objectOrEmpty(json, RecordJson.OUTPUTS);
        this.notKept = objectOrEmpty(json, RecordJson.NOT_KEPT);
        if (json.has(RecordJson.WARNINGS)) {
            for (JsonElement line : json.getAsJsonArray(RecordJson.WARNINGS)) {
                warnings.add(RecordJson.readLine(line.getAsJsonObject()));
            }
        }
        if (json.has(RecordJson.CHILDREN)) {
            for (JsonElement child : json.getAsJsonArray(RecordJson.CHILDREN)) {
                children.add(new StoredRecord(child.getAsJsonObject(), algorithms));
            }
        }
    }

    /**
     * Reads a record.
     *
     * @param algorithms finds an algorithm by name and version, when somebody looks at values
     * @throws IllegalArgumentException if something that every record has is missing or wrong
     */
    static StoredRecord of(JsonObject json, RecordedAlgorithms algorithms) {
        try {
            return new StoredRecord(json, algorithms);
        } catch (IllegalStateException | ClassCastException | NumberFormatException | DateTimeException e) {
            throw new IllegalArgumentException("a part of it is of another kind than it should be", e);
        }
    }

    private static JsonObject objectOrEmpty(JsonObject json, String name) {
        JsonElement part = json.get(name);
        return part == null ? new JsonObject() : part.getAsJsonObject();
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String algorithm() {
        return algorithm;
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public RunState state() {
        return state;
    }

    @Override
    public Optional<String> error() {
        return json.get(RecordJson.ERROR) instanceof JsonPrimitive error
                ? Optional.of(error.getAsString())
                : Optional.empty();
    }

    @Override
    public Instant started() {
        return started;
    }

    @Override
    public Duration duration() {
        return duration;
    }

    @Override
    public List<RunRecord> children() {
        return Collections.unmodifiableList(children);
    }

    @Override
    public List<LogLine> warnings() {
        return Collections.unmodifiableList(warnings);
    }

    @Override
    public Map<String, Object> inputs() {
        return values(inputs, RecordJson.INPUTS);
    }

    @Override
    public Map<String, Object> outputs() {
        return values(outputs, RecordJson.OUTPUTS);
    }

    private Map<String, Object> values(JsonObject recorded, String side) {
        Map<String, Object> values = new LinkedHashMap<>();
        @Nullable JsonObject instead = notKept.get(side) instanceof JsonObject object ? object : null;
        @Nullable CompiledAlgorithm descriptor = descriptor();
        recorded.asMap().forEach((name, value) -> {
            @Nullable Object kept = instead == null ? null : RecordJson.readKept(instead.get(name));
            values.put(name, kept != null ? kept : typed(descriptor, name, value));
        });
        return Collections.unmodifiableMap(values);
    }

    /** Returns the version that ran, unless it is gone or its declaration is wrong now. */
    private @Nullable CompiledAlgorithm descriptor() {
        @Nullable CompiledAlgorithm descriptor = algorithms.find(algorithm, version).orElse(null);
        try {
            if (descriptor != null) {
                // runs the declaration
                descriptor.slots();
            }
            return descriptor;
        } catch (InvalidDeclarationException e) {
            return null;
        }
    }

    /** Returns the value of a property's type, or the JSON as it is if that type does not take it. */
    private static Object typed(@Nullable CompiledAlgorithm descriptor, String name, JsonElement value) {
        @Nullable Property<?> property =
                descriptor == null ? null : descriptor.property(name).orElse(null);
        if (property == null || value.isJsonNull() || property.type().isSecret()) {
            return value;
        }
        try {
            return property.convert(value);
        } catch (Throwable e) {
            // foreign code: the type, which may be another one than it was
            return value;
        }
    }

    @Override
    public Optional<Object> value(String name) {
        @Nullable CompiledAlgorithm descriptor = descriptor();
        if (descriptor == null) {
            String known = spelling(name);
            @Nullable Object input = inputs().get(known);
            return Optional.ofNullable(input == null ? outputs().get(known) : input);
        }
        Slot slot = descriptor.requireSlot(name);
        @Nullable Object value =
                (slot.isInput() ? inputs() : outputs()).get(slot.property().name());
        @Nullable Object kept = value == null ? slot.defaultValue() : value;
        return kept == null || kept == value
                ? Optional.ofNullable(kept)
                : Optional.of(slot.property().copied(kept));
    }

    @Override
    public boolean isDefault(String name) {
        @Nullable CompiledAlgorithm descriptor = descriptor();
        if (descriptor == null) {
            spelling(name);
            // what had its default is not in the record
            return false;
        }
        Slot slot = descriptor.requireSlot(name);
        return !(slot.isInput() ? inputs : outputs).has(slot.property().name());
    }

    /** Returns the name as the record spells it. */
    private String spelling(String name) {
        List<String> names = new ArrayList<>(inputs.keySet());
        names.addAll(outputs.keySet());
        for (String known : names) {
            if (known.equalsIgnoreCase(name)) {
                return known;
            }
        }
        String message = "the record has no value of it, and " + algorithm + " v" + version
                + " is not there to tell its default; there are " + String.join(", ", names);
        throw InvalidPropertyException.of(
                algorithm,
                List.of(new Problem(name, Problem.UNKNOWN_PROPERTY, message, names, Nearest.to(name, names))));
    }

    @Override
    public JsonObject toJson() {
        return json.deepCopy();
    }

    /** Returns algorithm, version and state. */
    @Override
    public String toString() {
        return algorithm() + " v" + version() + " " + state().word();
    }
}
