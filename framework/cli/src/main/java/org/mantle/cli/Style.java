package org.mantle.cli;

import java.util.Map;

/**
 * How text stands out on a terminal.
 *
 * @param marks whether anything does; <a href="https://no-color.org">NO_COLOR</a> turns it off
 */
record Style(boolean marks) {

    private static final String BOLD = "\u001b[1m";
    private static final String RED = "\u001b[31m";
    private static final String END = "\u001b[0m";

    static Style of(Map<String, String> environment, boolean terminal) {
        return new Style(terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM")));
    }

    String title(String text) {
        return marks ? BOLD + text + END : text;
    }

    String error(String text) {
        return marks ? RED + text + END : text;
    }
}
