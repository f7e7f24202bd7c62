package org.mantle.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.mantle.cli.CommandContext;

/** Asks for passwords: the person at the terminal, or else the first line of standard input. */
final class Passwords {

    private final CommandContext context;

    Passwords(CommandContext context) {
        this.context = context;
    }

    /** Reads a password that exists already; the caller overwrites the array. */
    char[] read(String what) throws IOException, InterruptedException {
        return context.terminal().canPrompt() ? ask("Password for " + what + ": ") : firstLine(what);
    }

    /** Reads a new password, twice when somebody types it; the caller overwrites the array. */
    char[] readNew(String what) throws IOException, InterruptedException {
        char[] first = read(what);
        if (context.terminal().canPrompt()) {
            char[] second = ask("The same again: ");
            boolean same = Arrays.equals(first, second);
            Arrays.fill(second, '\0');
            if (!same) {
                Arrays.fill(first, '\0');
                throw new IOException("the two passwords differ; nothing was changed");
            }
        }
        return first;
    }

    private char[] ask(String prompt) throws IOException, InterruptedException {
        return context.terminal().readSecret(prompt).orElseThrow(() -> new IOException("no password was typed"));
    }

    private char[] firstLine(String what) throws IOException {
        String line = new BufferedReader(new InputStreamReader(context.in(), StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            throw new IOException("there is no terminal to ask for the password for " + what
                    + " at, and standard input is empty: give the password as its first line, such as by < FILE");
        }
        return line.toCharArray();
    }
}
