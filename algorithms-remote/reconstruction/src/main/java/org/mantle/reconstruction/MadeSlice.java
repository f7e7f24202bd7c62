package org.mantle.reconstruction;

import org.mantle.reconstruction.output.SliceStatistics;

/** The slice of a detector row that has been written, as far as it is kept in memory. */
record MadeSlice(int row, SliceStatistics statistics) {}
