package org.mantle.framework.describe;

import com.google.gson.JsonObject;
import org.mantle.framework.run.AlgorithmDescriptor;

/**
 * An algorithm as a tool that a language model may call, in the form of the Model Context Protocol.
 *
 * @param name the tool's name: 1 to 64 ASCII letters, digits, dashes and underscores, and that of no other tool of the list
 * @param algorithm what to run when the tool is called
 * @param description what the tool does and what must have happened before
 * @since 0.1.0
 */
public record AgentTool(String name, AlgorithmDescriptor algorithm, String description) {

    /** Returns name and version, for people. */
    public String title() {
        return algorithm.name() + " (version " + algorithm.version() + ")";
    }

    /**
     * Returns the tool as one element of the answer to {@code tools/list}: name, title, description, input schema and output
     * schema.
     *
     * <p>There are no annotations: whether a tool only reads, destroys something or may be repeated, no declaration says.
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("title", title());
        json.addProperty("description", description);
        json.add("inputSchema", AlgorithmSchema.ofInputs(algorithm));
        json.add("outputSchema", AlgorithmSchema.ofOutputs(algorithm));
        return json;
    }
}
