package org.mantle.gateway.application;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mantle.framework.type.Nearest;

/** Reads the fields of an object in a file that people write, and collects all that is wrong with them. */
final class JsonFields {

    private final JsonObject object;
    private final String where;
    private final List<String> problems;

    /**
     * Begins to read; fields that nobody knows are problems.
     *
     * @param where the object's place, to be said before each problem; empty for the whole file
     */
    JsonFields(JsonObject object, String where, List<String> problems, List<String> known) {
        this.object = object;
        this.where = where;
        this.problems = problems;
        for (String name : object.keySet()) {
            if (!known.contains(name)) {
                problem(
                        name,
                        "there is no such field; "
                                + Nearest.to(name, known)
                                        .map(nearest -> "did you mean " + nearest + "?")
                                        .orElse("there are " + String.join(", ", known)));
            }
        }
    }

    void problem(String field, String words) {
        problems.add((where.isEmpty() ? field : where + "." + field) + ": " + words);
    }

    boolean has(String field) {
        return object.has(field);
    }

    Optional<JsonElement> any(String field) {
        return Optional.ofNullable(object.get(field));
    }

    Optional<String> text(String field) {
        Optional<String> text = any(field).flatMap(JsonFields::textOf);
        if (has(field) && text.isEmpty()) {
            problem(field, "needs a text");
        }
        return text;
    }

    private static Optional<String> textOf(JsonElement json) {
        return json instanceof JsonPrimitive primitive && primitive.isString()
                ? Optional.of(primitive.getAsString())
                : Optional.empty();
    }

    boolean flag(String field) {
        Optional<JsonElement> given = any(field);
        if (given.isPresent() && !(given.get() instanceof JsonPrimitive flag && flag.isBoolean())) {
            problem(field, "needs true or false");
            return false;
        }
        return given.isPresent() && given.get().getAsBoolean();
    }

    /** Returns a whole number from 1 on. */
    Optional<Long> count(String field, long most) {
        Optional<JsonElement> given = any(field);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (given.get() instanceof JsonPrimitive number && number.isNumber()) {
            BigDecimal value = number.getAsBigDecimal();
            boolean isWhole = value.stripTrailingZeros().scale() <= 0;
            if (isWhole && value.signum() > 0 && value.compareTo(BigDecimal.valueOf(most)) <= 0) {
                return Optional.of(value.longValueExact());
            }
        }
        problem(field, "needs a whole number from 1 to " + most + ", not " + given.get());
        return Optional.empty();
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        any(field).ifPresent(given -> {
            if (given instanceof JsonArray array
                    && array.asList().stream().allMatch(each -> textOf(each).isPresent())) {
                array.forEach(each -> texts.add(each.getAsString()));
            } else {
                problem(field, "needs a list of texts");
            }
        });
        return texts;
    }

    /** Returns the fields of an object in this one; it has none if it is not there. */
    JsonFields object(String field, List<String> known) {
        return new JsonFields(objectOf(field), where.isEmpty() ? field : where + "." + field, problems, known);
    }

    /** Returns what is in an object whose names are free, by name, and nothing if it is not there. */
    Map<String, JsonElement> entries(String field) {
        return objectOf(field).asMap();
    }

    private JsonObject objectOf(String field) {
        Optional<JsonElement> given = any(field);
        if (given.isPresent() && given.get() instanceof JsonObject inner) {
            return inner;
        }
        if (given.isPresent()) {
            problem(field, "needs an object");
        }
        return new JsonObject();
    }
}
