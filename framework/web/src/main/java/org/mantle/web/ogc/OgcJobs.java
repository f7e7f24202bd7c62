package org.mantle.web.ogc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.web.http.WebProblem;

/**
 * The jobs that are known, each until it is dismissed or a day after its end; of ended ones the last thousand, and no more than so many
 * bytes of results. Those that are known no longer are told apart from those that never were. Safe from many threads.
 */
final class OgcJobs {

    /** How long an ended job is kept. */
    static final Duration KEPT = Duration.ofDays(1);

    /** How many bytes the results and lines of all ended jobs may have; the last one that ended is kept whatever it has. */
    static final long MOST_BYTES = 64 * 1024 * 1024;

    private static final int MOST_ENDED = 1_000;
    private static final int MOST_REMEMBERED = 10_000;

    private final Clock clock;
    private final Map<String, OgcJob> jobs = new LinkedHashMap<>();

    /** Those of the jobs that have ended, in the order of their ends. */
    private final Map<String, OgcJob> ended = new LinkedHashMap<>();

    private final Map<String, String> gone = new LinkedHashMap<>();
    private long endedBytes;
    private long count;

    OgcJobs(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** Makes a job of a run, which nobody finds until it is {@linkplain #keep kept}. */
    OgcJob prepare(String process, AlgorithmRun run, ResultForm form) {
        OgcJob job;
        synchronized (this) {
            job = new OgcJob(UUID.randomUUID().toString(), ++count, process, run, form, clock, this::ended);
        }
        run.subscribe(job::note);
        return job;
    }

    /** Lets a job be found from now on. */
    synchronized void keep(OgcJob job) {
        jobs.put(job.id(), job);
        if (job.finished().isPresent()) {
            ended(job);
        }
    }

    /** Returns whether a job can be found, or could be until it was dismissed. */
    synchronized boolean isKept(OgcJob job) {
        return jobs.containsKey(job.id()) || gone.containsKey(job.id());
    }

    private synchronized void ended(OgcJob job) {
        // one that was dismissed, or is answered at once, is not known
        if (jobs.containsKey(job.id()) && ended.put(job.id(), job) == null) {
            endedBytes += job.bytes();
            forgetOld();
        }
    }

    /**
     * Finds a job.
     *
     * @throws WebProblem with status 404 if it never was, and 410 if it is no more
     */
    synchronized OgcJob find(String id) {
        forgetOld();
        OgcJob job = jobs.get(id);
        if (job != null) {
            return job;
        }
        String why = gone.get(id);
        throw why == null
                ? OgcProblems.noSuchJob(404, "there is no job \"" + id + "\"")
                : OgcProblems.noSuchJob(410, "the job \"" + id + "\" " + why);
    }

    /**
     * Takes a job away, for one caller only.
     *
     * @throws WebProblem as {@link #find}
     */
    synchronized OgcJob dismiss(String id) {
        OgcJob job = find(id);
        if (ended.remove(id) != null) {
            endedBytes -= job.bytes();
        }
        forget(job, "was dismissed");
        return job;
    }

    /** Returns the jobs, the newest first. */
    synchronized List<OgcJob> newestFirst() {
        forgetOld();
        List<OgcJob> all = new ArrayList<>(jobs.values());
        // one that was answered late is kept behind others that came after it
        all.sort(Comparator.comparingLong(OgcJob::number).reversed());
        return all;
    }

    private void forgetOld() {
        Instant oldest = clock.instant().minus(KEPT);
        for (Iterator<OgcJob> each = ended.values().iterator(); each.hasNext(); ) {
            OgcJob job = each.next();
            boolean expired = job.finished().filter(end -> end.isBefore(oldest)).isPresent();
            boolean tooMany = ended.size() > MOST_ENDED || (endedBytes > MOST_BYTES && ended.size() > 1);
            if (!expired && !tooMany) {
                return;
            }
            each.remove();
            endedBytes -= job.bytes();
            forget(
                    job,
                    expired
                            ? "ended too long ago, and its results are kept no longer"
                            : "has made room for later ones, and its results are kept no longer");
        }
    }

    private void forget(OgcJob job, String why) {
        jobs.remove(job.id());
        gone.put(job.id(), why);
        if (gone.size() > MOST_REMEMBERED) {
            gone.remove(gone.keySet().iterator().next());
        }
    }
}
