package org.mantle.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page for users says what is so. */
class DocumentationTests {

    private static final Path ROOT = Path.of(System.getProperty("mantle.root"));
    private static final Pattern SHELL = Pattern.compile("(?ms)^```sh$(.*?)^```$");

    @TempDir
    private Path temp;

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/reconstruction.md"));
    }

    static Stream<String> examples() throws IOException {
        List<String> commands = SHELL.matcher(page())
                .results()
                .map(MatchResult::group)
                .flatMap(String::lines)
                .filter(line -> line.startsWith("run "))
                .toList();
        assertThat(commands).hasSizeGreaterThan(4);
        return commands.stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExamplesRun(String command) {
        List<String> args = new ArrayList<>(List.of(command.split(" +")).subList(1, command.split(" +").length));
        for (int i = 0; i < args.size(); i++) {
            if (args.get(i).startsWith("test-data/")) {
                args.set(i, ROOT.resolve(args.get(i)).toString());
            } else if (i > 0 && args.get(i - 1).equals("--output")) {
                args.set(i, temp.resolve(args.get(i)).toString());
            }
        }
        // Without --output the example would write into the project.
        assertThat(args).containsAnyOf("--output", "--help");
        Ran ran = Ran.run(temp, args).done();
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void everyOptionOfTheHelpIsExplained() throws IOException {
        List<String> options = Pattern.compile("--[a-z]+")
                .matcher(Options.HELP)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        assertThat(options).hasSize(9);
        assertThat(page()).contains(options);
    }

    @Test
    void theAxesInTheTableAreThoseFound() throws IOException {
        assertThat(page()).contains(row("i13-24737", "i13-24737.nxs"));
        assertThat(page()).contains(row("i13-24737, rows 96 to 103", "i13-24737-rows96-103.nxs"));
        assertThat(page()).contains(row("tooth", "tooth.nxs"));
    }

    private String row(String name, String file) {
        Ran ran = Ran.run(Ran.data(file), temp, "--rows", "0").done();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.2f | %s |",
                name,
                name.equals("tooth") ? "296" : "85.5 to 86.5",
                ran.axis(),
                ran.axisMethod());
    }
}
