package org.mantle.framework.internal.type;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.text.Json;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.IsoDateTime;

/** The type of dates with a time, in ISO 8601; without an offset they are in UTC. */
public final class DateTimeType implements PropertyType<OffsetDateTime> {

    private static final int LAST_YEAR = 9999;

    @Override
    public String word() {
        return "date-time";
    }

    @Override
    public OffsetDateTime fromText(String text) {
        try {
            return IsoDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("needs " + IsoDateTime.WORDS, e);
        }
    }

    @Override
    public String toText(OffsetDateTime value) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(value);
    }

    @Override
    public OffsetDateTime fromObject(Object value) {
        if (value instanceof OffsetDateTime dateTime) {
            return requireFourDigits(dateTime);
        }
        if (value instanceof Instant instant) {
            return requireFourDigits(instant);
        }
        throw new IllegalArgumentException("needs a date and time with an offset, not a "
                + value.getClass().getSimpleName());
    }

    private static OffsetDateTime requireFourDigits(Instant value) {
        try {
            return requireFourDigits(value.atOffset(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            // instants go further than dates
            throw wrongYear(e);
        }
    }

    private static OffsetDateTime requireFourDigits(OffsetDateTime value) {
        if (value.getYear() < 0 || value.getYear() > LAST_YEAR) {
            throw wrongYear(null);
        }
        return value;
    }

    private static IllegalArgumentException wrongYear(@Nullable Exception cause) {
        return new IllegalArgumentException("needs a year from 0 to " + LAST_YEAR, cause);
    }

    @Override
    public OffsetDateTime fromJson(JsonElement json) {
        return fromText(Json.text(json, IsoDateTime.WORDS));
    }

    @Override
    public JsonObject schema() {
        JsonObject schema = Json.schema("string");
        schema.addProperty("format", "date-time");
        return schema;
    }
}
