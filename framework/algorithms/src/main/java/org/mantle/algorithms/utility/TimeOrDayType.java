package org.mantle.algorithms.utility;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.OffsetDateTime;
import org.mantle.commons.json.StrictJson;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.type.PropertyType;

/** The type of times, with a day for its beginning in UTC. */
final class TimeOrDayType implements PropertyType<OffsetDateTime> {

    static final TimeOrDayType INSTANCE = new TimeOrDayType();

    private static final PropertyType<OffsetDateTime> TIMES = PropertyTypes.DATE_TIME;

    private TimeOrDayType() {}

    @Override
    public String word() {
        return TIMES.word();
    }

    @Override
    public OffsetDateTime fromText(String text) {
        return TIMES.fromText(isDay(text) ? text + "T00:00:00Z" : text);
    }

    private static boolean isDay(String text) {
        return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    }

    @Override
    public String toText(OffsetDateTime value) {
        return TIMES.toText(value);
    }

    @Override
    public OffsetDateTime fromObject(Object value) {
        return TIMES.fromObject(value);
    }

    @Override
    public OffsetDateTime fromJson(JsonElement json) {
        return json.isJsonPrimitive() && json.getAsJsonPrimitive().isString()
                ? fromText(json.getAsString())
                : TIMES.fromJson(json);
    }

    @Override
    public JsonObject schema() {
        return StrictJson.parse("""
                {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]}
                """).getAsJsonObject();
    }
}
