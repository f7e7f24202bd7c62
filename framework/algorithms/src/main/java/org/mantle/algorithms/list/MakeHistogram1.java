package org.mantle.algorithms.list;

import org.mantle.framework.algorithm.Declaration;

/**
 * Version 1 of {@link MakeHistogram}: without BinCount it made ten bins, of however many values. It stays, so that what was
 * recorded with it gives the same when it is run again.
 */
public final class MakeHistogram1 extends MakeHistogram {

    @Override
    protected void declare(Declaration declaration) {
        declareBins(declaration).version(1).summary("Counts the numbers of a list in bins, by default in ten.");
    }
}
