package org.mantle.gateway.slurm;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mantle.gateway.job.ExecutorException;
import org.mantle.gateway.job.JobStatus;
import org.mantle.slurm.CommentMark;

/**
 * Looks at all jobs by one listing from time to time, however many there are, and looks for those of which it is in doubt whether Slurm
 * has them. What fails is tried again, without end; it is logged when Slurm goes away, and when it comes back.
 */
final class JobWatch {

    private static final System.Logger LOG = System.getLogger(JobWatch.class.getName());

    /** How many intervals to wait at most, while Slurm is away. */
    private static final int LONGEST_PAUSE = 10;

    /** A listing takes its time at Slurm too, which has other work. */
    private static final int SHARE = 4;

    /** After so long a look that has not ended tells nothing of how jobs go. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** After so many questions what has changed, all is asked for: the controller's clock may have been set. */
    private static final int WHOLE_AFTER = 30;

    private final SlurmExecutor executor;
    private final RestApi api;
    private final SlurmSettings settings;
    private final Clock clock;
    private final Thread thread;

    /** When the last listing of all jobs was asked for; used with the executor's lock held. */
    private long lastWhole;

    private boolean anyWhole;
    private boolean hurried;
    private volatile boolean away;
    private int sinceWhole;

    /** When the jobs were seen last; as long as they never were, when the watch began. */
    private volatile Instant seen;

    private volatile boolean anySeen;

    /** When the present look began, or 0 between looks. */
    private volatile long lookBegun;

    /** The controller's time in seconds, and when it told that; its clock and that of this machine may differ. */
    private Optional<Long> serverTime = Optional.empty();

    private long serverTimeNanos;

    /** The controller's time of the last listing, or 0 if that is not known. */
    private long lastListing;

    JobWatch(SlurmExecutor executor, RestApi api, SlurmSettings settings, Clock clock) {
        this.executor = executor;
        this.clock = clock;
        seen = clock.instant();
        this.api = api;
        this.settings = settings;
        thread = new Thread(this::run, "gateway-slurm-watch");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Waits for the end of the watch, once the executor is closed. */
    void end(long time, TimeUnit unit) {
        thread.interrupt();
        boolean interrupted = false;
        try {
            thread.join(unit.toMillis(time));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks for a listing at once; to be called with the executor's lock held. */
    void hurry() {
        hurried = true;
        executor.changed().signalAll();
    }

    /** Tells whether a listing, long enough after its submission, has not got a job; to be called with the executor's lock held. */
    boolean hasLookedInVainFor(SlurmJob job) {
        return anyWhole
                && job.isInDoubt()
                && job.isSettled(lastWhole, settings.settling().toNanos());
    }

    /** Says since when the jobs are not seen any more, if they are not. */
    Optional<String> outage() {
        long begun = lookBegun;
        boolean isSlow = begun != 0 && System.nanoTime() - begun > PATIENCE.toNanos();
        return away || isSlow
                ? Optional.of("as of " + (anySeen ? "" : "before ") + seen.truncatedTo(ChronoUnit.SECONDS)
                        + ", since when Slurm does not answer")
                : Optional.empty();
    }

    private void run() {
        probe();
        Duration pause = settings.interval();
        while (awaitWork(pause)) {
            long begun = System.nanoTime();
            Instant asked = clock.instant();
            lookBegun = begun;
            boolean fine = look(begun);
            lookBegun = 0;
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            if (fine) {
                seen = asked;
                anySeen = true;
                pause = longer(settings.interval(), took.multipliedBy(SHARE));
            } else if (pause.compareTo(settings.interval().multipliedBy(LONGEST_PAUSE)) < 0) {
                pause = pause.multipliedBy(2);
            }
        }
    }

    /** Says at the start whether Slurm is there: it need not be yet. */
    private void probe() {
        lookBegun = System.nanoTime();
        try {
            // which tells, other than a question after the time, that the key is another one
            api.ping();
            serverTime = api.serverTime();
        } catch (RuntimeException e) {
            // as in a look
            LOG.log(System.Logger.Level.ERROR, "the first look at Slurm failed", e);
        } catch (IOException e) {
            if (!executor.isClosed()) {
                away = true;
                warn("Slurm cannot be asked yet, and jobs are refused until it can: ", e);
            }
        } finally {
            lookBegun = 0;
        }
    }

    /** Warns in the words for whoever runs the gateway; those of the exception itself are for users. */
    private static void warn(String what, IOException why) {
        LOG.log(System.Logger.Level.WARNING, what + ExecutorException.forAdministrator(why), why.getCause());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Waits until it is time to look again and there is something to look at; false if the executor is closed. */
    private boolean awaitWork(Duration pause) {
        executor.lock().lock();
        try {
            long left = pause.toNanos();
            while (!executor.isClosed() && (!executor.hasWork() || (left > 0 && !hurried))) {
                if (!executor.hasWork()) {
                    executor.changed().await();
                    // there was nothing to be seen
                    seen = clock.instant();
                } else {
                    left = executor.changed().awaitNanos(left);
                }
            }
            hurried = false;
            return !executor.isClosed();
        } catch (InterruptedException e) {
            // who closes the executor does it
            return false;
        } finally {
            executor.lock().unlock();
        }
    }

    /** Looks once; tells whether Slurm answered. */
    private boolean look(long begun) {
        try {
            boolean whole = needsWhole();
            Map<String, List<JobRecord>> found = new HashMap<>();
            if (whole) {
                serverTime = api.serverTime();
                serverTimeNanos = begun;
                sinceWhole = 0;
            }
            if (api.list(whole ? 0 : lastListing, record -> collect(record, found))) {
                // the controller's time of before the listing: what has changed meanwhile is told by the next one
                lastListing = serverTime
                        .map(time -> time + TimeUnit.NANOSECONDS.toSeconds(begun - serverTimeNanos) - 1)
                        .orElse(0L);
                executor.findLost(found);
                learn(found, begun);
            }
            sinceWhole++;
            if (away) {
                away = false;
                LOG.log(System.Logger.Level.INFO, "Slurm is back, and the jobs are looked at again");
            }
            submitLeft();
            return true;
        } catch (IOException e) {
            if (!away && !executor.isClosed()) {
                away = true;
                warn("the jobs cannot be looked at until Slurm is back: ", e);
            }
            return false;
        } catch (RuntimeException e) {
            // whatever an answer has in it, the next look must come
            LOG.log(System.Logger.Level.ERROR, "a look at the jobs failed", e);
            return false;
        }
    }

    private boolean needsWhole() {
        executor.lock().lock();
        try {
            return lastListing == 0
                    || sinceWhole >= WHOLE_AFTER
                    || executor.jobs().values().stream().anyMatch(SlurmJob::isLookedFor);
        } finally {
            executor.lock().unlock();
        }
    }

    private void collect(JobRecord record, Map<String, List<JobRecord>> found) {
        CommentMark.allIn(record.comment()).stream()
                .map(CommentMark::text)
                .filter(mark -> mark.startsWith(executor.prefix()))
                .findFirst()
                // the name of the job, without the number of its run
                .map(mark -> mark.contains(".") ? mark.substring(0, mark.indexOf('.')) : mark)
                .ifPresent(name ->
                        found.computeIfAbsent(name, key -> new ArrayList<>()).add(record));
    }

    private void learn(Map<String, List<JobRecord>> found, long begun) {
        executor.lock().lock();
        try {
            lastWhole = begun;
            anyWhole = true;
            for (SlurmJob job : List.copyOf(executor.jobs().values())) {
                List<JobRecord> records = job.ofPresentRun(found.getOrDefault(job.name(), List.of()));
                if (!records.isEmpty() && (job.isInDoubt() || !job.wasTouchedSince(begun))) {
                    executor.told(job, job.learn(records));
                } else if (records.isEmpty() && !job.isInDoubt() && !job.wasTouchedSince(begun)) {
                    JobStatus forgotten = job.miss();
                    executor.told(job, forgotten);
                }
            }
            executor.changed().signalAll();
        } finally {
            executor.lock().unlock();
        }
    }

    private void submitLeft() {
        List<SlurmJob> left;
        executor.lock().lock();
        try {
            left = executor.jobs().values().stream()
                    .filter(job -> job.isLeft() && hasLookedInVainFor(job))
                    .toList();
        } finally {
            executor.lock().unlock();
        }
        left.forEach(executor::submitLeft);
    }
}
