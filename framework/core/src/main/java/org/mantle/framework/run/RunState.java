package org.mantle.framework.run;

/**
 * Where a run is in its life.
 *
 * @since 0.1.0
 */
public enum RunState {
    /** Checked and accepted, but not yet begun. */
    WAITING("Waiting"),
    /** Being executed. */
    RUNNING("Running"),
    /** Ended with its outputs. */
    COMPLETED("Completed"),
    /** Ended without success. */
    FAILED("Failed"),
    /** Stopped because somebody asked for it. */
    CANCELLED("Cancelled");

    private final String word;

    RunState(String word) {
        this.word = word;
    }

    /** Returns the word that faces show. */
    public String word() {
        return word;
    }

    /**
     * Returns the state that a word stands for.
     *
     * @throws IllegalArgumentException if it stands for none
     */
    public static RunState ofWord(String word) {
        for (RunState state : values()) {
            if (state.word.equals(word)) {
                return state;
            }
        }
        throw new IllegalArgumentException("\"" + word + "\" is no state of a run");
    }

    /** Returns whether the run has ended, in whatever way. */
    public boolean isEnd() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}
