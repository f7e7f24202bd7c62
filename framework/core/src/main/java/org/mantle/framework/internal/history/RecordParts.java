package org.mantle.framework.internal.history;

import java.util.List;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.run.LogLine;

/**
 * What the records of only some runs have.
 *
 * @param children the records of the runs inside
 * @param warnings the last warnings and errors that the run said
 * @param unstored whether the caller asked that no object be left in the host's store
 */
public record RecordParts(List<RunRecord> children, List<LogLine> warnings, boolean unstored) {

    public static final RecordParts NONE = new RecordParts(List.of(), List.of(), false);

    /** Returns the same of a run that was asked not to leave objects. */
    public RecordParts ofUnstored() {
        return new RecordParts(children, warnings, true);
    }
}
