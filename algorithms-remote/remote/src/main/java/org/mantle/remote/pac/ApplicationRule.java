package org.mantle.remote.pac;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A rule which application of a service runs a job.
 *
 * @param runnable which runnables it is for, {@code *} standing for any text and {@code ?} for one character
 * @param application the application's name
 * @param parameters further parameters that the application is given, by name
 */
record ApplicationRule(String runnable, String application, Map<String, String> parameters) {

    /** The application that runs any command. */
    static final String GENERIC = "generic";

    /** What every submission says, so that no rule can. */
    private static final Set<String> SAID_ANYWAY =
            Set.of("INPUT_ARGS", "INPUT_FILE", "OUTPUT_FILE", "ERROR_FILE", "JOB_NAME");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,99}");

    ApplicationRule(String runnable, String application) {
        this(runnable, application, Map.of());
    }

    ApplicationRule {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        if (runnable.isBlank() || application.isBlank() || application.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException(
                    "needs a pattern of runnables and the name of an application for each rule, on one line each, not \""
                            + runnable + "\" and \"" + application + "\"");
        }
        for (String name : parameters.keySet()) {
            if (SAID_ANYWAY.contains(name) || !NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "needs names of parameters of letters, digits and _, and none of those that"
                                + " a run gives itself (INPUT_ARGS, INPUT_FILE, OUTPUT_FILE, ERROR_FILE, JOB_NAME), not \""
                                + name + "\"");
            }
        }
    }

    /** Returns whether the rule is for a runnable. */
    boolean fits(String path) {
        StringBuilder regex = new StringBuilder();
        runnable.codePoints().forEach(c -> {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(c)));
            }
        });
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(path).matches();
    }
}
