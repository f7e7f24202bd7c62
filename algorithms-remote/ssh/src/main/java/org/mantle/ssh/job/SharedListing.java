package org.mantle.ssh.job;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.type.Registration;
import org.mantle.remote.job.CallMonitor;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.RemoteJob;

/**
 * The list of a user's jobs at one host, which all who watch these jobs share: however many ask, the host is asked once in an interval. Safe from
 * many threads.
 */
final class SharedListing {

    /** Asks the host. */
    @FunctionalInterface
    interface Source {

        /** Returns the user's jobs by their ids. */
        Map<JobId, RemoteJob> ask() throws IOException;
    }

    private final long interval;
    private @Nullable Map<JobId, RemoteJob> latest;
    private long began;
    private boolean isAsking;
    private int changes;

    SharedListing(Duration interval) {
        this.interval = interval.toNanos();
    }

    /** Returns the jobs as they were within the interval; asked for by this thread if no other does. */
    Map<JobId, RemoteJob> jobs(Source source, CallMonitor monitor) throws IOException {
        int known;
        synchronized (this) {
            Map<JobId, RemoteJob> jobs = fresh(monitor);
            if (jobs != null) {
                return jobs;
            }
            isAsking = true;
            known = changes;
        }
        long now = System.nanoTime();
        @Nullable Map<JobId, RemoteJob> asked = null;
        try {
            asked = source.ask();
            return asked;
        } finally {
            answered(asked, now, known);
        }
    }

    /** Returns a list that is new enough, perhaps one that another thread asks for now; {@code null} if this thread is to ask. */
    private @Nullable Map<JobId, RemoteJob> fresh(CallMonitor monitor) {
        try (Registration waiting = monitor.onCancel(this::wake)) {
            while (true) {
                monitor.checkCancelled();
                if (latest != null && System.nanoTime() - began < interval) {
                    return latest;
                }
                if (!isAsking) {
                    return null;
                }
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private synchronized void wake() {
        notifyAll();
    }

    private synchronized void answered(@Nullable Map<JobId, RemoteJob> asked, long at, int known) {
        isAsking = false;
        if (asked != null && known == changes) {
            latest = asked;
            began = at;
        }
        notifyAll();
    }

    /** Takes that jobs have changed by a call from here: what was asked for before that is out of date. */
    synchronized void changed() {
        changes++;
        latest = null;
    }
}
