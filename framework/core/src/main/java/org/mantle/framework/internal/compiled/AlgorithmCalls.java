package org.mantle.framework.internal.compiled;

import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.internal.access.AlgorithmBridge;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;

/**
 * Calls what an author wrote, which is for nobody else to call. Whatever the author's code throws leaves as it is.
 *
 * <p>What runs finds its own classes by the thread's context class loader, as many libraries look for theirs: that of the thread knows
 * nothing of a plugin.
 */
public final class AlgorithmCalls {

    private static final AlgorithmBridge<Algorithm, Declaration, Inputs, Problems, Context> BRIDGE =
            AlgorithmBridge.get();

    private AlgorithmCalls() {}

    public static void declare(Algorithm algorithm, Declaration declaration) {
        BRIDGE.declare(algorithm, declaration);
    }

    public static void validateInputs(Algorithm algorithm, Inputs inputs, Problems problems) {
        @Nullable ClassLoader before = enter(algorithm.getClass().getClassLoader());
        try {
            BRIDGE.validateInputs(algorithm, inputs, problems);
        } finally {
            enter(before);
        }
    }

    public static void execute(Algorithm algorithm, Context run) throws Exception {
        @Nullable ClassLoader before = enter(algorithm.getClass().getClassLoader());
        try {
            BRIDGE.execute(algorithm, run);
        } finally {
            enter(before);
        }
    }

    /** Sets the context class loader of the thread, and returns the one before, which is to be set again. */
    public static @Nullable ClassLoader enter(@Nullable ClassLoader loader) {
        Thread thread = Thread.currentThread();
        @Nullable ClassLoader before = thread.getContextClassLoader();
        if (before != loader) {
            thread.setContextClassLoader(loader);
        }
        return before;
    }
}
