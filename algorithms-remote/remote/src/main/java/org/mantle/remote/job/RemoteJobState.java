package org.mantle.remote.job;

import java.util.OptionalInt;

/**
 * The state of a job, in the service's own word for it.
 *
 * @param word such as {@code Running}; not empty
 * @param isUnderWay whether the job waits, runs or is held; false when it ended, and when the word tells nothing
 * @param reason why the job is in that state, in the service's words, such as {@code exit code 1, see 7.error}; empty when it does not
 *     say
 * @param succeeded whether the job has ended and done its work; false while it is under way, when it failed or was stopped, and when
 *     the service does not tell
 * @param exitCode the exit code of its program; empty when there is none, or the service does not tell
 * @since 0.1.0
 */
public record RemoteJobState(String word, boolean isUnderWay, String reason, boolean succeeded, OptionalInt exitCode) {

    /** The state that could not be asked for. */
    public static final RemoteJobState UNKNOWN = new RemoteJobState("Unknown", false);

    /** Makes a state of a job that has not, as far as is known, done its work, and of which the service does not say why. */
    public RemoteJobState(String word, boolean isUnderWay) {
        this(word, isUnderWay, "");
    }

    /** Makes a state of a job that has not, as far as is known, done its work. */
    public RemoteJobState(String word, boolean isUnderWay, String reason) {
        this(word, isUnderWay, reason, false, OptionalInt.empty());
    }

    /** Returns the state of a job that has done its work. */
    public static RemoteJobState success(String word) {
        return new RemoteJobState(word, false, "", true, OptionalInt.of(0));
    }

    /** Returns the service's word. */
    @Override
    public String toString() {
        return word;
    }
}
