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

    /** An algorithm whose author's code is in another class than its own. */
    public interface Delegating {
        /** Returns the loader of the author's class. */
        ClassLoader loader();
    }

    private AlgorithmCalls() {}

    public static void declare(Algorithm algorithm, Declaration declaration) {
        BRIDGE.declare(algorithm, declaration);
    }

    public static void validateInputs(Algorithm algorithm, Inputs inputs, Problems problems) {
        Thread thread = Thread.currentThread();
        @Nullable ClassLoader before = thread.getContextClassLoader();
        ClassLoader own = loader(algorithm);
        if (before == own) {
            BRIDGE.validateInputs(algorithm, inputs, problems);
            return;
        }
        thread.setContextClassLoader(own);
        try {
            BRIDGE.validateInputs(algorithm, inputs, problems);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    public static void execute(Algorithm algorithm, Context run) throws Exception {
        Thread thread = Thread.currentThread();
        @Nullable ClassLoader before = thread.getContextClassLoader();
        ClassLoader own = loader(algorithm);
        if (before == own) {
            BRIDGE.execute(algorithm, run);
            return;
        }
        thread.setContextClassLoader(own);
        try {
            BRIDGE.execute(algorithm, run);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static ClassLoader loader(Algorithm algorithm) {
        return algorithm instanceof Delegating delegating
                ? delegating.loader()
                : algorithm.getClass().getClassLoader();
    }
}
