package org.mantle.remote;

/**
 * The state of a job, in the service's own word for it.
 *
 * @param word such as {@code Running}; never empty
 */
record RemoteJobState(String word) {

    /** The state could not be asked for. */
    static final RemoteJobState UNKNOWN = new RemoteJobState("Unknown");

    @Override
    public String toString() {
        return word;
    }
}
