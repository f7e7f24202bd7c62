package org.mantle.web.ogc;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.type.Nearest;
import org.mantle.web.http.WebProblem;

/**
 * What is to be executed, and how its results are wanted: the body of an execute request.
 *
 * @param inputs the inputs as given, by name
 * @param form how the results are given
 * @param subscriber who is to be told of what becomes of it; empty for nobody
 */
record ExecuteRequest(Map<String, JsonElement> inputs, ResultForm form, Subscriber subscriber) {

    private static final Set<String> MEMBERS = Set.of("inputs", "outputs", "response", "subscriber");
    private static final Set<String> MODES = Set.of("value", "reference");

    /**
     * Reads the body.
     *
     * @throws WebProblem with status 400 if it is no execute request
     */
    static ExecuteRequest of(JsonElement body, AlgorithmDescriptor algorithm) {
        if (!(body instanceof JsonObject json)) {
            throw OgcProblems.invalid("the body must be a JSON object, such as {\"inputs\": {}}");
        }
        Set<String> unknown = new TreeSet<>(json.keySet());
        unknown.removeAll(MEMBERS);
        if (!unknown.isEmpty()) {
            throw OgcProblems.invalid("an execute request has no \"" + String.join("\", \"", unknown)
                    + "\"; it can have inputs, outputs, response and subscriber");
        }
        Map<String, JsonElement> inputs =
                new LinkedHashMap<>(object(json, "inputs").asMap());
        return new ExecuteRequest(
                inputs,
                new ResultForm(isDocument(json), outputs(json, algorithm)),
                Subscriber.of(object(json, "subscriber")));
    }

    private static JsonObject object(JsonObject json, String name) {
        JsonElement value = json.get(name);
        if (value == null || value.isJsonNull()) {
            return new JsonObject();
        }
        if (value instanceof JsonObject object) {
            return object;
        }
        throw OgcProblems.invalid("\"" + name + "\" must be a JSON object");
    }

    private static boolean isDocument(JsonObject json) {
        String response = text(json.get("response"), "raw");
        if (!response.equals("raw") && !response.equals("document")) {
            throw OgcProblems.invalid("\"response\" is \"" + response + "\"; it can be raw or document");
        }
        return response.equals("document");
    }

    private static String text(@Nullable JsonElement value, String otherwise) {
        if (value == null || value instanceof JsonNull) {
            return otherwise;
        }
        return value instanceof JsonPrimitive primitive ? primitive.getAsString() : value.toString();
    }

    private static Map<String, Boolean> outputs(JsonObject json, AlgorithmDescriptor algorithm) {
        Map<String, Boolean> references = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        object(json, "outputs").asMap().forEach((name, how) -> {
            Property<?> output = algorithm
                    .property(name)
                    .filter(property -> property.direction() != Direction.INPUT)
                    .orElse(null);
            String mode = how instanceof JsonObject wish ? text(wish.get("transmissionMode"), "value") : "value";
            if (output == null) {
                problems.add(unknown(name, algorithm));
            } else if (!MODES.contains(mode)) {
                problems.add(Problem.of(
                        output.name(),
                        Problem.INVALID,
                        "transmissionMode is \"" + mode + "\"; it can be value or reference"));
            } else {
                references.put(output.name(), mode.equals("reference"));
            }
        });
        if (!problems.isEmpty()) {
            throw OgcProblems.invalid(problems);
        }
        return references;
    }

    private static Problem unknown(String name, AlgorithmDescriptor algorithm) {
        List<String> names = algorithm.properties().stream()
                .filter(property -> property.direction() != Direction.INPUT)
                .map(Property::name)
                .toList();
        return new Problem(
                name,
                Problem.UNKNOWN_PROPERTY,
                algorithm.name() + " has no output \"" + name + "\"; it has " + String.join(", ", names),
                names,
                Nearest.to(name, names));
    }
}
