package org.mantle.framework.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.describe.AgentTool;
import org.mantle.framework.describe.AgentTools;
import org.mantle.framework.describe.AlgorithmSchema;
import org.mantle.framework.describe.ManualPages;
import org.mantle.framework.describe.OutputTexts;
import org.mantle.framework.describe.RunReport;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyMap;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.Outputs;

/** Runs the examples of {@code docs/faces.md}. */
class FacesPageTests {

    @TempDir
    Path folder;

    @Test
    void aDialogObeysTheConditions() {
        List<String> fields = new ArrayList<>();
        try (Mantle mantle = Mantle.load()) {
            // tag::dialog[]
            AlgorithmDescriptor algorithm = mantle.registry().get("SendText");
            PropertyMap filledIn = mantle.inputs(algorithm, Map.of("User", "ada", "Action", "Send"));
            for (Property<?> property : algorithm.properties()) {
                if (filledIn.isVisible(property)) {
                    fields.add(property.name() + (filledIn.isRequired(property) ? " (needed)" : ""));
                }
            }
            filledIn.problems().forEach(problem -> fields.add(problem.property() + ": " + problem.message()));
            // end::dialog[]
        }
        assertThat(fields)
                .containsExactly(
                        "User (needed)",
                        "Action",
                        "Text (needed)",
                        "Copies",
                        "Text: a value is needed when Action is Send");
    }

    @Test
    void schemasAreMadeFromTheDescriptor() {
        try (Mantle mantle = Mantle.load()) {
            // tag::schema[]
            AlgorithmDescriptor algorithm = mantle.registry().get("SendText");
            JsonObject inputs = AlgorithmSchema.ofInputs(algorithm);
            JsonObject outputs = AlgorithmSchema.ofOutputs(algorithm);
            // end::schema[]
            assertThat(inputs.getAsJsonObject("properties").keySet()).contains("User", "Action", "Password", "Text");
            assertThat(outputs.getAsJsonObject("properties").keySet()).isEmpty();
        }
    }

    @Test
    void agentsCallTools() throws IOException {
        Path file = Files.writeString(folder.resolve("poem.txt"), "one line\n\nand another\n");
        JsonObject arguments = new JsonObject();
        arguments.addProperty("File", file.toString());
        String name = "CountLines";
        try (Mantle mantle = Mantle.load()) {
            // tag::tools[]
            AgentTools tools = AgentTools.of(mantle.registry().listed());
            String answerToToolsList = tools.toJson().toString();
            // ... and when the agent calls one, with a JSON object of arguments:
            AgentTool tool = tools.find(name).orElseThrow();
            Outputs outputs = mantle.run(tool.algorithm(), arguments.asMap());
            JsonObject structuredContent = outputs.toJson();
            // end::tools[]
            assertThat(answerToToolsList).contains("\"name\":\"CountLines\"");
            assertThat(structuredContent).isEqualTo(JsonParser.parseString("{'Lines':3}"));
        }
    }

    @Test
    void programsAreToldHowARunEnded() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("poem.txt"), "one line\n");
        Map<String, Object> inputs = Map.of("File", file.toString());
        JsonObject report;
        OutputTexts texts;
        try (Mantle mantle = Mantle.load()) {
            // tag::report[]
            AlgorithmRun run = mantle.start("CountLines", inputs);
            Outputs outputs = run.outputs(); // waits; what it throws is told by failed(…) and cancelled()
            report = new RunReport(
                            run.descriptor().name(),
                            OptionalInt.of(run.descriptor().version()),
                            run.times().running(),
                            run.log().lines())
                    .completed(outputs);
            texts = OutputTexts.of(run.descriptor(), outputs);
            // end::report[]
        }
        assertThat(report.get("status").getAsString()).isEqualTo("Completed");
        assertThat(report.get("outputs")).isEqualTo(JsonParser.parseString("{'Lines':1}"));
        assertThat(texts.fields()).isEqualTo(Map.of("Lines", "1"));
    }

    @Test
    void manualPagesAreWritten() throws IOException {
        try (Mantle mantle = Mantle.load()) {
            // tag::manual[]
            Map<String, String> pages = ManualPages.of(mantle.registry().all());
            for (Map.Entry<String, String> page : pages.entrySet()) {
                Files.writeString(folder.resolve(page.getKey()), page.getValue());
            }
            // end::manual[]
        }
        assertThat(folder.resolve("README.md")).content().contains("[CountLines](CountLines-v1.md)");
        assertThat(folder.resolve("SendText-v1.md")).content().contains("a session for User, when Action is Send");
    }
}
