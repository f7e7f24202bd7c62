package org.mantle.remote.job;

/**
 * The state of a job, in the service's own word for it.
 *
 * @param word such as {@code Running}; not empty
 * @param isUnderWay whether the job waits, runs or is held; false when it ended, and when the word tells nothing
 * @param reason why the job is in that state, in the service's words, such as {@code exit code 1, see 7.error}; empty when it does not
 *     say
 * @since 0.1.0
 */
public record RemoteJobState(String word, boolean isUnderWay, String reason) {

    /** The state that could not be asked for. */
    public static final RemoteJobState UNKNOWN = new RemoteJobState("Unknown", false);

    /** Makes a state of which the service does not say why. */
    public RemoteJobState(String word, boolean isUnderWay) {
        this(word, isUnderWay, "");
    }

    /** Returns the service's word. */
    @Override
    public String toString() {
        return word;
    }
}
