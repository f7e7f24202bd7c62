package org.mantle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told on standard error, and in a file. */
final class LogOptionTests {

    @TempDir
    Path folder;

    @Test
    void quietTellsErrorsAlone() {
        assertThat(new Shell().call("run", "Warns", "-q").err()).isEmpty();
        assertThat(new Shell().call("--quiet", "run", "Sends").err()).isEmpty();
        assertThat(new Shell().call("list", "--quiet").err()).isEmpty();
        assertThat(new Shell().call("run", "Warns").err()).contains("warning: ", "completed in");
        Shell.Outcome failed = new Shell().call("run", "Fails", "--quiet");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err())
                .isEqualTo("mantle: Fails v1 failed: the service at localhost does not answer; is it running?\n");
        assertThat(new Shell().call("run", "Sum", "Left=x", "-q").err()).hasLineCount(2);
        assertThat(new Shell()
                        .terminal(new Shell.Person(80))
                        .call("run", "Sends", "-q")
                        .err())
                .isEmpty();
    }

    @Test
    void quietAndVerboseContradict() {
        Shell.Outcome outcome = new Shell().call("list", "-q", "-v");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("--quiet and --verbose contradict each other");
    }

    @Test
    void aLogFileHasAllAndIsAddedTo() throws Exception {
        Path log = folder.resolve("mantle.log");
        Shell.Outcome warned = new Shell().call("run", "Warns", "--quiet", "--log-file", log.toString());
        new Shell().call("run", "Fails", "--log-file=" + log);
        new Shell().call("run", "Warns", "Numbr=1", "--log-file", log.toString());

        assertThat(warned.err()).isEmpty();
        assertThat(Files.readAllLines(log)).allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z [a-z]+: .*"));
        assertThat(Files.readString(log))
                .containsSubsequence(
                        "Z info: org.mantle.run.Warns: Warns #1: begins",
                        "Z warning: org.mantle.run.Warns: Warns #1: is \\u001b[31mslow error: or not",
                        "Z error: mantle: Fails v1 failed: the service at localhost",
                        "Z error: mantle: Warns was not run because of 1 problem",
                        "Z error: mantle:   Numbr: ");
    }

    /** Everything that is told on standard error is in the file, whatever tells it, and once. */
    @Test
    void aLogFileHasWhateverIsToldOnStandardError() throws Exception {
        for (String[] command : List.of(
                new String[] {"run", "Sum", "Left=1"},
                new String[] {"run", "Warns"},
                new String[] {"search", "neutrons"},
                new String[] {"run", "LogInTo", "UserName=ann", "Password=mark-7d1"},
                new String[] {"describe", "Nope"},
                new String[] {"nope"},
                new String[] {"list", "--nope"},
                new String[] {"list", "-q", "-v"},
                new String[] {"history", "show", "7"})) {
            Path log = folder.resolve("of-" + String.join("-", command).replaceAll("[^a-z-]", ""));
            List<String> whole = new ArrayList<>(List.of(command));
            whole.addAll(List.of("--log-file", log.toString()));
            Shell.Outcome outcome = new Shell().call(whole.toArray(String[]::new));

            String kept = Files.readString(log);
            assertThat(outcome.err()).as("%s", whole).isNotEmpty();
            assertThat(outcome.err().lines()).allSatisfy(line -> {
                String words = line.replaceFirst("^(mantle|warning): ", "").strip();
                assertThat(kept.split(Pattern.quote(words), -1))
                        .as("%s in %s", words, kept)
                        .hasSize(2);
            });
        }
        Path quiet = folder.resolve("quiet");
        assertThat(new Shell()
                        .call("run", "Sum", "Left=1", "-q", "--log-file", quiet.toString())
                        .err())
                .isEmpty();
        assertThat(Files.readString(quiet)).contains(" info: mantle: Sum completed in ");
    }

    @Test
    void aLogFileThatCannotBeWrittenIsToldAndNothingRuns() {
        Shell.Outcome outcome = new Shell().call("run", "Sum", "Left=1", "--json", "--log-file", folder.toString());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("mantle: the log file \"" + folder + "\" cannot be written: ");
        assertThat(outcome.json().get("status").getAsString()).isEqualTo("Failed");
    }
}
