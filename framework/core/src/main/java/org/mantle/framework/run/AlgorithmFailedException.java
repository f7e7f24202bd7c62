package org.mantle.framework.run;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.text.FailureMessage;
import org.mantle.framework.property.MantleException;

/**
 * The algorithm ran and failed; the cause is what it threw. Python's {@code RuntimeError}.
 *
 * <p>The message says which version of which algorithm failed, in which child, and why: {@code HashFolder v1 failed in its child
 * HashFile v1: the disk is full}.
 *
 * <p>Where a secret of the run stands in the words of what was thrown, or of one of its causes, the cause is a stand-in with stars
 * in its place and no causes.
 *
 * @since 0.1.0
 */
public final class AlgorithmFailedException extends RuntimeException implements MantleException {

    private static final long serialVersionUID = 1L;

    private final RunPath path;

    /** What is said of the algorithm in which it arose. */
    private final String words;

    private final String reason;

    private AlgorithmFailedException(RunPath path, String words, String reason, @Nullable Throwable cause) {
        super(path.says("failed") + ": " + words, cause);
        this.path = path;
        this.words = words;
        this.reason = reason;
    }

    /** Makes the exception for a run that failed with something; as {@link RuntimeException}, so that it is loaded when needed. */
    public static RuntimeException of(AlgorithmDescriptor algorithm, Throwable cause) {
        RunPath own = RunPath.of(algorithm);
        if (cause instanceof AlgorithmFailedException child) {
            return new AlgorithmFailedException(own.with(child.path), child.words, FailureMessage.of(cause), cause);
        }
        @Nullable AlgorithmFailedException child = childAmongCauses(cause);
        String words = FailureMessage.of(cause);
        return new AlgorithmFailedException(child == null ? own : own.with(child.path), words, words, cause);
    }

    /** An author may wrap the failure of a child in words of his own. */
    private static @Nullable AlgorithmFailedException childAmongCauses(Throwable thrown) {
        @Nullable Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < RunPath.DEEPEST; depth++, cause = cause.getCause()) {
            if (cause instanceof AlgorithmFailedException child) {
                return child;
            }
        }
        return null;
    }

    /** Makes the exception for one that could not do its work for a reason of the framework's words. */
    public static RuntimeException of(AlgorithmDescriptor algorithm, String reason, Throwable cause) {
        return new AlgorithmFailedException(RunPath.of(algorithm), reason, reason, cause);
    }

    /** Makes the exception for a looped run of which an entry failed. */
    public static AlgorithmFailedException ofEntry(int number, int count, AlgorithmFailedException entry) {
        String which = "entry " + number + " of " + count;
        return new AlgorithmFailedException(
                entry.path.atEntry(which),
                entry.words,
                which + ": " + entry.reason,
                entry.getCause() == null ? entry : entry.getCause());
    }

    /** Returns the same failure without causes, and in other words. */
    public AlgorithmFailedException inWords(UnaryOperator<String> change) {
        AlgorithmFailedException changed =
                new AlgorithmFailedException(path, change.apply(words), change.apply(reason), null);
        changed.setStackTrace(getStackTrace());
        return changed;
    }

    /** Returns the name of the algorithm. */
    public String algorithm() {
        return path.algorithm();
    }

    /** Returns the version of the algorithm. */
    public int version() {
        return path.version();
    }

    /**
     * Returns name and version of the algorithm, of its child that failed, if that is why, of a child of that, and so on: the last
     * is the one in which the failure arose, such as {@code [HashFolder v1, HashFile v1]}.
     */
    public List<String> path() {
        return path.names();
    }

    /** Returns what the algorithm failed with, for whoever says the algorithm's name himself. */
    public String reason() {
        return reason;
    }
}
