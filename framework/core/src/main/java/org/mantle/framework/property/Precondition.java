package org.mantle.framework.property;

/**
 * A named check of what must have happened before a run, which the framework evaluates without knowing what it means: "a
 * session for UserName at SCARF@STFC".
 *
 * @param name what is needed, in words
 * @param check finds the problems
 * @since 0.1.0
 */
public record Precondition(String name, Check check) {

    /** Spares every start of a command the making of the generated one, which happens at run time. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Finds out whether a precondition holds. */
    @FunctionalInterface
    public interface Check {
        /**
         * Adds what is missing to the problems, and does nothing else: it leaves the machine as it is and contacts no other.
         *
         * @param inputs the inputs of the run, all of them valid
         * @param services what the host gives
         * @param problems takes what is missing
         */
        void run(Inputs inputs, Services services, Problems problems);
    }
}
