package org.mantle.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.CommandContext;
import org.mantle.cli.terminal.ProcessSignal;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.type.Registration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mantle script}: runs a program in Python with the package that is in the distribution. */
@Command(
        name = "script",
        description = {
            "Run a Python script that uses mantle.simpleapi.",
            "Python is what MANTLE_PYTHON names, or else python3 on the path. Exits with the script's exit code,",
            "after Ctrl-C, too."
        })
final class ScriptCommand implements Callable<Integer> {

    /** What a shell tells of a program that is not there. */
    private static final int NOT_FOUND = 127;

    /** How long a script that was interrupted may take to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CommandContext context;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "The script.")
    private Path file = Path.of("");

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "What the script finds in sys.argv.")
    private List<String> arguments = new ArrayList<>();

    ScriptCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!file.toFile().isFile()) {
            throw GatewayCommand.wrongUsage(
                    spec, new IllegalArgumentException("there is no file \"" + file + "\"; name a script in Python"));
        }
        String distribution = System.getProperty("mantle.distribution");
        if (distribution == null) {
            throw new IllegalStateException("scripts are run by the launcher of a distribution, bin/mantle");
        }
        String python = Optional.ofNullable(context.environment().get("MANTLE_PYTHON"))
                .filter(name -> !name.isBlank())
                .orElse(isWindows() ? "python" : "python3");
        List<String> words = new ArrayList<>(List.of(python, file.toString()));
        words.addAll(arguments);
        // as a shell does: Ctrl-C reaches the script, too, which ends in its own way and time, and with a code of its
        // own
        try (Registration interrupts = ProcessSignal.handle("INT", () -> {})) {
            Process process = started(words, Path.of(distribution));
            try (Registration stop = context.onStop(() -> endLater(process))) {
                return process.waitFor();
            }
        } catch (IOException e) {
            context.err()
                    .println("mantle: Python cannot be started: " + ProblemText.message(e)
                            + "; install Python 3.9 or newer, or set MANTLE_PYTHON to it");
            return NOT_FOUND;
        }
    }

    /** Tells a script to stop that has not done so by itself. */
    private static void endLater(Process process) {
        Thread thread = new Thread(
                () -> {
                    try {
                        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                            process.destroy();
                        }
                    } catch (InterruptedException e) {
                        process.destroy();
                    }
                },
                "mantle-script-end");
        thread.setDaemon(true);
        thread.start();
    }

    private Process started(List<String> words, Path distribution) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).inheritIO();
        Map<String, String> environment = builder.environment();
        String packages = distribution.resolve("python").toString();
        String others = environment.getOrDefault("PYTHONPATH", "");
        environment.put("PYTHONPATH", others.isEmpty() ? packages : packages + File.pathSeparator + others);
        environment.put(
                "MANTLE",
                distribution
                        .resolve(isWindows() ? "bin/mantle.cmd" : "bin/mantle")
                        .toString());
        return builder.start();
    }

    private static boolean isWindows() {
        return File.separatorChar == '\\';
    }
}
