package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every page of the manual tells a reader to type under "Run it", typed. */
class ManualLinesIT {

    private static final Path PAGES = Path.of(System.getProperty("mantle.root"), "docs", "algorithms");
    private static final Pattern LINE = Pattern.compile("(?s)## Run it\n\n```sh\n(mantle run [^\n]+)\n```");

    @TempDir
    Path folder;

    static List<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("README.md"))
                    .sorted()
                    .toList();
        }
    }

    /** The files that the examples name. */
    @BeforeEach
    void makeFiles() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "an error\nand none\n");
        Files.writeString(folder.resolve("more.txt"), "more\n");
        Files.writeString(Files.createDirectory(folder.resolve("scans")).resolve("run1.txt"), "1\n");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theLineRuns(String page) throws IOException, InterruptedException {
        Matcher line = LINE.matcher(Files.readString(PAGES.resolve(page)));
        assertThat(line.find()).as(page).isTrue();

        String path = Launcher.DISTRIBUTION.resolve("bin") + File.pathSeparator + System.getenv("PATH");
        Launcher.Result result =
                new Launcher(folder, Path.of("/bin/sh")).with("PATH", path).run("-c", line.group(1));

        if (page.startsWith(
                "SCARFTomoReconstruction")) { // nobody is there to type the password, which is all that is missing
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err()).contains("because of 1 problem", "  Password: ");
        } else {
            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.err()).doesNotContain("warning");
        }
    }
}
