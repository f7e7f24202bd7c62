package org.mantle.framework;

/** Where a run is in its life. */
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

    /** Returns whether the run has ended, in whatever way. */
    public boolean isEnd() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}
