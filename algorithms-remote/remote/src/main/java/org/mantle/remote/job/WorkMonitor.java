package org.mantle.remote.job;

import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * The caller's end of a piece of work at a resource, which may take several calls: what it hears in words, beside what moves.
 *
 * @since 0.1.0
 */
public interface WorkMonitor extends CallMonitor {

    /** Takes what is being done, when that takes no more than a moment. */
    void doing(String what);

    /**
     * Takes that bytes begin to move, of which {@link #moved} tells.
     *
     * @param bytes how many there are; a file that grows may bring more
     */
    void transferring(String what, long bytes);

    /** Takes what moves now, of the same bytes. */
    void goingOn(String what);

    /**
     * Takes what the user should know besides.
     *
     * @param level how much it matters: warning, info or debug
     */
    void tell(Level level, String what);

    /** Takes what was done, as the last thing. */
    void did(String what);

    /**
     * Waits, or throws what {@link #checkCancelled} throws as soon as the caller gives up.
     *
     * @param time how long
     */
    void pause(Duration time);
}
