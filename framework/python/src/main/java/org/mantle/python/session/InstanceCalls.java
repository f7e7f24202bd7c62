package org.mantle.python.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.Mantle;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmRun;

/** Mantid's verbs: instances whose properties are set one by one. Safe from many threads; each instance is one caller's at a time. */
final class InstanceCalls {

    private static final int MOST_INSTANCES = 10_000;

    private final Mantle mantle;
    private final KnownAlgorithms known;
    private final GivenValues given;
    private final RunCalls runs;
    private final Map<Long, AlgorithmInstance> instances = Collections.synchronizedMap(new Latest());

    /** Those that were used last: programs may die before they forget theirs. */
    private static final class Latest extends LinkedHashMap<Long, AlgorithmInstance> {

        private static final long serialVersionUID = 1L;

        Latest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, AlgorithmInstance> eldest) {
            return size() > MOST_INSTANCES && !eldest.getValue().isRunning();
        }
    }

    InstanceCalls(Mantle mantle, KnownAlgorithms known, GivenValues given, RunCalls runs) {
        this.mantle = mantle;
        this.known = known;
        this.given = given;
        this.runs = runs;
    }

    JsonElement create(CallArguments call) {
        AlgorithmDescriptor algorithm = known.get(call);
        AlgorithmInstance instance = call.flag("managed")
                ? mantle.manager().create(algorithm.name(), algorithm.version())
                : mantle.create(algorithm.name(), algorithm.version());
        instances.put(instance.id(), instance);
        return head(instance);
    }

    private static JsonObject head(AlgorithmInstance instance) {
        JsonObject json = new JsonObject();
        json.addProperty("instance", instance.id());
        json.addProperty("name", instance.descriptor().name());
        json.addProperty("version", instance.descriptor().version());
        return json;
    }

    /** Forgets an instance that the program has forgotten. */
    JsonElement release(CallArguments call) {
        instances.remove(call.number("instance"));
        return JsonNull.INSTANCE;
    }

    /** Returns the problems for which a value is refused; none when it is set. */
    JsonElement set(CallArguments call) {
        AlgorithmInstance instance = instance(call);
        String name = call.text("name");
        @Nullable JsonElement value = call.message().get("value");
        try {
            if (value == null || value.isJsonNull()) {
                instance.setProperty(name, null);
            } else {
                // checked however it is set
                Object allowed = given.of(instance.descriptor(), name, value);
                boolean isSecret = instance.descriptor()
                        .property(name)
                        .filter(property -> property.type().isSecret())
                        .isPresent();
                if (call.flag("asText") && value instanceof JsonPrimitive text && !isSecret) {
                    instance.setPropertyValue(name, text.getAsString());
                } else {
                    instance.setProperty(name, allowed);
                }
            }
            return new JsonArray();
        } catch (InvalidPropertyException e) {
            return ProblemText.toJson(e.problems());
        }
    }

    /** Returns a value of a property and its text. */
    JsonElement get(CallArguments call) {
        AlgorithmInstance instance = instance(call);
        String name = call.text("name");
        JsonObject json = new JsonObject();
        try {
            json.addProperty("text", instance.getPropertyValue(name));
            json.add("value", value(instance, name));
            json.add("problems", new JsonArray());
        } catch (InvalidPropertyException e) {
            json.add("problems", ProblemText.toJson(e.problems()));
        }
        return json;
    }

    private static JsonElement value(AlgorithmInstance instance, String name) {
        @Nullable Object value = instance.getProperty(name);
        Property<?> property = instance.descriptor().property(name).orElseThrow();
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        if (property.type().isInMemoryOnly()) {
            return new JsonPrimitive(instance.getPropertyValue(name));
        }
        boolean loops = instance.descriptor().isLoopedOver(property)
                || !property.direction().isInput();
        if (loops && value instanceof List<?> list && !isOf(property, value)) {
            JsonArray array = new JsonArray(list.size());
            list.forEach(entry -> array.add(entry == null ? JsonNull.INSTANCE : json(property, entry)));
            return array;
        }
        return json(property, value);
    }

    private static boolean isOf(Property<?> property, Object value) {
        try {
            property.type().fromObject(value);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    // what an instance holds is of its property's type
    @SuppressWarnings("unchecked")
    private static <T> JsonElement json(Property<T> property, Object value) {
        return property.type().toJson((T) value);
    }

    void execute(Answers answers, CallArguments call) {
        AlgorithmInstance instance = instance(call);
        AlgorithmRun run = runs.begin(answers, instance.descriptor(), instance::executeAsync);
        if (run != null) {
            runs.watch(answers, run);
        }
    }

    JsonElement state(CallArguments call) {
        AlgorithmInstance instance = instance(call);
        JsonObject json = new JsonObject();
        json.addProperty("isExecuted", instance.isExecuted());
        json.addProperty("isRunning", instance.isRunning());
        return json;
    }

    JsonElement cancel(CallArguments call) {
        instance(call).cancel();
        return JsonNull.INSTANCE;
    }

    /** Returns the instances that the host's manager has, the oldest first; all, or those of one algorithm. */
    JsonElement managed(CallArguments call) {
        String algorithm = call.textOr("algorithm", "");
        List<AlgorithmInstance> wanted = algorithm.isEmpty()
                ? mantle.manager().instances()
                : mantle.manager().instances(algorithm);
        JsonArray json = new JsonArray(wanted.size());
        for (AlgorithmInstance instance : wanted) {
            instances.put(instance.id(), instance);
            JsonObject head = head(instance);
            head.addProperty("isRunning", instance.isRunning());
            json.add(head);
        }
        return json;
    }

    /** Has the manager forget an instance that does not run. */
    JsonElement remove(CallArguments call) {
        return new JsonPrimitive(mantle.manager().remove(call.number("instance")));
    }

    JsonElement clear() {
        mantle.manager().clear();
        return JsonNull.INSTANCE;
    }

    JsonElement cancelAll() {
        return new JsonPrimitive(mantle.manager().cancelAll().size());
    }

    private AlgorithmInstance instance(CallArguments call) {
        long id = call.number("instance");
        AlgorithmInstance instance = instances.get(id);
        if (instance == null) {
            // released by one who forgot it, and found again by another
            instance = mantle.manager()
                    .find(id)
                    .orElseThrow(() -> new CallProblem("there is no such instance any more; create one"));
            instances.put(id, instance);
        }
        return instance;
    }
}
