package org.mantle.framework.run;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Locale;

/**
 * One line that a run said.
 *
 * @param time when it was said
 * @param level how much it matters: {@code DEBUG}, {@code INFO}, {@code WARNING} or {@code ERROR}
 * @param algorithm the name of the algorithm that said it, which may be a part of the run
 * @param text what was said; at most 10,000 characters
 * @since 0.1.0
 */
public record LogLine(Instant time, System.Logger.Level level, String algorithm, String text) {

    /** How long a text may be. */
    public static final int LONGEST = 10_000;

    /** Returns the line as JSON, with the level in lower case. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("time", time.toString());
        json.addProperty("level", level.name().toLowerCase(Locale.ROOT));
        json.addProperty("algorithm", algorithm);
        json.addProperty("text", text);
        return json;
    }
}
