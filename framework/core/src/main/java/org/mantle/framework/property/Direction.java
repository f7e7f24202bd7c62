package org.mantle.framework.property;

/**
 * Which way a property's value goes.
 *
 * @since 0.1.0
 */
public enum Direction {
    /** Given by the caller. */
    INPUT("Input"),
    /** Set by the run. */
    OUTPUT("Output"),
    /** Given by the caller and changed by the run. */
    INOUT("InOut");

    private final String word;

    Direction(String word) {
        this.word = word;
    }

    /** Returns Mantid's word for the direction: {@code Input}, {@code Output} or {@code InOut}. */
    public String word() {
        return word;
    }

    public boolean isInput() {
        return this != OUTPUT;
    }

    public boolean isOutput() {
        return this != INPUT;
    }
}
