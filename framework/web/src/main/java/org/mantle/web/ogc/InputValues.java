package org.mantle.web.ogc;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.StrictJson;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.describe.SecretReference;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.web.http.WebProblem;

/** Turns inputs as the standard has them (values, wrapped values, links) into those of a run. */
final class InputValues {

    /** How many bytes a link may lead to. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final Set<String> WRAPPING = Set.of("value", "mediaType", "encoding", "schema", "format");
    private static final Set<String> LINK = Set.of("href", "rel", "type", "hreflang", "title");

    private final AlgorithmDescriptor algorithm;
    private final OutsideCalls calls;
    private final long deadline;
    private final List<Problem> problems = new ArrayList<>();

    private InputValues(AlgorithmDescriptor algorithm, OutsideCalls calls) {
        this.algorithm = algorithm;
        this.calls = calls;
        deadline = calls.deadline();
    }

    /**
     * Returns the inputs of a run.
     *
     * @throws WebProblem with status 400 if a link leads nowhere, or a secret is a reference
     */
    static Map<String, Object> of(Map<String, JsonElement> given, AlgorithmDescriptor algorithm, OutsideCalls calls) {
        InputValues values = new InputValues(algorithm, calls);
        Map<String, Object> inputs = new LinkedHashMap<>();
        given.forEach((name, value) -> inputs.put(name, values.value(name, value)));
        if (!values.problems.isEmpty()) {
            throw OgcProblems.invalid(values.problems);
        }
        return inputs;
    }

    private Object value(String name, JsonElement given) {
        Property<?> property = algorithm.property(name).orElse(null);
        if (property == null) {
            // the run tells of it, with the nearest right name
            return given;
        }
        JsonElement value = unwrapped(property, given);
        if (property.type().isSecret() && value instanceof JsonPrimitive text) {
            return secret(property, text.getAsString());
        }
        return value;
    }

    /** A caller who comes by a network could read the variables and files of this process by references. */
    private Object secret(Property<?> property, String text) {
        try {
            return SecretReference.fromNetwork(text);
        } catch (IllegalArgumentException e) {
            problems.add(Problem.of(property.name(), Problem.UNAVAILABLE, ProblemText.message(e)));
            return "";
        }
    }

    private JsonElement unwrapped(Property<?> property, JsonElement given) {
        if (given instanceof JsonArray array) {
            JsonArray unwrapped = new JsonArray(array.size());
            array.forEach(each -> unwrapped.add(unwrapped(property, each)));
            return unwrapped;
        }
        if (!(given instanceof JsonObject object)) {
            return given;
        }
        if (object.has("href") && LINK.containsAll(object.keySet())) {
            return fetched(property, object);
        }
        JsonElement inner = object.get("value");
        if (inner == null || !WRAPPING.containsAll(object.keySet())) {
            return given;
        }
        if (isObject(property) && !inner.isJsonObject()) {
            // not wrapped at all, but an object that has such a member
            return given;
        }
        boolean isBase64 = object.get("encoding") instanceof JsonPrimitive encoding
                && encoding.getAsString().equals("base64");
        if (isBase64 && !takesBase64(property) && inner instanceof JsonPrimitive text) {
            try {
                byte[] bytes = Base64.getMimeDecoder().decode(text.getAsString());
                return new JsonPrimitive(new String(bytes, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                problems.add(Problem.of(property.name(), Problem.WRONG_TYPE, "the value is not in base64, as it says"));
            }
        }
        return inner;
    }

    private JsonElement fetched(Property<?> property, JsonObject link) {
        try {
            OutsideCalls.Fetched fetched =
                    calls.fetch(OutsideCalls.address("href", link.get("href")), MOST_BYTES, deadline);
            if (takesBase64(property)) {
                return new JsonPrimitive(Base64.getEncoder().encodeToString(fetched.content()));
            }
            String text = new String(fetched.content(), StandardCharsets.UTF_8);
            return fetched.type().contains("json") ? StrictJson.parse(text) : new JsonPrimitive(text);
        } catch (WebProblem e) {
            problems.add(Problem.of(property.name(), Problem.INVALID, e.detail()));
        } catch (JsonParseException e) {
            problems.add(Problem.of(property.name(), Problem.INVALID, "what the link leads to " + e.getMessage()));
        } catch (IOException e) {
            problems.add(Problem.of(
                    property.name(), Problem.INVALID, "what the link leads to cannot be had: " + e.getMessage()));
        }
        return new JsonPrimitive("");
    }

    private static boolean isObject(Property<?> property) {
        return isWord(property.type().schema().get("type"), "object");
    }

    private static boolean takesBase64(Property<?> property) {
        return isWord(property.type().schema().get("contentEncoding"), "base64");
    }

    private static boolean isWord(@Nullable JsonElement element, String word) {
        return element instanceof JsonPrimitive text && text.getAsString().equals(word);
    }
}
