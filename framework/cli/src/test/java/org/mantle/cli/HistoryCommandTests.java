package org.mantle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmInstance;

/** What ran, at the command line: shown, run again, forgotten. */
final class HistoryCommandTests {

    private static final String MARK = "xyzzy-Mark-4711";

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("history.jsonl");
    }

    private Shell shell() {
        return new Shell()
                .mantle(() -> Mantle.builder()
                        .discover(false)
                        .provider(new SampleAlgorithms())
                        .historyFile(file())
                        .build());
    }

    private Shell.Outcome call(String... arguments) {
        return shell().call(arguments);
    }

    /** Runs what Sum means, and tells which version that is. */
    static final class Composes extends Algorithm {
        private static final Property<Integer> RAN =
                Property.integer("Ran").output().build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Compose")
                    .categories("Tests")
                    .summary("Runs another algorithm.")
                    .properties(RAN);
        }

        @Override
        protected void execute(Context run) {
            AlgorithmInstance sum = run.createChild("Sum", 0, 1);
            if (sum.descriptor().version() == 2) {
                sum.setProperty("Left", 1);
            }
            sum.execute();
            run.set(RAN, sum.descriptor().version());
        }
    }

    private Shell composing(List<Class<? extends Algorithm>> sums) {
        AlgorithmProvider provider = new AlgorithmProvider() {
            @Override
            public MethodHandles.Lookup lookup() {
                return MethodHandles.lookup();
            }

            @Override
            public List<Class<? extends Algorithm>> algorithms() {
                return Stream.concat(Stream.of(Composes.class), sums.stream()).toList();
            }
        };
        return new Shell()
                .mantle(() -> Mantle.builder()
                        .discover(false)
                        .provider(provider)
                        .historyFile(file())
                        .build());
    }

    @Test
    void aReplayRunsInsideTheAlgorithmWhatRanThere() {
        assertThat(composing(List.of(SampleAlgorithms.FirstSum.class))
                        .call("run", "Compose")
                        .out())
                .contains("Ran  1\n");
        List<Class<? extends Algorithm>> both = List.of(SampleAlgorithms.FirstSum.class, SampleAlgorithms.Sum.class);
        assertThat(composing(both).call("run", "Compose").out()).contains("Ran  2\n");
        assertThat(composing(both).call("history", "replay", "1").out()).contains("Ran  1\n");
        Shell.Outcome gone = composing(List.of(SampleAlgorithms.Sum.class)).call("history", "replay", "1");
        assertThat(gone.exitCode()).isEqualTo(2);
        assertThat(gone.err())
                .contains("Sum has no version 1; there is version 2; what is replayed ran it: run Compose");
    }

    @Test
    void anEmptyHistoryIsTold() {
        Shell.Outcome outcome = call("history");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).isEqualTo("The history is empty.\n");
        assertThat(call("history", "--json").out()).isEqualTo("[]\n");
        assertThat(call("history", "show").err()).isEqualTo("mantle: the history is empty\n");
        assertThat(call("history", "show").exitCode()).isEqualTo(2);
        assertThat(file()).doesNotExist();
    }

    /** How long a run took, the newest being 0, as a table says what the record has. */
    private String took(int run) {
        JsonObject record = JsonParser.parseString(call("history", "--json").out())
                .getAsJsonArray()
                .get(run)
                .getAsJsonObject();
        return String.format(Locale.ROOT, "%.1f s", record.get("durationMillis").getAsDouble() / 1000);
    }

    @Test
    void theNewestRunsComeFirstTheFailedOnesToo() {
        call("run", "Sum", "Left=1.5", "Note=two words");
        call("run", "Fails");
        // refused: it did not run
        call("run", "Sum", "Left=13");

        Shell.Outcome outcome = call("history");

        assertThat(outcome.out().lines().map(line -> line.replaceAll("\\d{4}-\\S+Z", "TIME")))
                .containsExactly(
                        "NUMBER  STARTED               STATUS     TOOK   ALGORITHM  INPUTS",
                        "2       TIME  Failed     " + took(0) + "  Fails",
                        "1       TIME  Completed  " + took(1) + "  Sum        Left=1.5 'Note=two words'");
        Shell.Outcome limited = call("history", "--limit", "1");
        assertThat(limited.out()).contains("Fails").doesNotContain("Sum");
        assertThat(limited.err()).isEqualTo("There is 1 older run; see more with --last.\n");
        JsonArray json = JsonParser.parseString(call("history", "--json").out()).getAsJsonArray();
        assertThat(json).hasSize(2);
        assertThat(json.get(0).getAsJsonObject().get("status").getAsString()).isEqualTo("Failed");
        assertThat(call("history", "--limit", "0").exitCode()).isEqualTo(2);
    }

    @Test
    void oneRunIsShownWhole() {
        call("run", "Sum", "Left=1.5", "Note=two\nlines");

        assertThat(call("history", "show", "1").out())
                .contains("Algorithm  Sum, version 2\n", "Status     Completed\n")
                .contains("\nInputs\n  Left=1.5\n  'Note=two\nlines'\n\nOutputs\n  Note")
                .contains("Result  2.5\n");
        JsonObject json =
                JsonParser.parseString(call("history", "show", "--json").out()).getAsJsonObject();
        assertThat(json.getAsJsonObject("outputs").get("Result").getAsDouble()).isEqualTo(2.5);
        assertThat(call("history").out()).contains("Left=1.5 'Note=two…'");
        Shell.Outcome unknown = call("history", "show", "7");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).isEqualTo("mantle: there is no run 7 in the history; it has those from 1 to 1\n");
        for (String[] arguments : new String[][] {{"show", "abc"}, {"replay", "abc"}}) {
            Shell.Outcome wrong = call(
                    Stream.concat(Stream.of("history"), Stream.of(arguments)).toArray(String[]::new));
            assertThat(wrong.exitCode()).isEqualTo(2);
            assertThat(wrong.err())
                    .isEqualTo("mantle: N must be the number of a run, as mantle history shows it; see mantle history "
                            + arguments[0] + " --help\n");
        }
    }

    @Test
    void inputsAreShownAsAShellHandsThemToAnotherRun() throws IOException, InterruptedException {
        List<String> given = List.of("Numbers=0.1,-3,1e+300", "Texts=plain,\"a,b\",it's $HOME", "Text=\" `ls` \\");
        List<String> all = new ArrayList<>(List.of("run", "Takes"));
        all.addAll(given);
        call(all.toArray(String[]::new));

        String shown = call("history", "show").out();
        String words = shown.substring(shown.indexOf("Inputs\n") + 7);

        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + words.replace('\n', ' ')).start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .containsExactlyElementsOf(given);
        assertThat(shell.waitFor()).isZero();
        assertThat(call("history").out()).contains("Numbers=0.1,-3,1e+300", "'Texts=plain,\"a,b\",it'\\''s $HOME'");
    }

    @Test
    void whatARunLoopedOverIsShownAsJson() throws IOException {
        Path file = Files.writeString(folder.resolve("loop.json"), "{\"Number\": [1, 2, 3]}");
        call("run", "Warns", "--properties", file.toString());

        assertThat(call("history", "show").out()).contains("\n  'Number=[1,2,3]'\n");
    }

    @Test
    void aRunIsReplayedWithItsInputsAndChanges() {
        call("run", "Sum", "Left=1.5", "Right=4");

        assertThat(call("history", "replay", "1").out()).contains("Result  5.5\n");
        assertThat(call("history", "replay", "1", "left=2").out()).contains("Result  6\n");
        JsonObject json = JsonParser.parseString(
                        call("history", "replay", "1", "Right=nine", "--json").out())
                .getAsJsonObject();
        assertThat(json.get("status").getAsString()).isEqualTo("Invalid");
        assertThat(call("history", "replay", "1", "Left=1", "LEFT=2").err()).contains("given twice");
        assertThat(call("history").out().lines()).hasSize(4);
    }

    @Test
    void aValueThatWasTooLongForTheHistoryIsGivenAgainFromAFile() throws IOException {
        String numbers = IntStream.range(0, 2_000).mapToObj(String::valueOf).collect(Collectors.joining(","));
        Path file = Files.writeString(folder.resolve("long.txt"), "Numbers=" + numbers + "\n");
        call("run", "Takes", "--properties", file.toString(), "Text=x");

        Shell.Outcome alone = call("history", "replay", "1");
        assertThat(alone.exitCode()).isEqualTo(2);
        assertThat(alone.err())
                .contains("Numbers: it was longer than the 10000 characters that the history keeps")
                .contains("give Numbers again, from a file of properties");
        assertThat(call("history", "replay", "1", "--properties", file.toString())
                        .exitCode())
                .isZero();
        assertThat(shell().input("Numbers=1;Text=z")
                        .call("history", "replay", "1", "--properties", "-", "Texts=y")
                        .exitCode())
                .isZero();
        assertThat(call("history", "show").out()).contains("Numbers=1\n", "Texts=y\n", "Text=z\n");
        assertThat(call("history", "replay", "1", "--properties", "/nowhere").err())
                .contains("there is no properties file \"/nowhere\"");
    }

    @Test
    void secretsAreReadAgainByTheirReferencesOrAskedFor() {
        shell().environment("SECRET", MARK).call("run", "LogInTo", "UserName=ann", "Password=@env:SECRET");
        call("run", "LogInTo", "UserName=ann", "Password=" + MARK);

        Shell.Outcome byReference = shell().environment("SECRET", MARK).call("history", "replay", "1");
        assertThat(byReference.out()).contains("15 characters");
        assertThat(call("history", "replay", "1").err()).contains("@env:SECRET: the environment has no such variable");

        Shell.Outcome alone = call("history", "replay", "2");
        assertThat(alone.exitCode()).isEqualTo(2);
        assertThat(alone.err())
                .contains("Password: it is a secret", "give Password again")
                .doesNotContain(MARK);
        Shell.Person person = new Shell.Person(80, MARK);
        assertThat(shell().terminal(person).call("history", "replay", "2").exitCode())
                .isZero();
        assertThat(person.asked).hasToString("Password: (hidden)");
        assertThat(shell().call("history", "replay", "2", "Password=" + MARK).exitCode())
                .isZero();
    }

    @Test
    void clearingAsksFirst() {
        call("run", "Sum", "Left=1");

        assertThat(call("history", "clear").err()).contains("add --yes");
        Shell.Person no = new Shell.Person(80, "");
        assertThat(shell().terminal(no).call("history", "clear").err()).contains("Nothing was forgotten.");
        assertThat(no.asked).hasToString("Forget 1 run? [y/N] ");
        assertThat(call("history").out()).contains("Sum");
        assertThat(shell().terminal(new Shell.Person(80, "y"))
                        .call("history", "clear")
                        .exitCode())
                .isZero();
        assertThat(call("history").out()).isEmpty();
        call("run", "Sum", "Left=1");
        assertThat(call("history", "clear", "--yes").exitCode()).isZero();
        assertThat(file()).doesNotExist();
    }

    @Test
    void aLineThatCannotBeReadIsTold() throws IOException {
        call("run", "Sum", "Left=1");
        Files.writeString(file(), "{\"number\":2,\"id\"", StandardOpenOption.APPEND);

        Shell.Outcome outcome = call("history");

        assertThat(outcome.out()).contains("Sum");
        assertThat(outcome.err()).startsWith("warning: line 2 of " + file() + " is not whole");
    }
}
