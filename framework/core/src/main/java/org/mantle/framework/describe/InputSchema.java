package org.mantle.framework.describe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mantle.commons.json.JsonLists;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;

/** Writes the schema of an algorithm's inputs. */
final class InputSchema {

    private final AlgorithmDescriptor algorithm;
    private final JsonObject properties = new JsonObject();
    private final Set<String> required = new LinkedHashSet<>();
    private final Map<JsonElement, Consequence> rules = new LinkedHashMap<>();

    /** What holds when a condition does. */
    private record Consequence(JsonObject properties, Set<String> required) {
        Consequence() {
            this(new JsonObject(), new LinkedHashSet<>());
        }
    }

    InputSchema(AlgorithmDescriptor algorithm) {
        this.algorithm = algorithm;
    }

    JsonObject build() {
        for (Property<?> property : algorithm.properties()) {
            if (property.direction() != Direction.OUTPUT) {
                add(property);
            }
        }
        JsonObject schema = object(properties, required);
        addRules(schema);
        return schema;
    }

    /** Returns the schema of an object with certain properties and no others. */
    static JsonObject object(JsonObject properties, Set<String> required) {
        JsonObject schema = new JsonObject();
        schema.addProperty("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.addProperty("type", "object");
        schema.add("properties", properties);
        schema.add("required", JsonLists.ofTexts(required));
        schema.addProperty("additionalProperties", false);
        return schema;
    }

    private void add(Property<?> property) {
        List<Condition> visibleWhen = algorithm.visibleWhen(property);
        boolean computed = algorithm.computedDefault(property).isPresent();
        boolean needed = property.needsValue() && !computed;
        JsonObject allowed = ValueSchema.ofAllowed(property);
        if (property.needsValue()) {
            ValueSchema.add(ValueSchema.somethingOf(property), allowed);
        }
        if (visibleWhen.isEmpty()) {
            describe(property, orList(property, allowed));
            if (needed) {
                required.add(property.name());
            }
        } else {
            JsonObject form = ValueSchema.ofForm(property);
            // where a list is meant too, a rule must say what it is about
            if (!algorithm.isLoopedOver(property)) {
                allowed.asMap()
                        .entrySet()
                        .removeIf(keyword -> keyword.getValue().equals(form.get(keyword.getKey())));
            }
            describe(property, orList(property, form));
            addRule(surely(visibleWhen), property, orList(property, allowed), needed);
        }
        for (Condition condition : algorithm.requiredWhen(property)) {
            List<Condition> all = new ArrayList<>(visibleWhen);
            all.add(condition);
            addRule(surely(all), property, something(property), !computed && CallExample.defaultIsNothing(property));
        }
    }

    private JsonObject orList(Property<?> property, JsonObject value) {
        return algorithm.isLoopedOver(property) ? LoopSchema.valueOrList(property, value) : value;
    }

    private JsonObject something(Property<?> property) {
        JsonObject something = ValueSchema.somethingOf(property);
        if (!algorithm.isLoopedOver(property) || something.isEmpty()) {
            return something;
        }
        JsonObject value = ValueSchema.ofForm(property);
        ValueSchema.add(something, value);
        return LoopSchema.valueOrList(property, value);
    }

    private void describe(Property<?> property, JsonObject schema) {
        if (property.type().isInMemoryOnly()) {
            return;
        }
        String words = PropertyManual.of(algorithm, property).allWords();
        if (!words.isEmpty()) {
            schema.addProperty("description", words);
        }
        JsonObject notes = property.schema();
        for (String note : List.of("default", "examples")) {
            if (notes.has(note)) {
                schema.add(note, notes.get(note));
            }
        }
        properties.add(property.name(), schema);
    }

    private JsonElement surely(List<Condition> conditions) {
        return Schemas.all(conditions.stream()
                .map(condition -> ConditionSchema.of(condition, algorithm).surely())
                .toList());
    }

    private void addRule(JsonElement when, Property<?> property, JsonObject value, boolean needed) {
        if (when.equals(Schemas.NOTHING) || (value.isEmpty() && !needed)) {
            return;
        }
        Consequence then = rules.computeIfAbsent(when, unused -> new Consequence());
        if (needed) {
            then.required().add(property.name());
        }
        if (!value.isEmpty() && !property.type().isInMemoryOnly()) {
            if (!then.properties().has(property.name())) {
                then.properties().add(property.name(), new JsonObject());
            }
            ValueSchema.add(value, then.properties().getAsJsonObject(property.name()));
        }
    }

    /** Several services that take such schemas refuse an {@code allOf} at the outermost level, but none an {@code if}. */
    private void addRules(JsonObject schema) {
        List<JsonObject> all = new ArrayList<>();
        rules.forEach((when, then) -> {
            JsonObject consequence = new JsonObject();
            if (!then.properties().isEmpty()) {
                consequence.add("properties", then.properties());
            }
            if (!then.required().isEmpty()) {
                consequence.add("required", JsonLists.ofTexts(then.required()));
            }
            JsonObject rule = Schemas.of("if", when);
            rule.add("then", consequence);
            all.add(rule);
        });
        if (all.size() == 1) {
            schema.asMap().putAll(all.get(0).asMap());
        } else if (!all.isEmpty()) {
            JsonArray array = new JsonArray();
            all.forEach(array::add);
            schema.add("if", Schemas.of("type", new JsonPrimitive("object")));
            schema.add("then", Schemas.of("allOf", array));
        }
    }
}
