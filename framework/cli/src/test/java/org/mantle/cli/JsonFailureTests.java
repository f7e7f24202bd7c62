package org.mantle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.framework.Mantle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a program that asked for JSON reads when a command cannot do its work: one value in every case. */
final class JsonFailureTests {

    /** A command of an application, which fails. */
    @Command(description = "Fails.")
    static final class Failing implements Callable<Integer> {
        @Option(names = "--json")
        boolean json;

        @Override
        public Integer call() throws IOException {
            throw new IOException("the shelf is empty");
        }
    }

    private static Shell shell() {
        return new Shell().settings(host -> host.command("shelf", context -> new Failing()));
    }

    private static JsonObject error(Shell.Outcome outcome) {
        return outcome.json().getAsJsonObject("error");
    }

    @ParameterizedTest
    @CsvSource({
        "list --json --category Nowhere, 2, UsageException, there is no category",
        "list --json --categry Remote, 2, UsageException, there is no option",
        "list --json Remote, 2, UsageException, too many arguments",
        "list --json=yes, 2, UsageException, the value of --json is wrong",
        "search --json, 2, UsageException, TEXT",
        "describe --json, 2, UsageException, NAME",
        "describe Sun --json, 2, UnknownAlgorithmException, did you mean Sum?",
        "describe Sum --json --version one, 2, UsageException, whole number",
        "describe Broken --json, 2, UnknownAlgorithmException, cannot be used",
        "history --last 0 --json, 2, UsageException, at least 1",
        "history show 7 --json, 2, UsageException, the history is empty",
        "history shwo --json, 2, UsageException, did you mean show?",
        "history export --json --python, 2, UsageException, one format at a time",
        "lst --json, 2, UsageException, did you mean list?",
        "shelf --json, 1, IOException, the shelf is empty",
        "shelf --json --jsn, 2, UsageException, there is no option",
    })
    void aCommandThatFailsPrintsItsError(String call, int exitCode, String type, String words) {
        Shell.Outcome outcome = shell().call(call.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(outcome.json().keySet()).containsExactly("error");
        assertThat(error(outcome).get("type").getAsString()).isEqualTo(type);
        assertThat(error(outcome).get("message").getAsString()).contains(words);
        assertThat(outcome.err()).contains("mantle: ", words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --json",
                "run Sum --json --verson 1",
                "run Sun --json",
                "history replay --json",
                "history replay 7 --json",
                "history replay seven --json",
                "history replay 7 --json --propertis x"
            })
    void whatRunsReportsARunInEveryCase(String call) {
        Shell.Outcome outcome = shell().call(call.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.json().keySet())
                .containsExactly(
                        "algorithm", "version", "status", "outputs", "problems", "error", "durationMillis", "log");
        assertThat(outcome.json().get("status").getAsString()).isEqualTo("Invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "run sum --json --verson 1, Sum, 2",
        "run --json --version 1 sum --nope, Sum, 1",
        "run --json sum Left, Sum, 2",
        "run sum --json --properties nowhere.json, Sum, 2",
        "run loginto --json --version=1 --nope, LogInTo, 1",
        "history replay 1 --json --propertis x, Sum, 1",
        "history replay 1 --json --properties nowhere.json, Sum, 1",
        "run Sum --json --version 7, Sum, 7",
    })
    void aRefusalSaysWhichAlgorithmItIsOf(String call, String algorithm, int version) {
        Shell.Outcome outcome = new Shell()
                .mantle(() -> {
                    Mantle mantle = Shell.mantle();
                    mantle.run("Sum", 1, Map.of());
                    return mantle;
                })
                .call(call.split(" "));

        assertThat(outcome.json().get("status").getAsString()).as(outcome.err()).isEqualTo("Invalid");
        assertThat(outcome.json().get("algorithm").getAsString()).isEqualTo(algorithm);
        assertThat(outcome.json().get("version").getAsInt()).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource({"list --json, false", "describe Sum --json, false", "run Sum --json, true", "history --json, false"})
    void aHostThatCannotBeMadeIsToldInJson(String call, boolean isRun) {
        Shell.Outcome outcome = shell().mantle(() -> {
                    throw new UncheckedIOException("no room", new IOException("no room"));
                })
                .call(call.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(error(outcome).get("message").getAsString()).contains("no room");
        assertThat(outcome.json().has("status")).isEqualTo(isRun);
    }

    @ParameterizedTest
    @ValueSource(strings = {"search nothing --json", "history --json", "run Fails --json", "list --json"})
    void aCommandThatSaysAllInItsJsonPrintsNoSecond(String call) {
        JsonElement json =
                JsonParser.parseString(new Shell().call(call.split(" ")).out());

        assertThat(json.isJsonArray() || json.getAsJsonObject().has("status")).isTrue();
    }

    @Test
    void onlyWhoAsksGetsJson() {
        assertThat(shell().call("list", "--category", "Nowhere").out()).isEmpty();
        assertThat(shell().call("search", "--", "--json", "--", "-x").out()).isEmpty();
        assertThat(shell().call("run", "Sum", "Note=--json").out()).isEmpty();
    }
}
