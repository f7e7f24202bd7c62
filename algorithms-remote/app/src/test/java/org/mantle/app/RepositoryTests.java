package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mantle.commons.testing.Prerequisites;

/** What the repository holds: the files that git knows, not what commands and users left beside them. */
class RepositoryTests {

    private static final Path ROOT = Path.of(System.getProperty("mantle.root"));

    private static List<Path> files;

    @BeforeAll
    static void readTheFilesOfTheRepository() throws IOException, InterruptedException {
        Prerequisites.command("git", "git");
        Prerequisites.that(Files.exists(ROOT.resolve(".git")), "this is no checkout of git's");
        Process git = new ProcessBuilder("git", "-c", "safe.directory=*", "ls-files", "-z")
                .directory(ROOT.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(git.exitValue()).isZero();
        files = Stream.of(names.split("\0")).map(Path::of).toList();
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

    @Test
    void aTestIsLeftOutByItsPrerequisitesAlone() throws IOException {
        Pattern leavesOut =
                Pattern.compile("import (static )?org\\.junit\\.jupiter\\.api\\.(Assumptions|Disabled|condition\\.[DE])"
                        + "|import static [\\w.]+\\.assumeThat;");
        List<Path> tests = files.stream()
                .filter(file -> file.toString().matches(".*/src/test/.*\\.java"))
                .map(ROOT::resolve)
                .filter(Files::exists)
                .toList();
        List<Path> skipping = new ArrayList<>();
        for (Path test : tests) {
            if (leavesOut.matcher(Files.readString(test)).find()) {
                skipping.add(test.getFileName());
            }
        }
        assertThat(skipping).containsExactly(Path.of("Prerequisites.java"));
    }
}
