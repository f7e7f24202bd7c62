package org.mantle.framework.internal.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.file.HomeFolder;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.type.FileMode;

/** Data directories and the save directory of a host. */
class HostStorageTests {

    private static final Property<String> LOAD =
            Property.file("Load", FileMode.LOAD).defaultValue("given.nxs").build();
    private static final Property<String> OPTIONAL =
            Property.file("Optional", FileMode.OPTIONAL_LOAD).build();
    private static final Property<String> SAVE =
            Property.file("Save", FileMode.SAVE).defaultValue("out/result.nxs").build();
    private static final Property<String> DIRECTORY =
            Property.file("Directory", FileMode.OPTIONAL_DIRECTORY).build();
    private static final Property<List<List<String>>> SEVERAL =
            Property.of("Several", PropertyTypes.files(FileMode.OPTIONAL_LOAD)).build();
    private static final Property<Map<String, Object>> NESTED =
            Property.of("Nested", PropertyTypes.map(OPTIONAL)).build();
    private static final Property<List<String>> SEEN =
            Property.stringList("Seen").output().build();

    static final class Loads extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Loads")
                    .properties(LOAD, OPTIONAL, SAVE, DIRECTORY, SEVERAL, NESTED, SEEN)
                    .requiredWhen(Condition.isDefault(LOAD).not(), OPTIONAL);
        }

        @Override
        protected void execute(Context run) {
            run.set(
                    SEEN,
                    List.of(
                            run.get(LOAD),
                            run.get(OPTIONAL),
                            run.get(SAVE),
                            run.get(DIRECTORY),
                            run.get(SEVERAL).toString(),
                            run.get(NESTED).toString(),
                            "" + run.isDefault(LOAD) + run.isDefault(SAVE)));
        }
    }

    @TempDir
    private Path first;

    @TempDir
    private Path second;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(first.resolve("both.nxs"), "x");
        Files.writeString(second.resolve("both.nxs"), "x");
        Files.writeString(second.resolve("given.nxs"), "x");
        Files.createDirectories(second.resolve("deep"));
        Files.writeString(second.resolve("deep/scan.nxs"), "x");
    }

    private Mantle host() {
        return TestHosts.builder(Loads.class)
                .dataDirectories(first, second)
                .saveDirectory(first)
                .build();
    }

    @Test
    void relativeNamesAreFoundInTheDataDirectoriesAndSavedInTheSaveDirectory() {
        try (Mantle mantle = host()) {
            Outputs outputs = mantle.run(
                    "Loads",
                    Map.of(
                            "Load", "both.nxs",
                            "Optional", "deep/scan.nxs",
                            "Save", "new.nxs",
                            "Directory", "sub",
                            "Several", "both.nxs+none.nxs,deep/scan.nxs",
                            "Nested", Map.of("Optional", "given.nxs")));
            assertThat(outputs.get(SEEN))
                    .containsExactly(
                            first + "/both.nxs",
                            second + "/deep/scan.nxs",
                            first + "/new.nxs",
                            Path.of("sub").toAbsolutePath().toString(),
                            "[[" + first + "/both.nxs, none.nxs], [" + second + "/deep/scan.nxs]]",
                            "{Optional=" + second + "/given.nxs}",
                            "falsefalse");
        }
    }

    @Test
    void aDefaultIsLocatedTooAndStaysTheDefault() {
        try (Mantle mantle = host()) {
            for (Map<String, String> given : List.of(Map.<String, String>of(), Map.of("Load", "given.nxs"))) {
                assertThat(mantle.run("Loads", given).get(SEEN))
                        .startsWith(second + "/given.nxs", "", first + "/out/result.nxs")
                        .endsWith("truetrue");
            }
        }
        assertThat(first.resolve("out")).doesNotExist();
    }

    @Test
    void theWorkingDirectoryGoesFirst() {
        String here = Path.of("pom.xml").toAbsolutePath().toString();
        try (Mantle mantle = host()) {
            Files.writeString(first.resolve("pom.xml"), "x");
            assertThat(mantle.inputs("Loads", Map.of("Optional", "pom.xml")).find(OPTIONAL))
                    .contains(here);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theMessageOfAMissingFileSaysWhereItWasLookedFor() {
        try (Mantle mantle = host()) {
            Problem problem = mantle.validate("Loads", Map.of("Load", "none.nxs", "Optional", "x"))
                    .get(0);
            assertThat(problem.code()).isEqualTo("notFound");
            assertThat(problem.message())
                    .contains("\"none.nxs\" does not exist", first + " or " + second, "working directory");
            assertThat(mantle.validate("Loads", Map.of("Load", first + "/none.nxs", "Optional", "x"))
                            .get(0)
                            .message())
                    .doesNotContain(second.toString());
            assertThat(mantle.validate("Loads", Map.of("Optional", "none.nxs"))).isEmpty();
        }
    }

    @Test
    void theVerbsFindFilesToo() {
        try (Mantle mantle = host()) {
            AlgorithmInstance instance = mantle.create("Loads").setPropertyValue("Load", "both.nxs");
            assertThat(instance.getProperty("Load")).isEqualTo(first + "/both.nxs");
            assertThat(instance.setPropertyValue("Save", "a/b").getPropertyValue("Save"))
                    .isEqualTo(first + "/a/b");
        }
    }

    @Test
    void withoutDirectoriesARelativePathBeginsAtTheWorkingDirectoryAndTheTildeIsHome() {
        String here = Path.of("").toAbsolutePath().toString();
        String home = HomeFolder.of(System.getenv()).toString();
        LocatedType<?> load = LocatedType.of(PropertyTypes.file(FileMode.SAVE));
        assertThat(located(load, "a/b.nxs")).isEqualTo(here + "/a/b.nxs");
        assertThat(located(load, "~/b.nxs")).isEqualTo(Path.of(home, "b.nxs").toString());
        assertThat(located(load, "~ada/b.nxs")).isEqualTo(here + "/~ada/b.nxs");
        assertThat(located(LocatedType.of(PropertyTypes.file(FileMode.OPTIONAL_LOAD)), "no/such.nxs"))
                .isEqualTo("no/such.nxs");
        assertThat(located(load, "")).isEmpty();
        assertThat(LocatedType.of(PropertyTypes.STRING_LIST)).isNull();
        assertThat(LocatedType.of(PropertyTypes.listOf(PropertyTypes.file(FileMode.LOAD))))
                .isNotNull();
    }

    @SuppressWarnings("unchecked") // a file's value is its path
    private static String located(LocatedType<?> files, String path) {
        return ((LocatedType<String>) files).located(path, HostStorage.none());
    }
}
