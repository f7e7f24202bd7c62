package org.mantle.cli.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The program {@code stty}, which knows terminals; it works on its standard input. */
final class Stty {

    /** The exit value of a process that a signal ended, less the number of the signal. */
    private static final int SIGNALLED = 128;

    private Stty() {}

    /**
     * Calls it and returns what it prints.
     *
     * @throws InterruptedException if it is interrupted, such as by Ctrl-C, which every program at the terminal gets
     * @throws IOException if it does not work; the message says what to do instead of typing a secret
     */
    static String call(String argument) throws IOException, InterruptedException {
        Process process;
        String answer;
        try {
            process = new ProcessBuilder("stty", argument)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectErrorStream(true)
                    .start();
            answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IOException(noHiddenInput(), e);
        }
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            throw new IOException(noHiddenInput());
        }
        if (process.exitValue() > SIGNALLED) {
            throw new InterruptedException("interrupted at the terminal");
        }
        if (process.exitValue() != 0) {
            throw new IOException(noHiddenInput());
        }
        return answer;
    }

    private static String noHiddenInput() {
        return "this terminal cannot hide what is typed (stty does not work); give the secret as @env:NAME or @file:PATH";
    }
}
