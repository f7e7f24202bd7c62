package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the repository holds: the files that git knows, not what commands and users left beside them. */
class RepositoryTests {

    private static final Path ROOT = Path.of(System.getProperty("mantle.root"));

    private static List<Path> files;

    @BeforeAll
    static void readTheFilesOfTheRepository() throws IOException, InterruptedException {
        boolean checkout = Files.exists(ROOT.resolve(".git")) && isInstalled("git");
        assertThat(checkout || !"fail".equals(System.getProperty("mantle.test.skips")))
                .as("this test needs a git checkout, and git: install git")
                .isTrue();
        assumeTrue(checkout, "needs a git checkout, and git: install git");
        Process git = new ProcessBuilder("git", "-c", "safe.directory=*", "ls-files", "-z")
                .directory(ROOT.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(git.exitValue()).isZero();
        files = Stream.of(names.split("\0")).map(Path::of).toList();
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @Test
    void theTopLevelHoldsNothingElse() {
        assertThat(files.stream()
                        .map(file -> file.getName(0).toString())
                        .filter(name -> !name.startsWith("."))
                        .distinct())
                .containsExactlyInAnyOrder(
                        "pom.xml",
                        "README.md",
                        "LICENSE",
                        "NOTICE",
                        "framework",
                        "algorithms-remote",
                        "property-validators",
                        "test-data",
                        "docs");
    }

    @Test
    void nobodyLeavesTheFilesOfAnEditorOrAMerge() {
        assertThat(files).noneMatch(file -> file.toString().matches(".*(\\.(orig|rej|bak|swp|class)|~|\\.DS_Store)"));
    }
}
