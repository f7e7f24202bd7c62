package org.mantle.validators.pattern;

import org.jspecify.annotations.Nullable;

/**
 * A {@link BoundedPattern} needs too long to tell whether it matches a text; the message says to the user what to do.
 *
 * @since 0.1.0
 */
public final class SlowPatternException extends RuntimeException {

    private static final long serialVersionUID = 1;

    SlowPatternException(@Nullable Throwable cause) {
        super(
                "the regular expression needs too long for one of the texts; make it simpler: a repetition inside a"
                        + " repetition, as in (a+)+, is slow",
                cause);
    }
}
