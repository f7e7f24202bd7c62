package org.mantle.framework.export;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.history.LargeValue;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmRegistry;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.type.Presentation;

/** Builds a PROV-JSON document, section by section. Used for one document. */
final class ProvenanceDocument {

    private static final String AGENT = "mantle:framework";

    private final AlgorithmRegistry registry;
    private final JsonObject entities = new JsonObject();
    private final JsonObject activities = new JsonObject();
    private final JsonObject agents = new JsonObject();
    private final JsonObject used = new JsonObject();
    private final JsonObject generated = new JsonObject();
    private final JsonObject associated = new JsonObject();
    private final JsonObject started = new JsonObject();
    private final Map<String, Made> madeLatest = new HashMap<>();
    private int relations;

    /** An entity, and the run that made it. */
    private record Made(String id, String maker) {}

    ProvenanceDocument(AlgorithmRegistry registry) {
        this.registry = registry;
    }

    JsonObject of(List<RunRecord> records) {
        JsonObject agent = new JsonObject();
        agent.add("prov:type", qualifiedName("prov:SoftwareAgent"));
        agent.addProperty("prov:label", "Mantle");
        agents.add(AGENT, agent);
        records.forEach(record -> add(record, Optional.empty()));

        JsonObject prefixes = new JsonObject();
        for (String prefix : List.of("mantle", "run", "value", "algorithm")) {
            prefixes.addProperty(prefix, prefix.equals("mantle") ? "urn:mantle:" : "urn:mantle:" + prefix + ":");
        }
        JsonObject document = new JsonObject();
        document.add("prefix", prefixes);
        document.add("entity", entities);
        document.add("activity", activities);
        document.add("agent", agents);
        document.add("used", used);
        document.add("wasGeneratedBy", generated);
        document.add("wasAssociatedWith", associated);
        document.add("wasStartedBy", started);
        for (String section : List.copyOf(document.keySet())) {
            if (document.getAsJsonObject(section).isEmpty()) {
                document.remove(section);
            }
        }
        return document;
    }

    private void add(RunRecord record, Optional<String> parent) {
        String run = "run:" + record.id();
        String plan = addPlan(record);
        JsonObject activity = new JsonObject();
        activity.addProperty("prov:startTime", record.started().toString());
        activity.addProperty("prov:endTime", record.ended().toString());
        activity.addProperty("prov:label", record.algorithm() + " v" + record.version());
        activity.addProperty("mantle:state", record.state().word());
        record.error().ifPresent(error -> activity.addProperty("mantle:error", error));
        activities.add(run, activity);

        relate(associated, "prov:activity", run, "prov:agent", AGENT).addProperty("prov:plan", plan);
        parent.ifPresent(starter -> relate(started, "prov:activity", run, "prov:starter", starter)
                .addProperty("prov:time", record.started().toString()));
        JsonObject json = record.toJson();
        addValues(record, record.inputs(), json.getAsJsonObject("inputs"), false);
        record.children().forEach(child -> add(child, Optional.of(run)));
        addValues(record, record.outputs(), json.getAsJsonObject("outputs"), true);
    }

    private String addPlan(RunRecord record) {
        String plan = "algorithm:" + local(record.algorithm()) + "-v" + record.version();
        JsonObject entity = new JsonObject();
        entity.add("prov:type", qualifiedName("prov:Plan"));
        entity.addProperty("prov:label", record.algorithm());
        entity.addProperty("mantle:version", record.version());
        entities.add(plan, entity);
        return plan;
    }

    private void addValues(RunRecord record, Map<String, Object> values, JsonObject json, boolean areMade) {
        int place = 0;
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            place++;
            String name = entry.getKey();
            JsonElement recorded = json.get(name);
            JsonObject entity = new JsonObject();
            String id;
            if (entry.getValue() instanceof LargeValue large) {
                id = shared("value:sha256-" + large.sha256(), record, areMade);
                entity.addProperty("mantle:sha256", large.sha256());
                entity.addProperty("mantle:characters", large.size());
            } else if (isFile(record, name) && recorded instanceof JsonPrimitive path) {
                id = shared("value:file-" + uuid(path.getAsString()), record, areMade);
                entity.addProperty("prov:location", path.getAsString());
            } else {
                id = "value:" + record.id() + (areMade ? ".out" : ".in") + place;
                entity.add("prov:value", literal(recorded));
            }
            entity.addProperty("prov:label", name);
            if (!entities.has(id)) {
                entities.add(id, entity);
            }
            relate(areMade ? generated : used, "prov:activity", "run:" + record.id(), "prov:entity", id)
                    .addProperty("prov:role", name);
        }
    }

    /**
     * Returns the entity of something that several runs may share. What is made is a new entity, since an entity is made once;
     * only a run around the one that made it made the same.
     */
    private String shared(String content, RunRecord record, boolean isMade) {
        Made latest = madeLatest.get(content);
        if (latest != null && (!isMade || latest.maker().startsWith(record.id() + "."))) {
            return latest.id();
        }
        String id = content;
        for (int next = 2; entities.has(id) && isMade; next++) {
            id = content + "-" + next;
        }
        if (isMade) {
            madeLatest.put(content, new Made(id, record.id()));
        }
        return id;
    }

    private boolean isFile(RunRecord record, String name) {
        try {
            return registry.find(record.algorithm())
                    .flatMap(algorithm -> algorithm.property(name))
                    .map(Property::presentation)
                    .filter(how -> how == Presentation.LOCAL_FILE || how == Presentation.LOCAL_DIRECTORY)
                    .isPresent();
        } catch (InvalidDeclarationException e) {
            // it was another one when it ran
            return false;
        }
    }

    private JsonObject relate(JsonObject section, String from, String fromId, String to, String toId) {
        JsonObject relation = new JsonObject();
        relation.addProperty(from, fromId);
        relation.addProperty(to, toId);
        section.add("_:r" + ++relations, relation);
        return relation;
    }

    /** A literal is a text, a number or a truth value; anything else is written as the text of its JSON. */
    private static JsonElement literal(JsonElement json) {
        return json instanceof JsonPrimitive primitive && (primitive.isString() || primitive.isBoolean())
                ? primitive
                : json instanceof JsonPrimitive number && JsonKinds.isNumber(number)
                        ? number
                        : new JsonPrimitive(JsonForm.SCRIPT.text(json));
    }

    private static JsonObject qualifiedName(String name) {
        JsonObject literal = new JsonObject();
        literal.addProperty("$", name);
        literal.addProperty("type", "prov:QUALIFIED_NAME");
        return literal;
    }

    /** Returns a name without the letters that qualified names do not have. */
    private static String local(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_]", "_");
        return plain.equals(name) ? name : plain + "-" + uuid(name);
    }

    private static UUID uuid(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
