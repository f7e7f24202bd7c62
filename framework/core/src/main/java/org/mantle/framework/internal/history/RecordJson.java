package org.mantle.framework.internal.history;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.history.LargeValue;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.history.UnkeptValue;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.Slot;
import org.mantle.framework.internal.compiled.StoringSwitch;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.LogLine;
import org.mantle.framework.type.Secret;

/**
 * Makes the JSON form of a record.
 *
 * <p>In place of a value that is not kept there is a text for people; what the record knows of it is in {@code notKept}, so that
 * no text is ever mistaken for it when the record is read back.
 */
final class RecordJson {

    static final String NUMBER = "number";
    static final String ID = "id";
    static final String ALGORITHM = "algorithm";
    static final String VERSION = "version";
    static final String STATUS = "status";
    static final String ERROR = "error";
    static final String STARTED = "started";
    static final String DURATION_MILLIS = "durationMillis";
    static final String INPUTS = "inputs";
    static final String OUTPUTS = "outputs";
    static final String NOT_KEPT = "notKept";
    static final String WARNINGS = "warnings";
    static final String CHILDREN = "children";
    static final String CHILDREN_LEFT_OUT = "childrenLeftOut";

    private static final String TYPE = "type";
    private static final String SIZE = "size";
    private static final String SHA_256 = "sha256";
    private static final String REASON = "reason";
    private static final String REFERENCE = "reference";
    private static final String SECRET = "secret";

    private RecordJson() {}

    static JsonArray of(List<RunRecord> records) {
        JsonArray json = new JsonArray();
        for (RunRecord record : records) {
            json.add(record.toJson());
        }
        return json;
    }

    static JsonObject of(LiveRecord record, CompiledAlgorithm descriptor) {
        JsonObject json = new JsonObject();
        json.addProperty(NUMBER, record.number());
        json.addProperty(ID, record.id());
        json.addProperty(ALGORITHM, record.algorithm());
        json.addProperty(VERSION, record.version());
        json.addProperty(STATUS, record.state().word());
        record.error().ifPresent(error -> json.addProperty(ERROR, error));
        json.addProperty(STARTED, record.started().toString());
        json.addProperty(DURATION_MILLIS, record.duration().toNanos() / 1e6);
        JsonObject notKept = new JsonObject();
        json.add(INPUTS, values(record.inputs(), descriptor, INPUTS, notKept));
        json.add(OUTPUTS, values(record.outputs(), descriptor, OUTPUTS, notKept));
        if (!notKept.isEmpty()) {
            json.add(NOT_KEPT, notKept);
        }
        if (!record.warnings().isEmpty()) {
            JsonArray warnings = new JsonArray();
            record.warnings().forEach(line -> warnings.add(line.toJson()));
            json.add(WARNINGS, warnings);
        }
        JsonArray nested = new JsonArray();
        record.children().forEach(child -> nested.add(child.toJson()));
        json.add(CHILDREN, nested);
        return json;
    }

    private static JsonObject values(
            Map<String, Object> values, CompiledAlgorithm descriptor, String side, JsonObject allNotKept) {
        JsonObject json = new JsonObject();
        JsonObject notKept = new JsonObject();
        values.forEach((name, value) -> {
            @Nullable Slot slot = descriptor.slotOrNull(name);
            Property<?> property = slot == null ? StoringSwitch.KEY : slot.property();
            @Nullable JsonObject kept = whatIsKept(value);
            if (kept != null) {
                json.addProperty(name, shown(value));
                notKept.add(name, kept);
                return;
            }
            try {
                json.add(name, property.toJson(value));
            } catch (Throwable e) {
                // foreign code: one value without a JSON form must not hide the other records
                UnkeptValue unkept = new UnkeptValue(property.type().word(), UnkeptValue.NO_JSON);
                json.addProperty(name, unkept.toString());
                notKept.add(name, whatIsKept(unkept));
            }
        });
        if (!notKept.isEmpty()) {
            allNotKept.add(side, notKept);
        }
        return json;
    }

    private static String shown(Object value) {
        return value instanceof Secret secret && !secret.reference().isEmpty() ? secret.reference() : value.toString();
    }

    private static @Nullable JsonObject whatIsKept(Object value) {
        JsonObject json = new JsonObject();
        if (value instanceof Secret secret) {
            json.addProperty(TYPE, SECRET);
            json.addProperty(REFERENCE, secret.reference());
        } else if (value instanceof LargeValue large) {
            json.addProperty(TYPE, large.type());
            json.addProperty(SIZE, large.size());
            json.addProperty(SHA_256, large.sha256());
        } else if (value instanceof UnkeptValue unkept) {
            json.addProperty(TYPE, unkept.type());
            json.addProperty(REASON, unkept.reason());
        } else {
            return null;
        }
        return json;
    }

    /** Reads back what {@code notKept} says of a value; {@code null} if it says nothing that can be understood. */
    static @Nullable Object readKept(@Nullable JsonElement json) {
        if (!(json instanceof JsonObject object)) {
            return null;
        }
        @Nullable String type = text(object, TYPE);
        @Nullable String reference = text(object, REFERENCE);
        @Nullable String digest = text(object, SHA_256);
        @Nullable String reason = text(object, REASON);
        if (type == null) {
            return null;
        }
        if (type.equals(SECRET) && reference != null) {
            return Secret.recorded(reference);
        }
        if (digest != null && object.get(SIZE) instanceof JsonPrimitive size && size.isNumber()) {
            return new LargeValue(type, size.getAsLong(), digest);
        }
        return reason == null ? null : new UnkeptValue(type, reason);
    }

    /** Reads back a line that a run said. */
    static LogLine readLine(JsonObject json) {
        return new LogLine(
                Instant.parse(require(json, "time").getAsString()),
                System.Logger.Level.valueOf(require(json, "level").getAsString().toUpperCase(Locale.ROOT)),
                require(json, "algorithm").getAsString(),
                require(json, "text").getAsString());
    }

    /**
     * Returns what is there by a name.
     *
     * @throws IllegalArgumentException if there is nothing, or nothing so simple
     */
    static JsonPrimitive require(JsonObject json, String name) {
        if (json.get(name) instanceof JsonPrimitive value) {
            return value;
        }
        throw new IllegalArgumentException("it has no \"" + name + "\"");
    }

    private static @Nullable String text(JsonObject json, String name) {
        return json.get(name) instanceof JsonPrimitive value && value.isString() ? value.getAsString() : null;
    }
}
