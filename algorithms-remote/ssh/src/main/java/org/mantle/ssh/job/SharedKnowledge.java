package org.mantle.ssh.job;

import java.time.Duration;

/** What all managers of one user's jobs at one host know together, in this program. Safe from many threads. */
public final class SharedKnowledge {

    private final SharedListing listing;
    private volatile boolean noAccounting;

    /**
     * Makes knowledge of nothing.
     *
     * @param interval how old a list of jobs may be
     */
    public SharedKnowledge(Duration interval) {
        this.listing = new SharedListing(interval);
    }

    SharedListing listing() {
        return listing;
    }

    /** Returns whether the host has said that it keeps no accounts. */
    boolean hasNoAccounting() {
        return noAccounting;
    }

    void learnNoAccounting() {
        noAccounting = true;
    }
}
