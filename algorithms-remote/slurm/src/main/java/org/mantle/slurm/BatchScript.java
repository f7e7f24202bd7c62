package org.mantle.slurm;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The batch script of a command.
 *
 * <p>Nothing in the command or the environment is expanded, and nothing becomes an option of Slurm's: the script's first line after the
 * interpreter's is a command, below which no {@code #SBATCH} counts, and no line begins with a number sign. The script becomes the program
 * ({@code exec}), so that signals reach it and its exit is the job's.
 *
 * @since 0.1.0
 */
public final class BatchScript {

    /** The greatest size of a script, in bytes, unless a cluster says otherwise. */
    public static final int GREATEST_SIZE = 4 * 1024 * 1024;

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private BatchScript() {}

    /**
     * Returns the script that runs a command.
     *
     * @param command the program and its arguments; any characters but NUL
     * @throws IllegalArgumentException if the command is empty, its program begins with a hyphen, or a NUL is in it
     */
    public static String of(List<String> command) {
        return of(command, Map.of());
    }

    /**
     * Returns the script that runs a command as each task of an array, which finds its index in {@code LSB_JOBINDEX}, as on LSF, besides
     * {@code SLURM_ARRAY_TASK_ID}.
     *
     * @param command the program and its arguments; any characters but NUL
     * @throws IllegalArgumentException if the command is empty, its program begins with a hyphen, or a NUL is in it
     */
    public static String ofTasks(List<String> command) {
        return of(command).replaceFirst("\n:\n", "\n:\nexport LSB_JOBINDEX=\"\\$SLURM_ARRAY_TASK_ID\"\n");
    }

    /**
     * Returns the script that runs a command with additions to the environment that the cluster gives it.
     *
     * @param command the program and its arguments; any characters but NUL
     * @param environment the additions, by the names of the variables
     * @throws IllegalArgumentException if the command is empty, its program is empty or begins with a hyphen, a name is no
     *     variable's, or a NUL is in a text
     */
    public static String of(List<String> command, Map<String, String> environment) {
        if (command.isEmpty() || command.get(0).isEmpty() || command.get(0).startsWith("-")) {
            throw new IllegalArgumentException(
                    "a command must begin with a program, whose name is not empty and does not begin with \"-\"");
        }
        // a command before all else ends Slurm's search for options
        StringBuilder script = new StringBuilder("#!/bin/sh\n:\n");
        new TreeMap<>(environment).forEach((name, value) -> {
            requireVariable(name);
            script.append("export ")
                    .append(name)
                    .append('=')
                    .append(quoted(value))
                    .append('\n');
        });
        script.append("exec ");
        script.append(command.stream().map(BatchScript::quoted).collect(Collectors.joining(" ")));
        return script.append('\n').toString();
    }

    /**
     * Tells whether a text can be the name of a variable of the environment.
     *
     * @param name letters, digits and underscores of ASCII, not beginning with a digit
     */
    public static boolean isVariable(String name) {
        return VARIABLE.matcher(name).matches();
    }

    private static void requireVariable(String name) {
        if (!isVariable(name)) {
            throw new IllegalArgumentException("\"" + name
                    + "\" cannot be a variable of a job's environment: use letters, digits and underscores");
        }
    }

    /**
     * Returns a text as one word of the POSIX shell, which expands nothing in it.
     *
     * @param text any characters but NUL
     * @throws IllegalArgumentException if a NUL is in it
     */
    public static String quoted(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a text with a NUL cannot be part of a command");
        }
        // the quotes are closed and opened after a line's end, so that no line of the script begins with the text
        // itself, nor ends as those of DOS do, which sbatch refuses
        return "'" + text.replace("'", "'\\''").replace("\r", "\r''").replace("\n", "\n''") + "'";
    }
}
