package org.mantle.cli.text;

import java.util.Map;

/**
 * How text stands out on a terminal.
 *
 * @param marks whether anything does; <a href="https://no-color.org">NO_COLOR</a> turns it off
 */
public record Style(boolean marks) {

    private static final String BOLD = "\u001b[1m";
    private static final String RED = "\u001b[31m";
    private static final String END = "\u001b[0m";

    /**
     * Returns the style of a stream.
     *
     * @param terminal whether the stream is shown at a terminal
     */
    public static Style of(Map<String, String> environment, boolean terminal) {
        return new Style(terminal && environment.getOrDefault("NO_COLOR", "").isEmpty() && !isDumb(environment));
    }

    /** Returns whether the terminal knows no commands, neither for colours nor for moving about. */
    public static boolean isDumb(Map<String, String> environment) {
        return "dumb".equals(environment.get("TERM"));
    }

    /** Returns a text that stands out as a title. */
    public String title(String text) {
        return marks ? BOLD + text + END : text;
    }

    /** Returns a text that stands out as the beginning of an error. */
    public String error(String text) {
        return marks ? RED + text + END : text;
    }
}
