package org.mantle.algorithms;

import org.jspecify.annotations.Nullable;

/** A regular expression takes too long to tell whether it matches. */
final class SlowPatternException extends RuntimeException {

    private static final long serialVersionUID = 1;

    SlowPatternException(@Nullable Throwable cause) {
        super(
                "the regular expression needs too long for one of the texts; make it simpler: a repetition inside a"
                        + " repetition, as in (a+)+, is slow",
                cause);
    }
}
