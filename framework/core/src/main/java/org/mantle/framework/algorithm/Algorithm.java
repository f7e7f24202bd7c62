package org.mantle.framework.algorithm;

import org.mantle.framework.internal.access.AlgorithmBridge;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;

/**
 * What an author writes: named, versioned work on declared properties.
 *
 * <p>{@link #declare} is called once, on an instance that runs nothing; each run gets a fresh instance, which is used by one
 * thread. The class needs a constructor without parameters, which may be package-private.
 *
 * @since 0.1.0
 */
public abstract class Algorithm {

    static {
        Bridge.provide();
    }

    /** By which the framework calls the protected methods. */
    private static final class Bridge extends AlgorithmBridge<Algorithm, Declaration, Inputs, Problems, Context> {

        static void provide() {
            provide(new Bridge());
        }

        @Override
        public void declare(Algorithm algorithm, Declaration declaration) {
            algorithm.declare(declaration);
        }

        @Override
        public void validateInputs(Algorithm algorithm, Inputs inputs, Problems problems) {
            algorithm.validateInputs(inputs, problems);
        }

        @Override
        public void execute(Algorithm algorithm, Context run) throws Exception {
            algorithm.execute(run);
        }
    }

    /** Makes an instance; the framework does so once for the declaration and once for every run. */
    protected Algorithm() {}

    /** Declares name, documentation, properties and rules. Must not depend on anything that changes. */
    protected abstract void declare(Declaration declaration);

    /**
     * Checks rules across properties that the declaration cannot express. Called only when each property is valid by itself;
     * reports every problem that it finds and does nothing else. A problem is about a declared input or about the whole: one that
     * names anything else refuses the run all the same, as a problem of the whole that says so.
     */
    protected void validateInputs(Inputs inputs, Problems problems) {}

    /**
     * Does the work. Whatever leaves this method fails the run, but for what follows a cancellation.
     *
     * @throws Exception if the work cannot be done; its message is what the user reads
     */
    protected abstract void execute(Context run) throws Exception;
}
