package org.mantle.framework.run;

import java.util.List;

/**
 * What a run has said until now.
 *
 * @param lines the last lines, the oldest first; at most 1,000
 * @param dropped how many older lines were dropped to make room
 * @since 0.1.0
 */
public record RunLog(List<LogLine> lines, long dropped) {

    public static final RunLog EMPTY = new RunLog(List.of(), 0);

    public RunLog {
        lines = List.copyOf(lines);
    }
}
