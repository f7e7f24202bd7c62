package org.mantle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;

/** The command line as a real process: signals and a real terminal. */
@Timeout(600)
final class ProcessTests {

    /** Plays the person at a pseudo-terminal: types after the prompt and prints what the terminal showed. */
    private static final String PERSON = """
            import os, pty, sys
            answer = sys.argv[1].encode() + b"\\n"
            prompt = sys.argv[2].encode()
            child, terminal = pty.fork()
            if child == 0:
                os.execvp(sys.argv[3], sys.argv[3:])
            shown = b""
            typed = False
            while True:
                try:
                    piece = os.read(terminal, 4096)
                except OSError:
                    break
                if not piece:
                    break
                shown += piece
                if not typed and shown.endswith(prompt):
                    os.write(terminal, answer)
                    typed = True
            status = os.waitpid(child, 0)[1]
            sys.stdout.buffer.write(shown)
            sys.exit(os.WEXITSTATUS(status))
            """;

    @TempDir
    Path folder;

    /** Starts it on the class path on which this test runs, module path included. */
    static List<String> java(String... arguments) {
        String classPath = System.getProperty("jdk.module.path", "")
                + File.pathSeparator
                + System.getProperty("java.class.path")
                + File.pathSeparator
                + testClasses();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                SampleMain.class.getName()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** Begins a process that hears interrupts, and says nothing but what it says by itself, and that in English. */
    static ProcessBuilder builder(List<String> command) throws IOException {
        List<String> whole = new ArrayList<>(command);
        if (ignoresInterrupts()) {
            whole.addAll(0, List.of("env", "--default-signal=INT"));
        }
        ProcessBuilder builder = new ProcessBuilder(whole);
        builder.environment()
                .keySet()
                .removeAll(
                        List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "MANTLE_DEBUG", "LANGUAGE"));
        builder.environment().put("LC_ALL", "C.UTF-8");
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

    private static Path testClasses() {
        String name = SampleMain.class.getName().replace('.', '/') + ".class";
        try {
            Path file = Path.of(SampleMain.class.getResource("SampleMain.class").toURI());
            return file.getRoot()
                    .resolve(file.subpath(0, file.getNameCount() - Path.of(name).getNameCount()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void anInterruptCancelsTheRunAndEndsWith130() throws Exception {
        Path started = folder.resolve("started");
        Path cancelled = folder.resolve("cancelled");
        Path out = folder.resolve("out");
        Path log = folder.resolve("log");
        Process process = builder(java(
                        "run",
                        "Waits",
                        "StartedFile=" + started,
                        "CancelledFile=" + cancelled,
                        "--json",
                        "--log-file=" + log))
                .redirectOutput(out.toFile())
                .start();
        await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(started));

        signal(process, "INT");

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(cancelled).hasContent("cancelled");
        JsonObject json = JsonParser.parseString(Files.readString(out)).getAsJsonObject();
        assertThat(json.get("status").getAsString()).isEqualTo("Cancelled");
        assertThat(json.get("algorithm").getAsString()).isEqualTo("Waits");
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("warning: Waits #1: what it began goes on\nmantle: Waits was cancelled\n");
        assertThat(Files.readString(log)).containsSubsequence("what it began goes on", "Waits was cancelled");
    }

    @Test
    void aRequestToTerminateCancelsTheRunToo() throws Exception {
        Path started = folder.resolve("started");
        Path cancelled = folder.resolve("cancelled");
        Process process = builder(java("run", "Waits", "StartedFile=" + started, "CancelledFile=" + cancelled))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(started));

        signal(process, "TERM");

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(128 + 15);
        assertThat(cancelled).exists();
    }

    /** Runs it by a shell script, in which it is {@code "$@"}, and returns what it says on standard error. */
    private static String inAShell(int expectedExitCode, String script, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(java(arguments));
        Process process = builder(command).start();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(expectedExitCode);
        return said;
    }

    @Test
    void aResultThatCannotBeWrittenIsAFailure() throws Exception {
        Prerequisites.succeeds("test", "-c", "/dev/full");
        String full = "\"$@\" > /dev/full";
        String lost = "mantle: the result cannot be written to standard output: No space left on device\n";

        assertThat(inAShell(1, full, "list", "--category", "Single")).endsWith(lost);
        assertThat(inAShell(1, full, "describe", "Sum")).isEqualTo(lost);
        assertThat(inAShell(1, full, "run", "Sum", "Left=1")).endsWith(lost);
        assertThat(inAShell(1, full, "run", "Sum", "Left=1", "--json")).isEqualTo(lost);
        assertThat(inAShell(2, full, "run", "Sum", "--json")).endsWith(lost);
        assertThat(inAShell(1, "\"$@\" >&-", "describe", "Sum"))
                .startsWith("mantle: the result cannot be written to standard output: ");
    }

    @Test
    void aReaderThatWantsNoMoreIsNoFailure() throws Exception {
        assertThat(inAShell(0, "{ \"$@\"; echo $? >&2; } | true", "describe", "Sum"))
                .isEqualTo("0\n");
    }

    private String atATerminal(int expectedExitCode, String answer, String prompt, List<String> command)
            throws IOException, InterruptedException {
        Prerequisites.command("python3", "python3");
        Prerequisites.command("stty", "coreutils");
        List<String> whole = new ArrayList<>(List.of("python3", "-c", PERSON, answer, prompt));
        whole.addAll(command);
        Path shown = folder.resolve("shown");
        Process process = builder(whole)
                .redirectOutput(shown.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as("%s", Files.readString(shown)).isEqualTo(expectedExitCode);
        return Files.readString(shown);
    }

    @Test
    void aSecretTypedAtARealTerminalIsNotShown() throws Exception {
        String shown = atATerminal(0, "mark-7d1", "Password: ", java("run", "LogInTo", "UserName=ann"));

        assertThat(shown).contains("Password: ", "ann, 8 characters").doesNotContain("mark");
    }

    @Test
    void aSecretCanBeTypedWhileTheResultGoesToAFile() throws Exception {
        Path result = folder.resolve("result.json");
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" > \"$0\"", result.toString()));
        command.addAll(java("run", "LogInTo", "UserName=ann", "--json"));

        String shown = atATerminal(0, "mark-7d1", "Password: ", command);

        assertThat(shown).doesNotContain("mark", "Completed");
        assertThat(Files.readString(result))
                .contains("\"Completed\"", "ann, 8 characters")
                .doesNotContain("mark");
    }

    @Test
    void anInterruptWhileASecretIsTypedEndsWith130AndShowsTypingAgain() throws Exception {
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", "trap '' INT; (trap - INT; exec \"$@\"); echo code $?; stty -a", "sh"));
        command.addAll(java("run", "LogInTo", "UserName=ann"));

        String shown = atATerminal(0, "\u0003", "Password: ", command);

        assertThat(shown)
                .contains("LogInTo was cancelled", "code 130", " echo ")
                .doesNotContain("-echo ");
    }

    /** Lets bash, at a pseudo-terminal, stop a command that asks for a secret, and go on with it. */
    private static final String STOPPING_PERSON = """
            import os, pty, sys, time
            steps = [(b"Password: ", b"ma\\x1a"), (b"Stopped", b"fg\\n"), (b"Password: ", b"rk-7d1\\n"), (b" s\\r\\n", b"exit\\n")]
            child, terminal = pty.fork()
            if child == 0:
                os.execvp("bash", ["bash", "--norc", "--noprofile", "-i"])
            os.write(terminal, (sys.argv[1] + "\\n").encode())
            shown = b""
            begin = 0
            while True:
                try:
                    piece = os.read(terminal, 4096)
                except OSError:
                    break
                if not piece:
                    break
                shown += piece
                if steps and steps[0][0] in shown[begin:]:
                    begin = len(shown)
                    os.write(terminal, steps.pop(0)[1])
            os.waitpid(child, 0)
            sys.stdout.buffer.write(shown)
            sys.exit(len(steps))
            """;

    @Test
    void aSecretIsNotShownAfterTheCommandWasStoppedAndGoesOn() throws Exception {
        Prerequisites.command("python3", "python3");
        Prerequisites.command("bash", "bash");
        Prerequisites.command("stty", "coreutils");
        Path run = Files.writeString(
                folder.resolve("run.sh"),
                "exec '" + String.join("' '", java("run", "LogInTo", "UserName=ann")) + "'\n");
        Path shown = folder.resolve("shown");
        Process process = builder(List.of("python3", "-c", STOPPING_PERSON, "sh " + run))
                .redirectOutput(shown.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();

        assertThat(process.exitValue()).as("%s", Files.readString(shown)).isZero();
        assertThat(Files.readString(shown)).contains("LogInTo completed").doesNotContain("rk-7d1");
    }

    @Test
    void whatIsToldAfterAnInterruptHasALineOfItsOwn() throws Exception {
        String shown = atATerminal(130, "\u0003", "Password: ", java("run", "LogInTo", "UserName=ann"));

        assertThat(shown).containsPattern("Password: (?:\\^C)?\r\n(?:mantle: LogInTo was cancelled\r\n)?");
        assertThat(shown).endsWith("\r\n").doesNotContain("Password: mantle");
    }
}
