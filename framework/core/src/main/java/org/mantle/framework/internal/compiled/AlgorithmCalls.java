package org.mantle.framework.internal.compiled;

import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.internal.access.AlgorithmBridge;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;

/** Calls what an author wrote, which is for nobody else to call. Whatever the author's code throws leaves as it is. */
public final class AlgorithmCalls {

    private static final AlgorithmBridge<Algorithm, Declaration, Inputs, Problems, Context> BRIDGE =
            AlgorithmBridge.get();

    private AlgorithmCalls() {}

    public static void declare(Algorithm algorithm, Declaration declaration) {
        BRIDGE.declare(algorithm, declaration);
    }

    public static void validateInputs(Algorithm algorithm, Inputs inputs, Problems problems) {
        BRIDGE.validateInputs(algorithm, inputs, problems);
    }

    public static void execute(Algorithm algorithm, Context run) throws Exception {
        BRIDGE.execute(algorithm, run);
    }
}
