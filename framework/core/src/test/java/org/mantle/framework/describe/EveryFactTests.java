package org.mantle.framework.describe;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.type.Secret;
import org.mantle.validators.Validators;

/** What is declared about loops, old names, deprecation and remembering is told on every face. */
class EveryFactTests {

    private static final Property<Integer> NUMBER = Property.integer("Number")
            .mandatory()
            .validator(Validators.between(0, 9))
            .build();
    private static final Property<String> LABEL =
            Property.string("Label").remember(false).build();
    private static final Property<Secret> PASSWORD = Property.secret("Password").build();
    private static final Property<Integer> DOUBLED =
            Property.integer("Doubled").output().mandatory().build();
    private static final Property<Integer> LARGE =
            Property.integer("Large").output().build();

    private static void declare(Declaration declaration) {
        declaration
                .aliases("Twin")
                .alias("OldTwin", LocalDate.of(2026, 2, 3))
                .properties(NUMBER, LABEL, PASSWORD, DOUBLED, LARGE)
                .loopOver(NUMBER);
    }

    private static JsonElement parsed(String json) {
        return JsonParser.parseString(json);
    }

    private static JsonElement property(JsonObject schema, String name) {
        return schema.getAsJsonObject("properties").get(name);
    }

    @Test
    void theDescriptorsJsonTellsOfOldNamesAndDeprecation() {
        JsonObject fine = Declared.algorithm(EveryFactTests::declare).toJson();
        JsonObject deprecated = Declared.algorithm(
                        declaration -> declaration.properties(NUMBER).deprecated("Other", LocalDate.of(2026, 2, 4)))
                .toJson();
        JsonObject always = Declared.algorithm(
                        declaration -> declaration.properties(NUMBER).deprecated(""))
                .toJson();

        assertThat(fine.get("aliases")).isEqualTo(parsed("['Twin','OldTwin']"));
        assertThat(fine.get("deprecatedAliases")).isEqualTo(parsed("{'OldTwin':'2026-02-03'}"));
        assertThat(fine.get("deprecation").isJsonNull()).isTrue();
        assertThat(deprecated.get("deprecation")).isEqualTo(parsed("{'replacement':'Other','since':'2026-02-04'}"));
        assertThat(always.get("deprecation")).isEqualTo(parsed("{'replacement':'','since':null}"));
    }

    @Test
    void theManualTellsOfOldNamesLoopsAndWhatIsNotRemembered() {
        AlgorithmDescriptor algorithm = Declared.algorithm(EveryFactTests::declare);
        String page = ManualPages.of(List.of(algorithm)).get("Scripted-v1.md");

        assertThat(page)
                .contains("- Also called: `Twin`, `OldTwin` (not to be used any more from 2026-02-03 on)\n")
                .contains(
                        "- Must be between 0 and 9.\n- May also be a JSON list of such values; then there is one run for"
                                + " each.\n")
                .containsOnlyOnce("- Not remembered from one dialog to the next.\n");
        assertThat(AlgorithmManual.of(algorithm).aliasNote("Twin")).isEmpty();
    }

    @Test
    void anInputThatMayBeLoopedOverIsOneValueOrAListInTheSchemaOfATool() {
        AlgorithmDescriptor algorithm = Declared.algorithm(EveryFactTests::declare);
        JsonObject tool = AgentTools.of(List.of(algorithm)).tools().get(0).toJson();

        assertThat(property(tool.getAsJsonObject("inputSchema"), "Number")).isEqualTo(parsed("""
                {"anyOf": [
                   {"type": "integer", "minimum": 0, "maximum": 9},
                   {"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 9}, "minItems": 1}],
                 "description": "Must be between 0 and 9. May also be a JSON list of such values; then there is one run for each."}
                """));
        assertThat(property(tool.getAsJsonObject("inputSchema"), "Label")
                        .getAsJsonObject()
                        .get("type"))
                .isEqualTo(parsed("string"));
        assertThat(property(tool.getAsJsonObject("outputSchema"), "Doubled")
                        .getAsJsonObject()
                        .has("anyOf"))
                .isTrue();
    }

    @Test
    void whatALoopedRunGivesFitsTheSchemaOfTheOutputs() {
        try (Mantle mantle = Declared.host(EveryFactTests::declare, run -> {
            int number = run.get(NUMBER);
            run.set(DOUBLED, 2 * number);
            if (number > 5) {
                run.set(LARGE, number);
            }
        })) {
            AlgorithmDescriptor algorithm = mantle.registry().get("Scripted");
            IndependentValidator validator = new IndependentValidator(AlgorithmSchema.ofOutputs(algorithm));
            Outputs looped = mantle.run(algorithm, Map.of("Number", List.of(1, 7)));
            Outputs single = mantle.run(algorithm, Map.of("Number", 7));

            assertThat(looped.toJson()).isEqualTo(parsed("{'Doubled':[2,14],'Large':[null,7]}"));
            assertThat(validator.validate(looped.toJson())).isEmpty();
            assertThat(validator.validate(single.toJson())).isEmpty();
            assertThat(validator.validate(parsed("{'Doubled':[2,null]}").getAsJsonObject()))
                    .isNotEmpty();
        }
    }
}
