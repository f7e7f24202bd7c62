package org.mantle.framework.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyMap;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.type.Secret;

/** Runs the examples of {@code docs/framework.md}. */
class FrameworkPageTests {

    @TempDir
    Path folder;

    private Path poem() throws IOException {
        return Files.writeString(folder.resolve("poem.txt"), "one line\n\nand another\n");
    }

    @Test
    void runsByName() throws IOException {
        Path file = poem();
        // tag::run[]
        try (Mantle mantle = Mantle.load()) {
            Outputs outputs = mantle.run("CountLines", Map.of("File", file.toString(), "skip", "Blank"));
            Object lines = outputs.get("Lines"); // 2
            // end::run[]
            assertThat(lines).isEqualTo(2L);
        }
    }

    @Test
    void lists() {
        List<String> lines = new ArrayList<>();
        try (Mantle mantle = Mantle.load()) {
            // tag::list[]
            for (AlgorithmDescriptor algorithm : mantle.registry().inCategory("Text")) {
                lines.add(algorithm.name() + ": " + algorithm.summary());
                for (Property<?> property : algorithm.properties()) {
                    lines.add("  " + property.name() + ", " + property.type().word());
                }
            }
            mantle.registry().faults().forEach(fault -> lines.add(fault.source() + ": " + fault.message()));
            // end::list[]
        }
        assertThat(lines)
                .contains("CountLines: Counts the lines of a text file.", "  Lines, number", "SendText: Sends a text.");
    }

    @Test
    void runsByKeys() throws IOException {
        Path file = poem();
        try (Mantle mantle = Mantle.load()) {
            // tag::typed[]
            Map<String, Object> given = PropertyMap.builder()
                    .set(CountLines.FILE, file.toString())
                    .set(CountLines.SKIP, "Blank")
                    .build();
            long lines = mantle.call("CountLines", given, CountLines.LINES);
            // end::typed[]
            assertThat(lines).isEqualTo(2);
        }
    }

    @Test
    void reportsProblems() {
        List<String> lines = new ArrayList<>();
        try (Mantle mantle = Mantle.load()) {
            // tag::problems[]
            for (Problem problem : mantle.validate("CountLines", Map.of("Skip", "Blnk", "Shortest", "x"))) {
                lines.add(problem.property() + " (" + problem.code() + "): " + problem.message());
            }
            // end::problems[]
        }
        assertThat(lines)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("File (missing)"),
                        line -> assertThat(line).startsWith("Skip (notAllowed)").contains("did you mean Blank?"),
                        line -> assertThat(line).startsWith("Shortest (wrongType)"));
    }

    @Test
    void tellsErrorsApart() throws IOException {
        Path file = poem();
        Map<String, Object> given = Map.of("File", file.toString(), "Skip", "Short");
        List<String> shown = new ArrayList<>();
        try (Mantle mantle = Mantle.load()) {
            // tag::errors[]
            try {
                mantle.run("CountLines", given);
            } catch (InvalidPropertyException e) { // nothing has run: the caller can correct the inputs
                e.problems().forEach(problem -> shown.add(problem.message()));
            } catch (AlgorithmFailedException e) { // it ran and failed: the cause is what it threw
                shown.add(e.getMessage());
            }
            // end::errors[]
        }
        assertThat(shown).singleElement().asString().contains("a value is needed", "at least 1");
    }

    @Test
    void givesSecretsAndServices() {
        LocalOffice office = new LocalOffice();
        // tag::secrets[]
        Secret password = Secret.deferred("@file:/run/secrets/post", () -> readFromTheVault());
        try (Mantle mantle =
                Mantle.builder().service(SendText.Office.class, office).build()) {
            mantle.run("SendText", Map.of("User", "ada", "Password", password));
            mantle.run("SendText", Map.of("User", "ada", "Action", "Send", "Text", "hello"));
        }
        // end::secrets[]
        assertThat(office.sent).containsExactly("hello");
    }

    @Test
    void asksAContainerForServices() throws IOException {
        LocalOffice office = new LocalOffice();
        Map<Class<?>, Object> beans = Map.of(SendText.Office.class, office);
        // tag::resolver[]
        try (Mantle mantle = Mantle.builder().serviceResolver(beans::get).build()) { // a bean, or null
            mantle.services().get(SendText.Office.class).send("from the container");
        }
        // end::resolver[]
        assertThat(office.sent).containsExactly("from the container");
    }

    private static char[] readFromTheVault() {
        return "open sesame".toCharArray();
    }

    @Test
    void refusesWhatHasNotBeenPrepared() {
        try (Mantle mantle = Mantle.load()) {
            assertThat(mantle.validate("SendText", Map.of("User", "eve", "Action", "Send", "Text", "hello")))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message())
                            .isEqualTo("eve is not logged in; run the action LogIn first"));
            assertThat(mantle.validate(
                            "SendText",
                            Map.of("User", "eve", "Action", "Send", "Text", "x".repeat(9_999), "Copies", 2)))
                    .extracting(Problem::property)
                    .containsExactly("Copies");
        }
    }
}
