package org.mantle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.cli.terminal.Terminal;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.Secret;
import org.mantle.validators.Validators;

/** Runs every example of the user's page, and compares what comes with what the page shows. */
final class DocumentationTests {

    private static final Pattern ECHO = Pattern.compile("echo '([^']*)' \\| (.*)");
    private static final Pattern VARIABLE = Pattern.compile("([A-Z_]+)=(\\S+) (mantle .*)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private record Example(String command, List<String> shown) {}

    /** What the examples ran, one after the other. */
    @TempDir
    static Path state;

    private int lastExitCode;

    @TestFactory
    Stream<DynamicTest> everyExampleShowsWhatComes() throws IOException {
        List<Example> examples = examples();
        assertThat(examples).hasSizeGreaterThan(20);
        return examples.stream().map(example -> DynamicTest.dynamicTest(example.command(), () -> check(example)));
    }

    private static List<Example> examples() throws IOException {
        Path page = Path.of(System.getProperty("mantle.root"), "docs", "command-line.md");
        List<Example> examples = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(page)) {
            if (line.startsWith("```")) {
                inside = line.equals("```console");
            } else if (inside && line.startsWith("$ ")) {
                examples.add(new Example(line.substring(2), new ArrayList<>()));
            } else if (inside) {
                examples.get(examples.size() - 1).shown().add(line);
            }
        }
        return examples;
    }

    private void check(Example example) {
        if (example.command().equals("echo $?")) {
            assertThat(Integer.toString(lastExitCode)).isEqualTo(example.shown().get(0));
            return;
        }
        List<String> came = run(example.command());
        int elided = example.shown().indexOf("…");
        List<String> expected = elided < 0 ? example.shown() : example.shown().subList(0, elided);
        assertThat(elided < 0 ? came : came.subList(0, Math.min(elided, came.size())))
                .isEqualTo(expected);
    }

    private List<String> run(String line) {
        Shell shell = new Shell().terminal(new Window()).environment("NO_COLOR", "1");
        String command = line;
        Matcher echo = ECHO.matcher(command);
        if (echo.matches()) {
            shell.input(echo.group(1));
            command = echo.group(2);
        }
        Matcher variable = VARIABLE.matcher(command);
        if (variable.matches()) {
            shell.environment(variable.group(1), variable.group(2));
            command = variable.group(3);
        }
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        assertThat(words.remove(0)).isEqualTo("mantle");
        Shell.Outcome outcome = shell.mantle(DocumentationTests::mantle).call(words.toArray(String[]::new));
        lastExitCode = outcome.exitCode();
        return (outcome.out() + outcome.err())
                .lines()
                .map(shown -> shown.replaceAll("completed in [0-9.]+ s", "completed in 0.0 s"))
                .map(shown -> shown.replaceAll("(Completed|Failed)( +)[0-9]\\.[0-9] s", "$1$20.0 s"))
                .map(shown -> shown.replaceAll("\"durationMillis\": [0-9.]+(E-[0-9]+)?", "\"durationMillis\": 0"))
                .toList();
    }

    private static Mantle mantle() {
        return Mantle.builder()
                .discover(false)
                .provider(new StandIn())
                .historyFile(state.resolve("history.jsonl"))
                .clock(Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC))
                .build();
    }

    /** A window of 96 characters in which nobody types. */
    private static final class Window implements Terminal {
        @Override
        public boolean canPrompt() {
            return false;
        }

        @Override
        public boolean showsOutput() {
            return true;
        }

        @Override
        public boolean showsErrors() {
            return false;
        }

        @Override
        public int width() {
            return 96;
        }

        @Override
        public Optional<String> readLine(String prompt) {
            return Optional.empty();
        }

        @Override
        public Optional<char[]> readSecret(String prompt) {
            return Optional.empty();
        }
    }

    /** Hands over an algorithm in place of the one that users know, which this module does not know. */
    private static final class StandIn implements AlgorithmProvider {
        @Override
        public MethodHandles.Lookup lookup() {
            return MethodHandles.lookup();
        }

        @Override
        public List<Class<? extends Algorithm>> algorithms() {
            return List.of(Scarf.class);
        }
    }

    /** The properties of SCARFTomoReconstruction that the page uses, with a service that has two jobs. */
    static final class Scarf extends Algorithm {
        enum Action {
            LogIn,
            LogOut,
            Ping,
            Upload,
            SubmitJob,
            JobStatus,
            JobStatusByID,
            Download,
            CancelJob
        }

        private static final Property<String> USER = Property.string("UserName")
                .mandatory()
                .documentation(
                        "The account on the compute resource. Each account has a session of its own, so the jobs of"
                                + " several can be controlled side by side.")
                .build();
        private static final Property<Action> ACTION = Property.choice("Action", Action.class, Action::name)
                .defaultValue(Action.LogIn)
                .documentation("What to do on the compute resource. Begin with LogIn and end with LogOut.")
                .build();
        private static final Property<Secret> PASSWORD =
                Property.secret("Password").build();
        private static final Property<List<String>> IDS =
                Property.stringList("RemoteJobsID").output().build();
        private static final Property<List<String>> NAMES =
                Property.stringList("RemoteJobsNames").output().build();
        private static final Property<List<String>> STATES =
                Property.stringList("RemoteJobsStatus").output().build();
        private static final Property<List<String>> COMMANDS =
                Property.stringList("RemoteJobsCommands").output().build();
        private static final Property<Long> JOB_ID = Property.longInteger("JobID")
                .defaultValue(0L)
                .validator(Validators.atLeast(1L))
                .build();
        private static final Property<String> NAME =
                Property.string("RemoteJobName").output().build();
        private static final Property<String> STATE =
                Property.string("RemoteJobStatus").output().build();
        private static final Property<String> COMMAND =
                Property.string("RemoteJobCommand").output().build();
        private static final Property<Long> CANCEL_ID = Property.longInteger("CancelJobID")
                .defaultValue(0L)
                .validator(Validators.atLeast(1L))
                .build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("SCARFTomoReconstruction")
                    .categories("Algorithms", "Remote")
                    .summary("Runs tomographic reconstruction jobs on a remote compute resource.")
                    .properties(
                            USER, ACTION, PASSWORD, IDS, NAMES, STATES, COMMANDS, JOB_ID, NAME, STATE, COMMAND,
                            CANCEL_ID)
                    .visibleWhen(Condition.is(ACTION, Action.LogIn), PASSWORD)
                    .requiredWhen(Condition.is(ACTION, Action.LogIn), PASSWORD)
                    .visibleWhen(Condition.is(ACTION, Action.JobStatusByID), JOB_ID)
                    .visibleWhen(Condition.is(ACTION, Action.CancelJob), CANCEL_ID);
        }

        @Override
        protected void execute(Context run) throws ConnectException {
            switch (run.get(ACTION)) {
                case Ping -> throw new ConnectException("the service at localhost does not answer");
                case JobStatus -> {
                    run.set(IDS, List.of("101", "102"));
                    run.set(NAMES, List.of("tooth", "i13"));
                    run.set(STATES, List.of("Running", "Done"));
                    run.set(COMMANDS, List.of("/work/imat/tomopy/run tooth.nxs", "/work/imat/tomopy/run i13.nxs"));
                }
                case JobStatusByID -> {
                    run.set(IDS, List.of("101"));
                    run.set(NAMES, List.of("tooth"));
                    run.set(STATES, List.of("Running"));
                    run.set(COMMANDS, List.of("/work/imat/tomopy/run tooth.nxs"));
                    run.set(NAME, "tooth");
                    run.set(STATE, "Running");
                    run.set(COMMAND, "/work/imat/tomopy/run tooth.nxs");
                }
                case LogIn -> run.progress().report(1, "Logged in at SCARF@STFC as foouser");
                default -> {}
            }
        }
    }
}
