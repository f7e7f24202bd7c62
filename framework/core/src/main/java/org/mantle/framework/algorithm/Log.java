package org.mantle.framework.algorithm;

import java.util.function.Supplier;
import org.mantle.framework.run.AlgorithmRun;

/**
 * Takes what a run has to say to people, line by line.
 *
 * <p>A line is kept with the run ({@link AlgorithmRun#log()}) and with the runs around it, and goes to the
 * {@link System.Logger} {@code org.mantle.run.} followed by the name of the algorithm. A secret that is an input of the run, or
 * of a run around it, is replaced by stars where it stands in a line as it is; of one that was encoded, cut or wiped before, or
 * is shorter than four characters, nothing is promised. Never blocks for long and never fails; a line that is said after the end of the run is dropped. Safe
 * from any thread.
 *
 * <p>Implemented by the framework alone, so that it may grow.
 *
 * @since 0.1.0
 */
public interface Log {

    /** Says something for whoever looks for a fault; dropped unless the logger takes {@link System.Logger.Level#DEBUG}. */
    default void debug(String text) {
        debug(() -> text);
    }

    /** Says something for whoever looks for a fault; the text is made only when the logger takes it. */
    void debug(Supplier<String> text);

    /** Says what happens. */
    void info(String text);

    /** Says what the user should know although the run goes on. */
    void warning(String text);

    /** Says what went wrong although the run goes on; what ends the run should be thrown. */
    void error(String text);
}
