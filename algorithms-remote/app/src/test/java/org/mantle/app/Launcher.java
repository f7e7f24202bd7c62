package org.mantle.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the packaged command as a process, with a MANTLE_HOME and a working directory of its own. */
final class Launcher {

    /** The folder that the build leaves for users. */
    static final Path DISTRIBUTION = Path.of(System.getProperty("mantle.distribution"));

    private static final long LONGEST_SECONDS = 600;

    private final Path folder;
    private final Path script;
    private final Map<String, String> environment = new HashMap<>();

    Launcher(Path folder) {
        this(folder, DISTRIBUTION.resolve("bin/mantle"));
    }

    Launcher(Path folder, Path script) {
        this.folder = folder;
        this.script = script;
        environment.put("MANTLE_HOME", home().toString());
    }

    /** Returns the one jar that names all others in its manifest. */
    static String applicationJar() throws IOException {
        try (Stream<Path> jars = Files.list(DISTRIBUTION.resolve("lib"))) {
            return jars.map(Path::toString)
                    .filter(jar -> jar.contains("mantle-app-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** What a finished command left. */
    record Result(int exitCode, String out, String err) {}

    Path home() {
        return folder.resolve("home");
    }

    Launcher with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return runWithInput("", arguments);
    }

    /** Runs a command to its end. */
    Result runWithInput(String input, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = builder(arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("mantle " + List.of(arguments) + " did not end: " + Files.readString(err));
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Starts a command that goes on until it is stopped. */
    Service start(String... arguments) throws IOException {
        return new Service(builder(arguments).redirectErrorStream(true).start());
    }

    private ProcessBuilder builder(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (ignoresInterrupts()) {
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.add(script.toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        forget(builder.environment());
        builder.environment().putAll(environment);
        return builder;
    }

    /** Whether this test was started in the background of a script, and with it all that it starts: see proc(5). */
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status, StandardCharsets.ISO_8859_1).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1L << 2 - 1) != 0);
    }

    /** Removes what whoever runs these tests may have set for commands of their own. */
    static void forget(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("MANTLE") || name.endsWith("JAVA_OPTIONS"));
        environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "NO_COLOR", "COLUMNS"));
    }

    /** A running command. */
    static final class Service implements AutoCloseable {

        private final Process process;

        Service(Process process) {
            this.process = process;
        }

        /** Reads what the command prints up to a line that contains a text, and returns that line. */
        String awaitLine(String text) throws IOException {
            var reader = process.inputReader(StandardCharsets.UTF_8);
            StringBuilder seen = new StringBuilder();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                seen.append(line).append('\n');
                if (line.contains(text)) {
                    return line;
                }
            }
            throw new IllegalStateException("it ended without saying \"" + text + "\":\n" + seen);
        }

        ProcessHandle handle() {
            return process.toHandle();
        }

        /** Sends SIGINT, as Ctrl-C does, and returns the exit code. */
        int interrupt() throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            return awaitEnd();
        }

        /** Waits until the command, which was told to, has ended, and returns the exit code. */
        int awaitEnd() throws InterruptedException {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("it did not end after SIGINT");
            }
            return process.exitValue();
        }

        @Override
        public void close() {
            try {
                if (process.isAlive()) {
                    interrupt();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
