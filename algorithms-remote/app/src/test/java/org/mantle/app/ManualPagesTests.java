package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.describe.ManualPages;

/** The manual in {@code docs/algorithms} says what is declared, of every algorithm on the class path. */
class ManualPagesTests {

    private static final Path FOLDER = Path.of(System.getProperty("mantle.root"), "docs", "algorithms");

    private static final String ADVICE =
            "docs/algorithms is not what the declarations say. Generate it again, look at the"
                    + " difference, and commit it:\n  mvn test -pl algorithms-remote/app -am -Dtest=org.mantle.app.ManualPagesTests"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dmantle.docs.update=true";

    @Test
    void theManualIsInStepWithTheDeclarations() throws IOException {
        Map<String, String> declared;
        try (Mantle mantle = Mantle.load()) {
            assertThat(mantle.registry().faults()).isEmpty();
            declared = new TreeMap<>(ManualPages.of(mantle.registry().all()));
        }
        assertThat(declared).containsKeys("README.md", "SCARFTomoReconstruction-v1.md");
        if (Boolean.getBoolean("mantle.docs.update")) {
            write(declared);
        }
        Map<String, String> written = read();
        assertThat(written.keySet()).as(ADVICE).isEqualTo(declared.keySet());
        written.forEach(
                (file, text) -> assertThat(text).as(file + ": " + ADVICE).isEqualTo(declared.get(file)));
    }

    private static void write(Map<String, String> pages) throws IOException {
        Files.createDirectories(FOLDER);
        for (String old : read().keySet()) {
            Files.delete(FOLDER.resolve(old));
        }
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
        }
    }

    private static Map<String, String> read() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        if (Files.isDirectory(FOLDER)) {
            try (Stream<Path> files = Files.list(FOLDER)) {
                for (Path file : files.toList()) {
                    pages.put(file.getFileName().toString(), Files.readString(file));
                }
            }
        }
        return pages;
    }
}
