package org.mantle.remote.pac;

import java.util.regex.Pattern;

/**
 * A rule which application of a service runs a job.
 *
 * @param runnable which runnables it is for, {@code *} standing for any text and {@code ?} for one character
 * @param application the application's name
 */
record ApplicationRule(String runnable, String application) {

    /** The application that runs any command. */
    static final String GENERIC = "generic";

    ApplicationRule {
        if (runnable.isBlank() || application.isBlank() || application.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException(
                    "needs a pattern of runnables and the name of an application for each rule, on one line each, not \""
                            + runnable + "\" and \"" + application + "\"");
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
