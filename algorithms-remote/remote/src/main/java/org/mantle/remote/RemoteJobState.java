package org.mantle.remote;

import java.util.Set;
import org.mantle.pac.JobState;

/**
 * The state of a job, in the service's own word for it.
 *
 * @param word such as {@code Running}; never empty
 */
record RemoteJobState(String word) {

    private static final Set<String> UNDER_WAY =
            Set.of(JobState.PENDING.name(), JobState.RUNNING.name(), JobState.SUSPENDED.name());

    /** The state could not be asked for. */
    static final RemoteJobState UNKNOWN = new RemoteJobState("Unknown");

    /** Whether the job waits, runs or is held; a word that PAC does not have tells nothing. */
    boolean isUnderWay() {
        return UNDER_WAY.contains(word);
    }

    @Override
    public String toString() {
        return word;
    }
}
