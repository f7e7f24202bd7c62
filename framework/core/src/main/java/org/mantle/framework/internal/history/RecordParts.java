package org.mantle.framework.internal.history;

import java.util.List;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.run.LogLine;

/**
 * What the records of only some runs have.
 *
 * @param children the records of the runs inside
 * @param warnings the last warnings and errors that the run said
 */
public record RecordParts(List<RunRecord> children, List<LogLine> warnings) {

    public static final RecordParts NONE = new RecordParts(List.of(), List.of());
}
