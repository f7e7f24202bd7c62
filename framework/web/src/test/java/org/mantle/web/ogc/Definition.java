package org.mantle.web.ogc;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.List;

/** The definition of the API as it is served, against which a validator that is not ours holds answers. */
final class Definition {

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(Dialects.getOpenApi30());

    private final JsonObject definition;

    Definition(String served) {
        definition = JsonParser.parseString(served).getAsJsonObject();
    }

    /** Returns what is wrong with JSON that should be as a schema of the definition has it. */
    List<String> faults(String schema, String json) {
        JsonObject whole = new JsonObject();
        whole.addProperty("$ref", "#/components/schemas/" + schema);
        whole.add("components", definition.get("components"));
        return faults(whole.toString(), REGISTRY, json);
    }

    static List<String> faults(String schema, SchemaRegistry registry, String json) {
        Schema compiled = registry.getSchema(schema, InputFormat.JSON);
        return compiled.validate(json, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    /** Returns every place that the definition refers to. */
    List<String> references() {
        List<String> references = new ArrayList<>();
        collect(definition, references);
        return references;
    }

    private static void collect(JsonElement json, List<String> references) {
        if (json.isJsonObject()) {
            json.getAsJsonObject().asMap().forEach((name, value) -> {
                if (name.equals("$ref")) {
                    references.add(value.getAsString());
                } else {
                    collect(value, references);
                }
            });
        } else if (json.isJsonArray()) {
            json.getAsJsonArray().forEach(each -> collect(each, references));
        }
    }

    boolean has(String reference) {
        JsonElement place = definition;
        for (String part : reference.substring(2).split("/")) {
            if (!place.isJsonObject() || !place.getAsJsonObject().has(part)) {
                return false;
            }
            place = place.getAsJsonObject().get(part);
        }
        return true;
    }
}
