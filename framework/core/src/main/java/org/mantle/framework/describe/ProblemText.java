package org.mantle.framework.describe;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.mantle.commons.json.JsonLists;
import org.mantle.framework.internal.text.FailureMessage;
import org.mantle.framework.property.Problem;

/**
 * Words for what is wrong: with an input, or in what was thrown.
 *
 * @since 0.1.0
 */
public final class ProblemText {

    private ProblemText() {}

    /**
     * Returns a problem in one printable line: the property, what is wrong, and, where the message does not name them itself, the
     * nearest name or the allowed values.
     */
    public static String line(Problem problem) {
        StringBuilder line = new StringBuilder();
        if (!problem.property().isEmpty()) {
            line.append(problem.property()).append(": ");
        }
        line.append(problem.message());
        problem.nearest()
                .filter(nearest -> !problem.message().contains(nearest))
                .ifPresent(nearest ->
                        line.append("; did you mean ").append(nearest).append('?'));
        if (problem.nearest().isEmpty() && !problem.allowed().stream().allMatch(problem.message()::contains)) {
            line.append(" (allowed: ")
                    .append(String.join(", ", problem.allowed()))
                    .append(')');
        }
        return PrintableText.of(line.toString()).replace('\n', ' ');
    }

    /**
     * Returns problems in their order as JSON, for programs: of each the property, the code, the message, what is allowed, and the nearest
     * allowed value or name, or null.
     */
    public static JsonArray toJson(List<Problem> problems) {
        JsonArray list = new JsonArray(problems.size());
        for (Problem problem : problems) {
            JsonObject json = new JsonObject();
            json.addProperty("property", problem.property());
            json.addProperty("code", problem.code());
            json.addProperty("message", problem.message());
            json.add("allowed", JsonLists.ofTexts(problem.allowed()));
            json.addProperty("nearest", problem.nearest().orElse(null));
            list.add(json);
        }
        return list;
    }

    /** Returns the message of what was thrown; when it brought none, that of its cause, or the simple name of its class. */
    public static String message(Throwable thrown) {
        return FailureMessage.of(thrown);
    }
}
