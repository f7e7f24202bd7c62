package org.mantle.remote.pac;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mantle.commons.json.JsonForm;
import org.mantle.commons.json.StrictJson;
import org.mantle.framework.type.PropertyType;

/** The type of lists of rules which application runs a job; the text form is JSON. */
final class ApplicationRulesType implements PropertyType<List<ApplicationRule>> {

    static final ApplicationRulesType INSTANCE = new ApplicationRulesType();

    private static final String RUNNABLE = "runnable";
    private static final String APPLICATION = "application";
    private static final String PARAMETERS = "parameters";
    private static final String NEEDS = "needs a list of objects, each with a text for \"" + RUNNABLE
            + "\" and one for \"" + APPLICATION + "\", and perhaps an object of texts for \"" + PARAMETERS + "\"";

    private static final Set<String> KNOWN = Set.of(RUNNABLE, APPLICATION, PARAMETERS);

    private ApplicationRulesType() {}

    @Override
    public String word() {
        return "list";
    }

    @Override
    public List<ApplicationRule> fromText(String text) {
        try {
            return text.isEmpty() ? List.of() : fromJson(StrictJson.parse(text));
        } catch (JsonParseException e) {
            throw new IllegalArgumentException(NEEDS);
        }
    }

    /** Takes a list of maps, in the form that the file has. */
    @Override
    public List<ApplicationRule> fromObject(Object value) {
        if (value instanceof Collection<?>) {
            return fromJson(new Gson().toJsonTree(value));
        }
        throw new IllegalArgumentException(NEEDS);
    }

    @Override
    public List<ApplicationRule> fromJson(JsonElement json) {
        if (!(json instanceof JsonArray entries)) {
            throw new IllegalArgumentException(NEEDS);
        }
        List<ApplicationRule> rules = new ArrayList<>();
        for (JsonElement entry : entries) {
            if (!(entry instanceof JsonObject rule)) {
                throw new IllegalArgumentException(NEEDS);
            }
            if (!KNOWN.containsAll(rule.keySet())) {
                throw new IllegalArgumentException(NEEDS);
            }
            rules.add(new ApplicationRule(text(rule, RUNNABLE), text(rule, APPLICATION), parameters(rule)));
        }
        return List.copyOf(rules);
    }

    private static Map<String, String> parameters(JsonObject rule) {
        JsonElement given = rule.get(PARAMETERS);
        if (given == null) {
            return Map.of();
        }
        if (!(given instanceof JsonObject texts)) {
            throw new IllegalArgumentException(NEEDS);
        }
        Map<String, String> parameters = new TreeMap<>();
        texts.keySet().forEach(name -> parameters.put(name, text(texts, name)));
        return parameters;
    }

    private static String text(JsonObject rule, String name) {
        if (rule.get(name) instanceof JsonPrimitive value && value.isString()) {
            return value.getAsString();
        }
        throw new IllegalArgumentException(NEEDS);
    }

    @Override
    public String toText(List<ApplicationRule> value) {
        return value.isEmpty() ? "" : JsonForm.COMPACT.text(toJson(value));
    }

    @Override
    public JsonArray toJson(List<ApplicationRule> value) {
        JsonArray entries = new JsonArray();
        for (ApplicationRule rule : value) {
            JsonObject entry = new JsonObject();
            entry.addProperty(RUNNABLE, rule.runnable());
            entry.addProperty(APPLICATION, rule.application());
            if (!rule.parameters().isEmpty()) {
                JsonObject parameters = new JsonObject();
                rule.parameters().forEach(parameters::addProperty);
                entry.add(PARAMETERS, parameters);
            }
            entries.add(entry);
        }
        return entries;
    }

    @Override
    public JsonObject schema() {
        JsonObject text = new JsonObject();
        text.addProperty("type", "string");
        JsonObject members = new JsonObject();
        members.add(RUNNABLE, text);
        members.add(APPLICATION, text);
        JsonObject parameters = new JsonObject();
        parameters.addProperty("type", "object");
        parameters.add("additionalProperties", text);
        members.add(PARAMETERS, parameters);
        JsonArray required = new JsonArray();
        required.add(RUNNABLE);
        required.add(APPLICATION);
        JsonObject entry = new JsonObject();
        entry.addProperty("type", "object");
        entry.add("properties", members);
        entry.add("required", required);
        JsonObject schema = new JsonObject();
        schema.addProperty("type", "array");
        schema.add("items", entry);
        return schema;
    }

    @Override
    public List<ApplicationRule> emptyValue() {
        return List.of();
    }
}
