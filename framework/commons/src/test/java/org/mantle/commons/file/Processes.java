package org.mantle.commons.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Processes beside that of the tests. */
final class Processes {

    private Processes() {}

    /** Returns the words that run a class of the tests in a process of its own. */
    static List<String> java(Class<?> type, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + System.getProperty("jdk.module.path", ""),
                type.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    static Process start(Class<?> type, String... arguments) throws IOException {
        return new ProcessBuilder(java(type, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    static void run(List<String> before, Class<?> type, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.addAll(java(type, arguments));
        run(command);
    }

    static void run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
