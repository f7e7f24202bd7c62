package org.mantle.framework.run;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.property.MantleException;

/**
 * The run was cancelled, or ended because a child was; the message says which version of which algorithm.
 *
 * @since 0.1.0
 */
public final class AlgorithmCancelledException extends RuntimeException implements MantleException {

    private static final long serialVersionUID = 1L;

    private final RunPath path;

    /** Makes the exception for an algorithm that was told to stop. */
    public AlgorithmCancelledException(AlgorithmDescriptor algorithm) {
        this(RunPath.of(algorithm), null);
    }

    private AlgorithmCancelledException(RunPath path, @Nullable Throwable cause) {
        super(path.says("was cancelled"), cause);
        this.path = path;
    }

    /** Makes the exception for a run that ended because a child of it was cancelled alone. */
    public static AlgorithmCancelledException ofChild(
            AlgorithmDescriptor algorithm, AlgorithmCancelledException child) {
        return new AlgorithmCancelledException(RunPath.of(algorithm).with(child.path), child);
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
     * Returns name and version of the algorithm, of its child that was cancelled, if that is why, of a child of that, and so on.
     */
    public List<String> path() {
        return path.names();
    }
}
