package org.mantle.ssh.job;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.RemoteJob;

/** What all managers of one user's jobs at one host know together, in this program. Safe from many threads. */
public final class SharedKnowledge {

    /** How old the answer of accounting may be: its database serves the whole site. */
    private static final Duration ACCOUNTS_INTERVAL = Duration.ofSeconds(30);

    private final SharedListing listing;
    private @Nullable Map<JobId, RemoteJob> accounts;
    private long accountsAsked;
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

    /** Returns what accounting knew within its interval; asked for by this call, if it is older. */
    synchronized Map<JobId, RemoteJob> accounts(SharedListing.Source source) throws IOException {
        @Nullable Map<JobId, RemoteJob> known = accounts;
        long now = System.nanoTime();
        if (known == null || now - accountsAsked > ACCOUNTS_INTERVAL.toNanos()) {
            known = source.ask();
            accounts = known;
            accountsAsked = now;
        }
        return known;
    }

    /** Returns whether the host has said that it keeps no accounts. */
    boolean hasNoAccounting() {
        return noAccounting;
    }

    void learnNoAccounting() {
        noAccounting = true;
    }
}
