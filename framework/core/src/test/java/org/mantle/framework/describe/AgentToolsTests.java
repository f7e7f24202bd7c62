package org.mantle.framework.describe;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Precondition;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.run.AlgorithmDescriptor;

/** Algorithms as tools of the Model Context Protocol. */
class AgentToolsTests {

    /**
     * The answer to {@code tools/list} as the specification of 2025-06-18 has it, with the names that the common services of
     * language models take.
     */
    private static final String SHAPE = """
            {
              "type": "object",
              "required": ["tools"],
              "properties": {"tools": {"type": "array", "items": {
                "type": "object",
                "required": ["name", "inputSchema"],
                "properties": {
                  "name": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
                  "title": {"type": "string"},
                  "description": {"type": "string"},
                  "inputSchema": {"$ref": "#/$defs/objectSchema"},
                  "outputSchema": {"$ref": "#/$defs/objectSchema"},
                  "annotations": {"type": "object", "properties": {
                    "title": {"type": "string"},
                    "readOnlyHint": {"type": "boolean"},
                    "destructiveHint": {"type": "boolean"},
                    "idempotentHint": {"type": "boolean"},
                    "openWorldHint": {"type": "boolean"}}},
                  "_meta": {"type": "object"}
                },
                "additionalProperties": false
              }}},
              "$defs": {"objectSchema": {
                "type": "object",
                "required": ["type"],
                "properties": {
                  "type": {"const": "object"},
                  "properties": {"type": "object", "additionalProperties": {"type": "object"}},
                  "required": {"type": "array", "items": {"type": "string"}}
                },
                "not": {"anyOf": [{"required": ["allOf"]}, {"required": ["anyOf"]}, {"required": ["oneOf"]}]}
              }}
            }
            """;

    private static final Property<Integer> COUNT = Property.integer("Count").build();

    private static AlgorithmDescriptor named(String name, int version) {
        return Declared.algorithm(
                declaration -> declaration.name(name).version(version).properties(COUNT));
    }

    private static List<String> names(List<AlgorithmDescriptor> algorithms) {
        return AgentTools.of(algorithms).tools().stream().map(AgentTool::name).toList();
    }

    @Test
    void theListHasTheShapeOfTheProtocol() {
        JsonObject shape = JsonParser.parseString(SHAPE).getAsJsonObject();
        JsonObject tools = AgentTools.of(List.of(
                        named("Sum", 1),
                        named("Sum", 2),
                        named("Größter.Wert", 1),
                        Declared.algorithm(declaration -> declaration
                                .name("Send")
                                .properties(COUNT)
                                .requiredWhen(Condition.isDefault(COUNT), COUNT))))
                .toJson();

        assertThat(new IndependentValidator(shape).validate(tools)).isEmpty();
    }

    @Test
    void aToolSaysWhatItDoesAndWhatMustHaveHappenedBefore() {
        AgentTool tool = AgentTools.of(Declared.algorithms(declaration -> declaration
                        .name("Send")
                        .summary("Sends a text.")
                        .properties(COUNT)
                        .precondition(
                                Condition.isDefault(COUNT),
                                new Precondition("a session for User", (in, services, out) -> {}))))
                .tools()
                .get(0);

        JsonObject json = tool.toJson();
        assertThat(json.keySet()).containsExactly("name", "title", "description", "inputSchema", "outputSchema");
        assertThat(json.get("name").getAsString()).isEqualTo("Send");
        assertThat(json.get("title").getAsString()).isEqualTo("Send (version 1)");
        assertThat(json.get("description").getAsString())
                .isEqualTo("Sends a text.\nNeeded before: a session for User, when Count is not given.");
        assertThat(json.get("inputSchema")).isEqualTo(AlgorithmSchema.ofInputs(tool.algorithm()));
        assertThat(json.get("outputSchema")).isEqualTo(AlgorithmSchema.ofOutputs(tool.algorithm()));
    }

    @Test
    void theHighestVersionHasThePlainName() {
        assertThat(names(List.of(named("Sum", 2), named("Sum", 10), named("Sum", 1))))
                .containsExactly("Sum_v1", "Sum_v2", "Sum");
    }

    @Test
    void namesThatCollideAreToldApartWhateverTheirOrder() {
        List<AlgorithmDescriptor> algorithms = new ArrayList<>(List.of(
                named("Sum.v1", 1),
                named("Sum_v1", 1),
                named("Sum", 1),
                named("Sum", 2),
                named("sum-V1", 3),
                named("x".repeat(70), 1),
                named("x".repeat(71), 1),
                named("x".repeat(64), 1),
                named("äöü", 1)));
        List<String> names = names(algorithms);

        assertThat(names).allMatch(name -> name.matches("[A-Za-z0-9_-]{1,64}"));
        assertThat(names).doesNotHaveDuplicates().hasSize(9).contains("Sum", "Sum_v1", "___");
        assertThat(names.stream().map(name -> name.toLowerCase(java.util.Locale.ROOT)))
                .doesNotHaveDuplicates();
        AgentTools tools = AgentTools.of(algorithms);
        assertThat(tools.find("Sum_v1").orElseThrow().algorithm().name()).isEqualTo("Sum");
        assertThat(tools.find("sum_v1")).isEmpty();
        Collections.reverse(algorithms);
        assertThat(names(algorithms)).isEqualTo(names);
    }

    @Test
    void whatNoAgentCanOrShouldCallIsNotOffered() {
        Property<StringBuilder> object = Property.of("Object", PropertyTypes.javaObject(StringBuilder.class))
                .mandatory()
                .build();
        Property<StringBuilder> optional = Property.of("Object", PropertyTypes.javaObject(StringBuilder.class))
                .build();
        List<AlgorithmDescriptor> algorithms = Declared.algorithms(
                declaration -> declaration.name("Needs").properties(object),
                declaration -> declaration.name("Takes").properties(optional),
                declaration -> declaration.name("Old").deprecated("Takes"));

        assertThat(names(algorithms)).containsExactly("Takes");
    }

    @Test
    void theDescriptionOfASecretSaysHowToGiveIt() {
        JsonObject tool = AgentTools.of(Declared.algorithms(declaration -> declaration.properties(
                        Property.secret("Password").documentation("Yours.").build())))
                .tools()
                .get(0)
                .toJson();
        JsonElement password = tool.getAsJsonObject("inputSchema")
                .getAsJsonObject("properties")
                .get("Password");

        assertThat(password.getAsJsonObject().get("writeOnly").getAsBoolean()).isTrue();
        assertThat(tool.get("description").getAsString())
                .contains("Password is a secret", "@env:NAME", "@file:PATH", "the user's own machine");
    }
}
