package org.mantle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mantle.cli.terminal.Terminal;
import org.mantle.framework.Mantle;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Options, help, commands that are added, and everything that can be wrong with a call. */
final class UsageTests {

    /** A command as an application adds it. */
    @Command(name = "greet", description = "Greets somebody.", mixinStandardHelpOptions = true)
    static final class Greet implements Callable<Integer> {

        private final CommandContext context;

        @Option(names = "--fail", description = "What to fail with.")
        private String failure = "";

        @Option(names = "--algorithm")
        private String algorithm = "";

        @CommandLine.Parameters(arity = "0..1")
        private String name = "you";

        Greet(CommandContext context) {
            this.context = context;
        }

        @Override
        public Integer call() throws IOException {
            if (failure.equals("io")) {
                throw new IOException("the disk is full; make room");
            }
            if (failure.equals("bug")) {
                throw new IllegalStateException("never");
            }
            if (!algorithm.isEmpty()) {
                context.mantle().run(algorithm, Map.of());
            }
            System.getLogger("org.mantle.sample").log(System.Logger.Level.INFO, "greeting {0}", name);
            System.getLogger("org.mantle.sample").log(System.Logger.Level.DEBUG, "bowing");
            System.getLogger("org.example.library").log(System.Logger.Level.INFO, "connected");
            System.getLogger("org.example.library").log(System.Logger.Level.DEBUG, "every byte");
            System.getLogger("org.mantle.sample").log(System.Logger.Level.WARNING, "it is late");
            context.out().println("Hello " + name);
            return 7;
        }
    }

    private static Shell.Outcome call(String... arguments) {
        return new Shell().settings(host -> host.command("greet", Greet::new)).call(arguments);
    }

    @Test
    void noCommandIsWrongUsageAndShowsTheCommands() {
        Shell.Outcome outcome = call();

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("list", "search", "describe", "run", "greet");
    }

    @Test
    void helpIsAResult() {
        Shell.Outcome outcome = call("--help");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("Usage: mantle", "greet", "Greets somebody.", "Run an algorithm.");
    }

    @Test
    void helpOfACommandMayBeAskedForByName() {
        for (String[] asked : List.of(
                new String[] {"help", "run"}, new String[] {"help"}, new String[] {"help", "history", "show"})) {
            Shell.Outcome outcome = call(asked);
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out())
                    .startsWith("Usage: mantle " + String.join(" ", asked).replaceFirst("help ?", ""));
        }
    }

    @Test
    void helpOfNoCommandIsRefused() {
        Shell.Outcome unknown = call("help", "lst");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.out()).isEmpty();
        assertThat(unknown.err()).startsWith("mantle: there is no command \"lst\"; did you mean list?");
        Shell.Outcome below = call("help", "history", "shwo", "7");
        assertThat(below.exitCode()).isEqualTo(2);
        assertThat(below.err()).contains("there is no command \"shwo\"; did you mean show?");
        for (String[] asked : List.of(new String[] {"help", "-h"}, new String[] {"help", "list", "--json"})) {
            assertThat(call(asked).exitCode()).isZero();
            assertThat(call(asked).out()).startsWith("Usage: mantle");
        }
    }

    @Test
    void whatIsMissingOrGivenTwiceIsToldInPlainWords() {
        assertThat(call("search").err()).startsWith("mantle: TEXT is missing; see mantle search --help");
        assertThat(call("describe").err()).startsWith("mantle: NAME is missing; see");
        assertThat(call("list", "--json", "--json").err()).startsWith("mantle: --json is given twice; give it once");
        assertThat(call("history", "--last", "x").err()).startsWith("mantle: the value of --last is wrong: it must be");
    }

    /** A command without help of its own. */
    @Command(description = "Waves.")
    static final class Wave implements Runnable {
        @Override
        public void run() {}
    }

    @Test
    void anAddedCommandIsGivenHelp() {
        Shell.Outcome outcome = new Shell()
                .settings(host -> host.command("wave", context -> new Wave()))
                .call("wave", "--help");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("Usage: mantle wave", "Waves.", "-h, --help");
    }

    /** A command without arguments. */
    @Command(description = "Bows.")
    static final class Bow implements Callable<Integer> {

        private final CommandContext context;

        Bow(CommandContext context) {
            this.context = context;
        }

        @Override
        public Integer call() throws IOException {
            System.getLogger("org.mantle.sample").log(System.Logger.Level.WARNING, "it is late");
            context.out().println("Bowed");
            if (context.environment().containsKey("STIFF")) {
                throw new IOException("the back hurts");
            }
            return 7;
        }
    }

    @Test
    void aCommandThatTakesNoArgumentsIsLikeAnyOther() {
        Shell shell = new Shell().settings(host -> host.bareCommand("bow", Bow::new));

        for (String[] called : List.of(new String[] {"bow"}, new String[] {"bow", "--quiet"})) {
            Shell.Outcome outcome = shell.call(called);
            assertThat(outcome.exitCode()).isEqualTo(7);
            assertThat(outcome.out()).isEqualTo("Bowed\n");
            assertThat(outcome.err()).isEqualTo(called.length == 1 ? "warning: it is late\n" : "");
        }
        assertThat(shell.call("bow", "--help").out()).contains("Usage: mantle bow", "Bows.", "-h, --help");
        assertThat(shell.call("--help").out()).contains("Bows.");
        Shell.Outcome refused = shell.call("bow", "low");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).isEqualTo("mantle: there are too many arguments; see mantle bow --help\n");
    }

    @Test
    void whatLeavesACommandThatTakesNoArgumentsIsTold() {
        Shell.Outcome outcome = new Shell()
                .settings(host -> host.bareCommand("bow", Bow::new).environment(Map.of("STIFF", "1")))
                .call("bow");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEqualTo("Bowed\n");
        assertThat(outcome.err()).isEqualTo("warning: it is late\nmantle: the back hurts\n");
    }

    @Test
    void aCommandAddedAfterTheBuildIsNotThere() {
        CommandLineHost.Builder builder = CommandLineHost.builder(Shell::mantle)
                .environment(Map.of())
                .terminal(Terminal.none())
                .streams(
                        InputStream.nullInputStream(),
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream());
        CommandLineHost before = builder.build();

        CommandLineHost after = builder.command("wave", context -> new Wave()).build();

        assertThat(before.run("wave")).isEqualTo(2);
        assertThat(after.run("wave")).isZero();
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : new String[] {"list", "search", "describe", "run", "greet"}) {
            Shell.Outcome outcome = call(command, "--help");

            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out()).contains("Usage: mantle " + command);
        }
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(call("--version").out()).matches("mantle \\d+\\.\\d+\\.\\d+\n");
    }

    @Test
    void anUnknownCommandIsRefusedWithTheNearest() {
        Shell.Outcome outcome = call("descrbe", "Sum");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("mantle: there is no command \"descrbe\"; did you mean describe?");
        assertThat(call("gret").err()).contains("did you mean greet?");
        assertThat(call("rnu").err()).contains("did you mean run?");
        assertThat(call("gt").err()).contains("did you mean greet?");
        assertThat(call("remove").err()).doesNotContain("did you mean");
    }

    @Test
    void aValueThatBeginsLikeAShortOptionIsNeitherThatOptionNorShown() {
        Shell.Outcome outcome = call("run", "LogInTo", "UserName=ann", "Password=", "-hmark-7d1");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("mantle: an argument begins with - but is not an option; see mantle run --help")
                .doesNotContain("mark");
    }

    @Test
    void aWrongValueOfAnOptionIsRefusedWithoutShowingIt() {
        Shell.Outcome outcome = call("run", "LogInTo", "--version", "Password=mark-7d1");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualTo(
                        "mantle: the value of --version is wrong: it must be a whole number; see mantle run --help\n");
        assertThat(call("list", "--json=mark-7d1").err())
                .isEqualTo("mantle: the value of --json is wrong: it takes none; see mantle list --help\n");
    }

    /** A command with commands of its own. */
    @Command(description = "Keeps things.")
    static final class Shelf {
        @Command(name = "add")
        void add() {}

        @Command(name = "remove")
        void remove() {}
    }

    @Test
    void anAbbreviatedCommandOfACommandIsRefusedWithTheNearest() {
        Shell.Outcome outcome = new Shell()
                .settings(host -> host.command("shelf", context -> new Shelf()))
                .call("shelf", "rm", "book");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualTo("mantle: there is no command \"rm\"; did you mean remove? See mantle shelf --help.\n");
    }

    @Test
    void anUnknownOptionIsRefusedWithTheNearestAndWithoutItsValue() {
        Shell.Outcome outcome = call("list", "--categry=mark-7d1");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .startsWith("mantle: there is no option \"--categry\"; did you mean --category?")
                .doesNotContain("mark-7d1");
        assertThat(call("run", "LogInTo", "--Password=mark-7d1").err())
                .doesNotContain("mark-7d1")
                .startsWith("mantle: Password is a property, not an option: write Password=@env:NAME; see mantle run");
        assertThat(call("run", "Sum", "--left=3").err())
                .isEqualTo("mantle: Left is a property, not an option: write Left=3; see mantle run --help\n");
        assertThat(call("run", "Sum", "--Left", "3").err()).contains("write Left=VALUE");
    }

    @Test
    void tooManyArgumentsAreRefused() {
        Shell.Outcome outcome = call("describe", "Sum", "Jobs");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("too many arguments");
    }

    @Test
    void aMissingNameAndAWrongNumberAreRefused() {
        assertThat(call("describe").exitCode()).isEqualTo(2);
        assertThat(call("describe").err()).contains("NAME");
        assertThat(call("describe", "Sum", "--version", "two").exitCode()).isEqualTo(2);
        assertThat(call("describe", "Sum", "--version", "two").err()).contains("--version", "whole number");
    }

    @Test
    void wrongUsageOfRunIsToldInJsonToo() {
        Shell.Outcome outcome = call("run", "Sum", "--json", "--verson", "1");
        JsonObject json = JsonParser.parseString(outcome.out()).getAsJsonObject();

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(json.get("status").getAsString()).isEqualTo("Invalid");
        assertThat(json.get("algorithm").getAsString()).isEqualTo("Sum");
        assertThat(json.getAsJsonObject("error").get("message").getAsString()).contains("did you mean --version?");
    }

    @Test
    void argumentsAreTakenAsTheyAre() {
        Shell.Outcome outcome = call("run", "Sum", "Left=1", "Note=@/etc/hostname ${sys:user.name} \"q\"");

        assertThat(outcome.out()).startsWith("Note    @/etc/hostname ${sys:user.name} \"q\"\n");
        assertThat(call("search", "@/etc/hostname").err()).contains("Nothing fits \"@/etc/hostname\"");
    }

    @Test
    void anArgumentOfWhichLettersAreLostIsRefusedAndNotQuoted() {
        for (String[] arguments :
                new String[][] {{"run", "Sum", "Left=1", "Note=sesame\ufffd", "--json"}, {"greet", "sesame\ufffd"}}) {
            Shell.Outcome outcome = call(arguments);
            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err())
                    .startsWith(
                            "mantle: argument " + (arguments.length == 5 ? 4 : 2) + " has letters that are none in ")
                    .doesNotContain("sesame");
            assertThat(outcome.out()).doesNotContain("sesame");
        }
        assertThat(call("run", "Sum", "Left=1", "Note=\ufffd", "--json")
                        .json()
                        .get("status")
                        .getAsString())
                .isEqualTo("Invalid");
    }

    @Test
    void anAddedCommandRunsWithTheStreamsAndGivesItsExitCode() {
        Shell.Outcome outcome = call("greet", "Ann");

        assertThat(outcome.exitCode()).isEqualTo(7);
        assertThat(outcome.out()).isEqualTo("Hello Ann\n");
    }

    @Test
    void theLogIsQuietUnlessAskedFor() {
        assertThat(call("greet", "Ann").err()).isEqualTo("warning: it is late\n");
        assertThat(call("greet", "Ann", "--verbose").err())
                .contains("info: org.mantle.sample: greeting Ann\n", "warning: org.mantle.sample: it is late\n");
        assertThat(call("-v", "greet", "Ann").err())
                .contains("greeting Ann", "bowing", "info: org.example.library: connected\n")
                .doesNotContain("every byte");
        assertThat(call("greet", "Ann").err()).isEqualTo("warning: it is late\n");
    }

    @Test
    void whatAnAddedCommandThrowsIsOneMessage() {
        Shell.Outcome io = call("greet", "--fail", "io");
        Shell.Outcome bug = call("greet", "--fail", "bug");

        assertThat(io.exitCode()).isEqualTo(1);
        assertThat(io.err()).isEqualTo("mantle: the disk is full; make room\n");
        assertThat(bug.exitCode()).isEqualTo(1);
        assertThat(bug.err())
                .isEqualTo("mantle: unexpected error: IllegalStateException: never"
                        + " (set MANTLE_DEBUG=1 to see where it arose)\n");
    }

    @Test
    void whatTheFrameworkThrowsGivesItsExitCode() {
        assertThat(call("greet", "--algorithm", "Fails").exitCode()).isEqualTo(1);
        assertThat(call("greet", "--algorithm", "Sum").exitCode()).isEqualTo(2);
        assertThat(call("greet", "--algorithm", "Summ").exitCode()).isEqualTo(2);
    }

    @Test
    void theHostOfAlgorithmsIsMadeOnlyWhenNeededAndClosed() {
        AtomicInteger made = new AtomicInteger();
        Mantle mantle = Shell.mantle();
        CommandLineHost host = CommandLineHost.builder(() -> {
                    made.incrementAndGet();
                    return mantle;
                })
                .streams(InputStream.nullInputStream(), new ByteArrayOutputStream(), new ByteArrayOutputStream())
                .build();

        host.run("--version");
        assertThat(made).hasValue(0);
        host.run("list");
        assertThat(made).hasValue(1);
        org.assertj.core.api.Assertions.assertThatIllegalStateException()
                .isThrownBy(() -> mantle.run("Jobs", Map.of()));
    }

    @Test
    void aHostOfAlgorithmsThatCannotBeMadeIsOneMessage() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = CommandLineHost.builder(() -> {
                    throw new UncheckedIOException(new IOException("MANTLE_HOME cannot be written"));
                })
                .streams(InputStream.nullInputStream(), new ByteArrayOutputStream(), err)
                .build()
                .run("list");

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("MANTLE_HOME cannot be written");
    }

    @Test
    void aCommandThatCannotBeMadeIsOneMessage() {
        Shell.Outcome outcome = new Shell()
                .settings(host -> host.command("greet", context -> {
                    throw new NoClassDefFoundError("org/example/Missing");
                }))
                .call("greet");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("mantle: unexpected error: NoClassDefFoundError")
                .hasLineCount(1);
    }
}
