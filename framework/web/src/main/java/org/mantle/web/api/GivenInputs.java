package org.mantle.web.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mantle.framework.Mantle;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.describe.SecretReference;
import org.mantle.framework.property.Problem;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.type.Secret;
import org.mantle.web.http.WebProblem;

/**
 * What a page gives for one run: the values of fields, and its secrets apart from them. To look at what is filled in, a page names its
 * secrets only, so that each is sent once, with the run that needs it.
 */
record GivenInputs(AlgorithmDescriptor algorithm, Map<String, JsonElement> values, Map<String, String> secrets) {

    private static final String TYPED = "typed";

    /** Reads the inputs of a call whose body names the algorithm itself. */
    static GivenInputs of(Mantle mantle, JsonObject body) {
        return of(algorithm(mantle, body), body);
    }

    static AlgorithmDescriptor algorithm(Mantle mantle, JsonObject body) {
        Optional<String> version = body.get("version") instanceof JsonPrimitive number
                ? Optional.of(number.getAsString())
                : Optional.empty();
        return AlgorithmCalls.find(mantle, text(body, "algorithm"), version);
    }

    static GivenInputs of(AlgorithmDescriptor algorithm, JsonObject body) {
        Map<String, JsonElement> values = new LinkedHashMap<>();
        if (body.get("values") instanceof JsonObject given) {
            given.entrySet().forEach(value -> values.put(value.getKey(), value.getValue()));
        }
        Map<String, String> secrets = new LinkedHashMap<>();
        if (body.get("secrets") instanceof JsonObject given) {
            given.keySet().forEach(name -> secrets.put(name, text(given, name)));
        } else if (body.get("secrets") instanceof JsonArray names) {
            for (JsonElement name : names) {
                if (!(name instanceof JsonPrimitive text)) {
                    throw WebProblem.of(
                            400, "\"secrets\" has something that is no name; give the names of those that are typed");
                }
                secrets.put(text.getAsString(), TYPED);
            }
        }
        return new GivenInputs(algorithm, values, secrets);
    }

    private static String text(JsonObject body, String name) {
        if (body.get(name) instanceof JsonPrimitive text && text.isString()) {
            return text.getAsString();
        }
        throw WebProblem.of(400, "\"" + name + "\" is missing, or no text; give a text");
    }

    /** Returns every problem that a run would be refused for, as far as that can be told without the secrets themselves. */
    List<Problem> problems(RunStarter starter) {
        Map<String, Object> given = new LinkedHashMap<>(values);
        secrets.keySet().forEach(name -> given.put(name, unread()));
        return starter.problems(algorithm, given);
    }

    /** Returns what is filled in, for one run of a loop. */
    Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            boolean loops = value instanceof JsonArray
                    && algorithm.property(name).map(algorithm::isLoopedOver).orElse(false);
            if (!loops) {
                shown.put(name, value);
            } else if (!value.getAsJsonArray().isEmpty()) {
                shown.put(name, value.getAsJsonArray().get(0));
            }
        });
        secrets.keySet().forEach(name -> shown.put(name, unread()));
        return shown;
    }

    /** Stands for a secret that nobody needs to read yet. */
    private static Secret unread() {
        return Secret.deferred(TYPED, () -> {
            throw new IOException("it was not sent");
        });
    }

    /**
     * Returns what to give to a run. The secrets are the run's own, which wipes them.
     *
     * @throws WebProblem if a secret is a reference: whoever calls over a network must not read the secrets and files of the host
     */
    Map<String, Object> forRun() {
        List<Problem> references = new ArrayList<>();
        Map<String, Object> given = new LinkedHashMap<>(values);
        secrets.forEach((name, secret) -> {
            try {
                Object resolved = SecretReference.fromNetwork(secret);
                given.put(name, resolved instanceof String plain ? Secret.forRun(plain.toCharArray()) : resolved);
            } catch (IllegalArgumentException e) {
                references.add(Problem.of(name, Problem.UNAVAILABLE, ProblemText.message(e)));
            }
        });
        if (!references.isEmpty()) {
            throw WebProblem.of(references);
        }
        return given;
    }
}
