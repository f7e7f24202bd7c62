package org.mantle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The words that shells offer, asked for in the shells themselves. */
final class CompletionTests {

    /** Asks bash as it asks when Tab is typed. */
    private static final String BASH = """
            . "$1"
            COMP_WORDBREAKS=$' \t\n"\\'><=;|&(:'
            COMP_LINE=$2
            COMP_POINT=${#COMP_LINE}
            _mantle
            printf '%s\n' "${COMPREPLY[@]}"
            """;

    /** Asks zsh, with what adds words in its place. */
    private static final String ZSH = """
            compadd() { while [[ $1 != -- ]]; do shift; done; shift; print -l -- "$@" }
            compset() { [[ $1 == -P ]] && current=${current#*=} }
            _files() { print files }
            . "$1"
            words=("${(@s: :)2}")
            CURRENT=$#words
            _mantle
            """;

    private static final String FISH = """
            source $argv[1]
            complete -C $argv[2]
            """;

    /** Commands of an application, with others below. */
    @Command(name = "shelf", description = "Keeps things.")
    static final class Shelf {
        @Command(name = "add", description = "Adds.")
        void add(@Option(names = "--place") String place) {}

        @Command(name = "remove", description = "Removes.")
        void remove() {}
    }

    @TempDir
    Path folder;

    private List<String> asked(String shell, String how, String line) throws IOException, InterruptedException {
        Prerequisites.command(shell, shell);
        Path script = folder.resolve("script");
        Files.writeString(
                script,
                new Shell()
                        .settings(host -> host.command("shelf", context -> new Shelf()))
                        .call("completion", shell)
                        .out());
        Path ask = Files.writeString(folder.resolve("ask"), how);
        Process process = new ProcessBuilder(shell, ask.toString(), script.toString(), line)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return said.lines().filter(word -> !word.isEmpty()).toList();
    }

    @Test
    void bashOffersWhatCanStandThere() throws Exception {
        assertThat(asked("bash", BASH, "mantle ")).contains("list", "run", "history", "completion", "shelf");
        assertThat(asked("bash", BASH, "mantle hi")).containsExactly("history");
        assertThat(asked("bash", BASH, "mantle history re")).containsExactly("replay");
        assertThat(asked("bash", BASH, "mantle shelf ")).containsExactlyInAnyOrder("add", "remove");
        assertThat(asked("bash", BASH, "mantle shelf add --p")).containsExactly("--place");
        assertThat(asked("bash", BASH, "mantle describe su")).containsExactly("Sum");
        assertThat(asked("bash", BASH, "mantle run --json LogInT")).containsExactly("LogInTo");
        assertThat(asked("bash", BASH, "mantle run loginto ")).containsExactly("UserName=", "Action=", "Password=");
        assertThat(asked("bash", BASH, "mantle run LogInTo UserName=a Action=Log"))
                .containsExactly("LogIn", "LogOut");
        assertThat(asked("bash", BASH, "mantle run --version 2 Sum ")).containsExactly("Left=", "Right=", "Note=");
        assertThat(asked("bash", BASH, "mantle run --properties ")).isEmpty();
        assertThat(asked("bash", BASH, "mantle list --category Ar"))
                .containsExactly("Arithmetic", "Arithmetic\\\\Simple");
        assertThat(asked("bash", BASH.replace("><=;", "><;"), "mantle run LogInTo Action=P"))
                .containsExactly("Action=Ping");
    }

    @Test
    void zshOffersWhatCanStandThere() throws Exception {
        assertThat(asked("zsh", ZSH, "mantle ")).contains("list", "run", "history", "completion", "shelf");
        assertThat(asked("zsh", ZSH, "mantle history r")).contains("replay", "show");
        assertThat(asked("zsh", ZSH, "mantle describe S")).contains("Sum", "Jobs");
        assertThat(asked("zsh", ZSH, "mantle run loginto U")).containsExactly("UserName=", "Action=", "Password=");
        assertThat(asked("zsh", ZSH, "mantle run LogInTo UserName=a Action=P"))
                .containsExactly("LogIn", "LogOut", "Ping");
        assertThat(asked("zsh", ZSH, "mantle run --properties x")).containsExactly("files");
        assertThat(asked("zsh", ZSH, "mantle run --j")).contains("--json", "--properties");
    }

    @Test
    void fishOffersWhatCanStandThere() throws Exception {
        assertThat(asked("fish", FISH, "mantle hi")).containsExactly("history");
        assertThat(asked("fish", FISH, "mantle history re")).containsExactly("replay");
        assertThat(asked("fish", FISH, "mantle describe Su")).containsExactly("Sum");
        assertThat(asked("fish", FISH, "mantle run LogInTo U")).containsExactly("UserName=");
        assertThat(asked("fish", FISH, "mantle run LogInTo UserName=a Action=P"))
                .containsExactly("Action=Ping");
        assertThat(asked("fish", FISH, "mantle run --json")).containsExactly("--json");
    }

    @Test
    void anotherShellIsRefused() {
        Shell.Outcome outcome = new Shell().call("completion", "tcsh");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("there is no completion for \"tcsh\"; it must be bash, zsh or fish");
    }
}
