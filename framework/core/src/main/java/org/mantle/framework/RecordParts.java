package org.mantle.framework;

import java.util.List;

/**
 * What the records of only some runs have.
 *
 * @param children the records of the runs inside
 * @param warnings the last warnings and errors that the run said
 */
record RecordParts(List<RunRecord> children, List<LogLine> warnings) {

    static final RecordParts NONE = new RecordParts(List.of(), List.of());
}
