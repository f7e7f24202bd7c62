package org.mantle.web.ogc;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mantle.commons.json.JsonLists;
import org.mantle.framework.describe.AlgorithmSchema;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;

/** Describes algorithms as processes. */
final class ProcessDescriptions {

    private final ProcessIds ids;

    ProcessDescriptions(ProcessIds ids) {
        this.ids = ids;
    }

    /** Returns what the list says of a process; no declaration is run for it. */
    JsonObject summary(AlgorithmDescriptor algorithm, String root) {
        String id = ids.of(algorithm);
        JsonObject json = new JsonObject();
        json.addProperty("id", id);
        json.addProperty("title", algorithm.name());
        json.addProperty("description", algorithm.summary());
        json.addProperty("version", Integer.toString(algorithm.version()));
        Set<String> keywords = new LinkedHashSet<>(algorithm.categories());
        keywords.addAll(algorithm.keywords());
        json.add("keywords", JsonLists.ofTexts(keywords));
        json.add("jobControlOptions", JsonLists.ofTexts(List.of("sync-execute", "async-execute", "dismiss")));
        json.add("outputTransmission", JsonLists.ofTexts(List.of("value", "reference")));
        json.add("links", links(id, root));
        return json;
    }

    private static JsonArray links(String id, String root) {
        String address = address(id, root);
        return new Links()
                .self(address)
                .add(Links.RELATION + "execute", Links.JSON, "run it", address + "/execution")
                .toJson();
    }

    static String address(String id, String root) {
        return root + "/processes/" + id;
    }

    /** Returns the whole description. */
    JsonObject description(AlgorithmDescriptor algorithm, String root) {
        JsonObject json = summary(algorithm, root);
        json.add("inputs", inputs(algorithm));
        JsonObject outputs = new JsonObject();
        properties(AlgorithmSchema.ofOutputs(algorithm)).asMap().forEach((name, schema) -> {
            JsonObject output = described(name, schema);
            outputs.add(name, output);
        });
        json.add("outputs", outputs);
        return json;
    }

    private static JsonObject inputs(AlgorithmDescriptor algorithm) {
        JsonObject inputs = new JsonObject();
        properties(AlgorithmSchema.ofInputs(algorithm)).asMap().forEach((name, schema) -> {
            Property<?> property = algorithm.property(name).orElseThrow();
            JsonObject input = described(name, schema);
            input.addProperty("minOccurs", algorithm.isMandatory(property) ? 1 : 0);
            if (algorithm.isLoopedOver(property)) {
                input.addProperty("maxOccurs", "unbounded");
            } else {
                input.addProperty("maxOccurs", 1);
            }
            inputs.add(name, input);
        });
        return inputs;
    }

    private static JsonObject properties(JsonObject schema) {
        return schema.getAsJsonObject("properties");
    }

    /** What a schema says in words is said outside it. */
    private static JsonObject described(String name, JsonElement schema) {
        JsonObject dialect = OpenApiSchema.of(schema);
        JsonObject json = new JsonObject();
        json.addProperty("title", name);
        JsonElement words = dialect.remove("description");
        if (words != null) {
            json.add("description", words);
        }
        json.add("schema", dialect);
        return json;
    }
}
