package org.mantle.remote.job;

/**
 * The state of a job, in the service's own word for it.
 *
 * @param word such as {@code Running}; not empty
 * @param isUnderWay whether the job waits, runs or is held; false when it ended, and when the word tells nothing
 */
public record RemoteJobState(String word, boolean isUnderWay) {

    /** The state that could not be asked for. */
    public static final RemoteJobState UNKNOWN = new RemoteJobState("Unknown", false);

    /** Returns the service's word. */
    @Override
    public String toString() {
        return word;
    }
}
