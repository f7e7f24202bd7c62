package org.mantle.web.mcp;

import java.util.List;
import java.util.Locale;

/** From which level on an agent is told what runs say: from {@code info} on, until it wants something else. Safe from many threads. */
final class McpLogLevel {

    private static final List<String> WORDS =
            List.of("debug", "info", "notice", "warning", "error", "critical", "alert", "emergency");

    private volatile int least = 1;

    /** Sets the level; returns whether there is one of that name. */
    boolean set(String word) {
        int level = WORDS.indexOf(word);
        if (level < 0) {
            return false;
        }
        least = level;
        return true;
    }

    boolean includes(System.Logger.Level level) {
        return WORDS.indexOf(word(level)) >= least;
    }

    /** The levels of runs have the same names, each but for its letter case. */
    static String word(System.Logger.Level level) {
        String word = level.name().toLowerCase(Locale.ROOT);
        return WORDS.contains(word) ? word : "debug";
    }
}
