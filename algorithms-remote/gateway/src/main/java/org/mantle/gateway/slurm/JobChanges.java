package org.mantle.gateway.slurm;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.mantle.gateway.job.ExecutorException;
import org.mantle.gateway.job.JobRefusedException;
import org.mantle.gateway.job.JobStage;
import org.mantle.slurm.SlurmJobId;
import org.mantle.slurm.SlurmPhase;
import org.mantle.slurm.SlurmState;

/** What is done to jobs that Slurm has: they are killed, suspended, resumed and run again. Safe for use by several threads. */
final class JobChanges {

    /** How long to look whether Slurm has done what it was asked to do. */
    private static final Duration CHANGE_PATIENCE = Duration.ofSeconds(5);

    private static final long PAUSE_MILLIS = 20;

    private final SlurmExecutor executor;
    private final RestApi api;

    JobChanges(SlurmExecutor executor, RestApi api) {
        this.executor = executor;
        this.api = api;
    }

    /** Ends a job, or a task of an array. */
    void kill(SlurmJob job, OptionalInt task) throws JobRefusedException, IOException {
        if (task.isPresent()) {
            killTask(job, requireId(job), task.getAsInt());
            return;
        }
        String id = requestKill(job);
        boolean done = false;
        try {
            requireDone(api.cancel(job.spec().user(), id));
            done = true;
        } finally {
            if (!done) {
                executor.locked(job::withdrawKill);
            }
        }
        look(job, id);
    }

    /** Notes that the present run of a job is to end; returns Slurm's id of it. */
    private String requestKill(SlurmJob job) throws ExecutorException {
        executor.lock().lock();
        try {
            String id = requireId(job);
            job.requestKill();
            return id;
        } finally {
            executor.lock().unlock();
        }
    }

    private void killTask(SlurmJob job, String id, int task) throws JobRefusedException, IOException {
        List<JobRecord> records = look(job, id);
        if (job.stage(OptionalInt.of(task)).ended()) {
            throw JobRefusedException.finished();
        }
        note(job, records, () -> job.requestKill(task));
        boolean done = false;
        try {
            requireDone(api.cancel(job.spec().user(), addressOf(id, task)));
            done = true;
        } finally {
            if (!done) {
                executor.locked(() -> job.withdrawKill(task));
            }
        }
        look(job, id);
    }

    private static String addressOf(String id, int task) {
        return new SlurmJobId(Long.parseLong(id)).task(task).toString();
    }

    /** Stops a job, or keeps it from starting. */
    void suspend(SlurmJob job, OptionalInt task) throws JobRefusedException, IOException {
        String id = requireId(job);
        requireNoKill(job);
        String user = job.spec().user();
        changeUntil(
                job,
                id,
                task,
                JobChanges::isStopped,
                (record, address) -> record.state().phase() == SlurmPhase.PENDING
                        ? api.hold(user, address, true)
                        : api.signal(user, address, "SIGSTOP"));
    }

    private static boolean isStopped(JobRecord record) {
        return record.isHeld() || record.state().phase() == SlurmPhase.SUSPENDED;
    }

    /** Lets a job go on, or start. */
    void resume(SlurmJob job, OptionalInt task) throws JobRefusedException, IOException {
        String id = requireId(job);
        look(job, id);
        if (job.stage(task).ended()) {
            throw JobRefusedException.finished();
        }
        if (!job.stage(task).equals(JobStage.SUSPENDED)) {
            throw new JobRefusedException("Job is not suspended");
        }
        String user = job.spec().user();
        changeUntil(
                job,
                id,
                task,
                record -> !isStopped(record) && record.state() != SlurmState.SIGNALING,
                (record, address) ->
                        record.isHeld() ? api.hold(user, address, false) : api.signal(user, address, "SIGCONT"));
        if (job.stage(task).equals(JobStage.SUSPENDED)) {
            throw new JobRefusedException("Job was suspended by the cluster's administrator, who alone can resume it");
        }
    }

    /** What is done to a job, or a task of an array, that is as a record says, under the address that it has. */
    private interface Change {
        RestAnswer of(JobRecord record, String address) throws IOException;
    }

    /** Chooses the records of what is meant: of a task that has not started it is the one of all such tasks. */
    private static List<JobRecord> meant(List<JobRecord> records, OptionalInt task) {
        if (task.isEmpty()) {
            return records;
        }
        List<JobRecord> own =
                records.stream().filter(record -> record.task().equals(task)).toList();
        return own.isEmpty()
                ? records.stream().filter(record -> record.task().isEmpty()).toList()
                : own;
    }

    /**
     * Changes a job, and all tasks of an array, until they are as they should be. They may go on meanwhile: what waits now may run before it
     * is held. What Slurm answers says little: an array that was held as a whole is told to have failed.
     */
    private void changeUntil(SlurmJob job, String id, OptionalInt task, Predicate<JobRecord> right, Change change)
            throws JobRefusedException, IOException {
        Set<String> asked = new HashSet<>();
        RestAnswer refusal = null;
        long begun = System.nanoTime();
        while (true) {
            List<JobRecord> open = meant(look(job, id), task).stream()
                    .filter(record -> !record.state().phase().hasEnded() && record.state() != SlurmState.COMPLETING)
                    .toList();
            if (open.isEmpty()) {
                throw JobRefusedException.finished();
            }
            List<JobRecord> wrong =
                    open.stream().filter(record -> !right.test(record)).toList();
            if (wrong.isEmpty()) {
                return;
            }
            if (System.nanoTime() - begun > CHANGE_PATIENCE.toNanos()) {
                if (refusal != null) {
                    requireDone(refusal);
                }
                return;
            }
            for (JobRecord record : wrong) {
                String key = record.id() + " " + record.word();
                if (!asked.contains(key)) {
                    RestAnswer answer =
                            change.of(record, task.isPresent() ? addressOf(id, task.getAsInt()) : record.address());
                    if (answer.isFine()) {
                        asked.add(key);
                    } else {
                        refusal = answer;
                    }
                }
            }
            pause();
        }
    }

    private static void pause() throws ExecutorException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutorException("The gateway is closing: try again when it is back", e);
        }
    }

    /** Ends a job, and runs it again behind that. */
    void requeue(SlurmJob job, OptionalInt task) throws JobRefusedException, IOException {
        String id = requireId(job);
        if (task.isPresent()) {
            throw new JobRefusedException(
                    "Slurm requeues whole arrays alone: requeue the array, or submit what this task does as a job");
        }
        if (job.spec().command().isEmpty()) {
            throw new JobRefusedException(
                    "How it is run is not known any more, since the gateway's machine lost its power:"
                            + " submit it anew");
        }
        requireNoKill(job);
        List<JobRecord> records = look(job, id);
        if (records.stream().allMatch(record -> record.state().phase().hasEnded())) {
            throw JobRefusedException.finished();
        }
        if (records.stream().allMatch(record -> record.state().phase() == SlurmPhase.PENDING)) {
            throw new JobRefusedException("Job has not started yet");
        }
        long before = records.get(0).submitted();
        note(job, records, () -> {
            requireNoKill(job);
            job.runAgain();
        });
        boolean sent = false;
        try {
            // the operations of the daemon have no requeue: the next run waits for the end of this one
            executor.send(job, executor.request(job, Optional.of(id)));
            sent = true;
        } finally {
            if (!sent) {
                executor.locked(() -> job.runAsBefore(before));
            }
        }
        RestAnswer cancelled = api.cancel(job.spec().user(), id);
        if (!cancelled.isNoSuchJob() && !cancelled.isJobFinished()) {
            requireDone(cancelled);
        }
        Optional<String> next = job.slurmId();
        if (next.isPresent()) {
            look(job, next.get());
        }
    }

    /** What is noted of a job, with the lock held. */
    private interface Noting {
        void apply() throws JobRefusedException;
    }

    private static void requireNoKill(SlurmJob job) throws JobRefusedException {
        if (job.isKillRequested()) {
            throw new JobRefusedException("Job is being terminated");
        }
    }

    /**
     * Notes what is to be done to a job, unless something else was done to it since it was looked at. What was seen is known by its mark: the
     * next run may have the id of the one before.
     */
    private void note(SlurmJob job, List<JobRecord> seen, Noting noting) throws JobRefusedException {
        executor.lock().lock();
        try {
            boolean isAsBefore = executor.jobs().get(job.name()) == job
                    && job.slurmId().isPresent()
                    && !job.ofPresentRun(seen).isEmpty();
            if (!isAsBefore) {
                throw new JobRefusedException("Something else is being done to it at present: look at its state");
            }
            noting.apply();
        } finally {
            executor.lock().unlock();
        }
    }

    /** Learns how a job is now, and tells it. */
    private List<JobRecord> look(SlurmJob job, String id) throws JobRefusedException, IOException {
        List<JobRecord> found = api.job(id);
        executor.lock().lock();
        try {
            List<JobRecord> own = job.ofPresentRun(found);
            if (own.isEmpty()) {
                // Slurm has forgotten it, or given its id to another job
                throw JobRefusedException.finished();
            }
            executor.told(job, job.learn(own));
            job.touch();
            return own;
        } finally {
            executor.lock().unlock();
        }
    }

    private static void requireDone(RestAnswer answer) throws JobRefusedException {
        if (answer.isNoSuchJob() || answer.isJobFinished()) {
            throw JobRefusedException.finished();
        }
        if (!answer.isFine()) {
            throw new JobRefusedException("Slurm refuses it: " + answer.words());
        }
    }

    private String requireId(SlurmJob job) throws ExecutorException {
        executor.lock().lock();
        try {
            return job.slurmId()
                    .orElseThrow(() -> new ExecutorException(
                            "Slurm has not told yet that it has this job: try again in a moment"));
        } finally {
            executor.lock().unlock();
        }
    }
}
