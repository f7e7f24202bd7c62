package org.mantle.framework.run;

/**
 * An algorithm under one of its categories.
 *
 * @param category the category; a backslash separates levels
 * @param name the algorithm's name, or one of its aliases
 * @param algorithm the algorithm
 * @since 0.1.0
 */
public record CategoryEntry(String category, String name, AlgorithmDescriptor algorithm) {

    /** Returns whether the name is an alias. */
    public boolean isAlias() {
        return !name.equals(algorithm.name());
    }
}
