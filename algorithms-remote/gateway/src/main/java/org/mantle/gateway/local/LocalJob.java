package org.mantle.gateway.local;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.JobRefusedException;
import org.mantle.gateway.job.JobSpec;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.local.LocalProgress.Phase;
import org.mantle.slurm.SlurmArray;

/**
 * One job of the local executor; its state is guarded by the executor's lock.
 *
 * <p>Signals are sent without that lock, because they take their time and no job is to wait for another's. They have a lock
 * of their own, so that one job gets them one after the other; it is taken before the executor's, never after.
 */
final class LocalJob {

    private static final System.Logger LOG = System.getLogger(LocalJob.class.getName());

    private static final long TIMER_SLACK = 20;

    private final LocalExecutor executor;
    private final JobSpec spec;
    private final OptionalInt mostAtATime;
    private final ReentrantLock signalling = new ReentrantLock();
    private final LocalProgress progress = new LocalProgress();
    private JobStatus told = JobStatus.pending();
    private @Nullable JobProcesses group;
    private @Nullable Future<?> killTimer;
    private @Nullable Future<?> timeTimer;

    /** Whether it is being ended to be run again. */
    private boolean again;

    LocalJob(LocalExecutor executor, JobSpec spec) {
        this.executor = executor;
        this.spec = spec;
        mostAtATime = TaskId.index(spec.id()).isPresent()
                ? spec.resources()
                        .array()
                        .flatMap(SlurmArray::parse)
                        .map(SlurmArray::atATime)
                        .orElse(OptionalInt.empty())
                : OptionalInt.empty();
    }

    long id() {
        return spec.id();
    }

    JobSpec spec() {
        return spec;
    }

    Execution execution() {
        return LocalExecutor.execution(spec);
    }

    /** Returns how many tasks of its array may run at a time, if that is bounded. */
    OptionalInt mostAtATime() {
        return mostAtATime;
    }

    /** To be called with the lock held. */
    boolean beginUnlessHeld() {
        if (progress.phase() != Phase.PENDING) {
            return false;
        }
        progress.start(executor.clock().instant());
        tell();
        return true;
    }

    /** Runs the job to its end, in a thread of its own. */
    void run() {
        JobProcess process;
        try {
            process = JobProcess.start(spec, executor.setsid(), executor.records());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, this + " could not be started", e);
            String why = JobProcess.whyNotStarted(spec, e);
            JobProcess.tell(spec, why);
            locked(() -> end(null, why));
            return;
        }
        JobProcesses own = process.all();
        boolean unwanted = lockedGet(() -> {
            group = own;
            progress.run(own.id());
            return progress.isKillRequested();
        });
        if (unwanted) {
            terminate(own);
        }
        spec.resources().timeLimit().ifPresent(limit -> watchTime(limit, limit));
        int code = process.await();
        if (own instanceof ProcessGroup && !isClaimOf(own.id())) {
            followOther(code);
            return;
        }
        endRest(own);
        String remark = JobProcess.remarkOn(spec, code);
        locked(() -> end(code, progress.isKillRequested() ? progress.killReason() : remark));
    }

    /** Looks after a while whether the job has run for longer than it may; the time for which it is stopped does not count. */
    private void watchTime(Duration limit, Duration after) {
        Future<?> next =
                executor.timer().schedule(() -> checkTime(limit), Math.max(0, after.toMillis()), TimeUnit.MILLISECONDS);
        locked(() -> timeTimer = next);
    }

    private void checkTime(Duration limit) {
        Duration left = lockedGet(() -> limit.minus(progress.ran()));
        if (left.compareTo(Duration.ZERO) > 0) {
            boolean goesOn = lockedGet(() -> !progress.hasEnded());
            if (goesOn) {
                // it was stopped for some time
                watchTime(limit, left.plusMillis(TIMER_SLACK));
            }
            return;
        }
        Runnable killing = lockedGet(() -> progress.hasEnded() ? null : beginKillingAt(limit));
        if (killing != null) {
            killing.run();
        }
    }

    private Runnable beginKillingAt(Duration limit) {
        return beginKillingSince("ended at its time limit of " + words(limit));
    }

    /** Kills for a reason that is not its user's; to be called with the lock held, as {@link #beginKilling}. */
    Runnable beginKillingSince(String reason) {
        progress.requestKill(reason);
        return beginKilling();
    }

    private static String words(Duration limit) {
        boolean isShort = limit.toMinutes() < 2;
        return isShort ? limit.toSeconds() + " seconds" : limit.toMinutes() + " minutes";
    }

    private boolean isClaimOf(long process) {
        return claim().map(claim -> claim.process() == process).orElse(false);
    }

    /** Returns which process runs the job; nothing as well if that cannot be read. */
    private Optional<JobRecords.Claim> claim() {
        try {
            return executor.records().claim(id());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the records of " + this + " cannot be read", e);
            return Optional.empty();
        }
    }

    /**
     * Follows the process that runs the job in place of the one that was started for it, which has ended without doing anything: that of a
     * gateway that was killed just when it had started it.
     */
    private void followOther(int code) {
        Optional<JobRecords.Claim> other = claim();
        if (other.isPresent()) {
            locked(() -> adopt(other.get(), progress.phase()));
            killIfRequested();
            follow(other.get());
        } else {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} could not be started: its first process ended with {1}",
                    this,
                    code);
            String why = progress.isKillRequested()
                    ? progress.killReason() + " before it started"
                    : "could not be started: the gateway's disk is full, or its folder is gone";
            JobProcess.tell(spec, why);
            locked(() -> end(null, why));
        }
    }

    /** Ends the processes that the job left behind: they end with its first one. */
    private void endRest(JobProcesses own) {
        try {
            if (!own.end(executor.killGrace())) {
                LOG.log(System.Logger.Level.WARNING, "{0} has processes that cannot be killed", this);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the processes of " + this + " could not be signalled", e);
        }
    }

    /** Takes over a job that waits for its turn, or is kept from it; to be called with the lock held. */
    void takeOverWaiting(JobStatus status) {
        told = status;
        if (status.stage().equals(JobStage.SUSPENDED)) {
            progress.moveTo(Phase.HELD);
        }
        tell();
    }

    /** Takes over a job that an earlier gateway started; to be called with the lock held. */
    void takeOver(JobRecords.Claim claim, JobStatus status) {
        told = status;
        Instant started = status.started().orElse(claim.time());
        progress.start(started);
        adopt(claim, Phase.RUNNING);
        tell();
        // for how long it was stopped under the earlier gateway nobody knows
        Duration ran = Duration.between(started, executor.clock().instant());
        spec.resources().timeLimit().ifPresent(limit -> {
            progress.ranBefore(ran);
            watchTime(limit, limit.minus(ran));
        });
    }

    private void killIfRequested() {
        @Nullable JobProcesses target = lockedGet(() -> progress.isKillRequested() ? group : null);
        if (target != null) {
            terminate(target);
        }
    }

    /** To be called with the lock held. */
    private void adopt(JobRecords.Claim claim, Phase phase) {
        Optional<ProcessGroup> found = find(claim);
        group = found.orElse(null);
        progress.run(claim.process());
        progress.moveTo(
                found.isPresent() && ProcessGroup.isStopped(claim.process(), claim.start()) ? Phase.STOPPED : phase);
    }

    private Optional<ProcessGroup> find(JobRecords.Claim claim) {
        return claim.isOfEarlierBoot()
                ? Optional.empty()
                : ProcessGroup.find(claim.process(), claim.start(), JobEnvironment.marks(JobEnvironment.of(spec)));
    }

    /** Follows a job that another gateway started to its end, in a thread of its own. */
    void follow(JobRecords.Claim claim) {
        if (!claim.isOfEarlierBoot()) {
            ProcessGroup.awaitEndOf(claim.process(), claim.start());
        }
        // those that it left behind, which are found by other means than before once it has ended
        find(claim).ifPresent(this::endRest);
        Optional<JobRecords.Exit> exit = exit();
        String lost = claim.isOfEarlierBoot()
                ? "was lost when the gateway's machine was started anew"
                : "was killed together with the process that runs it, so that its exit code is not known";
        locked(() -> end(
                exit.map(JobRecords.Exit::time).orElseGet(() -> executor.clock().instant()),
                exit.map(JobRecords.Exit::code).orElse(null),
                progress.isKillRequested()
                        ? progress.killReason()
                        : exit.map(end -> JobProcess.remarkOn(spec, end.code())).orElse(lost)));
    }

    private Optional<JobRecords.Exit> exit() {
        try {
            return executor.records().exit(id());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the records of " + this + " cannot be read", e);
            return Optional.empty();
        }
    }

    /** To be called with the lock held. */
    boolean isKillRequested() {
        return progress.isKillRequested();
    }

    /** Ends the job, so that no fault leaves it running for ever; to be called with the lock held. */
    void endIfItHasNot(String why) {
        if (!progress.hasEnded()) {
            end(null, why);
            tell();
        }
    }

    private void end(@Nullable Integer code, String why) {
        end(executor.clock().instant(), code, why);
    }

    private void end(Instant time, @Nullable Integer code, String why) {
        progress.end(time, code, why);
        executor.forget(this);
        if (killTimer != null) {
            killTimer.cancel(false);
        }
        if (timeTimer != null) {
            timeTimer.cancel(false);
        }
        again &= executor.takesAgain();
        if (again) {
            executor.takeAgain(new LocalJob(executor, spec));
        }
    }

    /** Tells what has changed; to be called with the lock held, so that it is told in its order. */
    private void tell() {
        JobStatus status = progress.status();
        boolean beginsAgain = again && status.stage().ended();
        if (!status.equals(told) && !executor.isDetached() && !beginsAgain) {
            told = status;
            executor.observer().changed(id(), status);
        }
    }

    void kill() throws JobRefusedException {
        Runnable killing = lockedGet(() -> progress.hasEnded() ? null : beginKilling());
        if (killing == null) {
            throw JobRefusedException.finished();
        }
        killing.run();
    }

    void requeue() throws JobRefusedException {
        Runnable killing;
        executor.lock().lock();
        try {
            if (progress.hasEnded()) {
                throw JobRefusedException.finished();
            }
            if (progress.isKillRequested()) {
                throw new JobRefusedException("Job is being terminated");
            }
            if (progress.phase() == Phase.PENDING || progress.phase() == Phase.HELD) {
                throw new JobRefusedException("Job has not started yet");
            }
            killing = beginKilling();
            again = true;
        } finally {
            executor.lock().unlock();
        }
        killing.run();
    }

    /** Kills unless it has ended; to be called with the lock held. What is left to do is to be done without it. */
    Runnable beginKilling() {
        JobProcesses target = group;
        again = false;
        progress.requestKill();
        if (progress.phase() == Phase.PENDING || progress.phase() == Phase.HELD) {
            end(null, progress.killReason() + " before it started");
            tell();
        } else if (target != null && !progress.hasEnded()) {
            progress.moveTo(Phase.RUNNING);
            tell();
            return () -> terminate(target);
        }
        // one that is just being started looks after it
        return () -> {};
    }

    private void terminate(JobProcesses target) {
        signalling.lock();
        try {
            target.terminate();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, this + " could not be told to end", e);
        } finally {
            signalling.unlock();
        }
        Future<?> timer = executor.timer()
                .schedule(() -> killHard(target), executor.killGrace().toMillis(), TimeUnit.MILLISECONDS);
        locked(() -> killTimer = timer);
    }

    private void killHard(JobProcesses target) {
        signalling.lock();
        try {
            boolean ended = lockedGet(() -> progress.hasEnded());
            if (!ended && target.isAlive()) {
                target.signal("KILL");
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, this + " could not be killed", e);
        } finally {
            signalling.unlock();
        }
    }

    void suspend() throws JobRefusedException {
        signalling.lock();
        try {
            JobProcesses target = holdOrFind();
            if (target != null) {
                send(target, "STOP", Phase.STOPPED);
            }
        } finally {
            signalling.unlock();
        }
    }

    /** Keeps the job from starting; if it runs, returns what is to be stopped. */
    private @Nullable JobProcesses holdOrFind() throws JobRefusedException {
        executor.lock().lock();
        try {
            awaitStart();
            switch (progress.phase()) {
                case PENDING -> {
                    progress.moveTo(Phase.HELD);
                    tell();
                }
                case RUNNING -> {
                    if (progress.isKillRequested()) {
                        // what it does to clean up would stand still until it is killed hard
                        throw new JobRefusedException("Job is being terminated");
                    }
                    return group;
                }
                case HELD, STOPPED -> {}
                default -> throw JobRefusedException.finished();
            }
            return null;
        } finally {
            executor.lock().unlock();
        }
    }

    void resume() throws JobRefusedException {
        signalling.lock();
        try {
            JobProcesses target = releaseOrFind();
            if (target != null) {
                send(target, "CONT", Phase.RUNNING);
            }
        } finally {
            signalling.unlock();
        }
    }

    /** Lets a job start that was kept from it; if it is stopped, returns what is to go on. */
    private @Nullable JobProcesses releaseOrFind() throws JobRefusedException {
        executor.lock().lock();
        try {
            awaitStart();
            switch (progress.phase()) {
                case HELD -> {
                    progress.moveTo(Phase.PENDING);
                    tell();
                    executor.dispatch();
                    return null;
                }
                case STOPPED -> {
                    return group;
                }
                case ENDED -> throw JobRefusedException.finished();
                default -> throw new JobRefusedException("Job is not suspended");
            }
        } finally {
            executor.lock().unlock();
        }
    }

    private void send(JobProcesses target, String name, Phase next) throws JobRefusedException {
        boolean sent;
        try {
            sent = target.signal(name);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, this + " could not be signalled", e);
            throw new JobRefusedException("the gateway could not signal it");
        }
        if (!sent) {
            throw JobRefusedException.finished();
        }
        locked(() -> {
            // neither of which waited for the signal
            if (!progress.hasEnded() && !progress.isKillRequested()) {
                progress.moveTo(next);
            }
        });
    }

    /** A job that is just being started can be stopped a moment later. */
    private void awaitStart() {
        // until it runs or has failed to start: the executor sees to one of them
        while (progress.phase() == Phase.STARTING) {
            executor.changed().awaitUninterruptibly();
        }
    }

    private void locked(Runnable action) {
        lockedGet(() -> {
            action.run();
            return null;
        });
    }

    private <T extends @Nullable Object> T lockedGet(Supplier<T> action) {
        executor.lock().lock();
        try {
            T result = action.get();
            tell();
            executor.changed().signalAll();
            return result;
        } finally {
            executor.lock().unlock();
        }
    }

    @Override
    public String toString() {
        return "job " + TaskId.shown(id());
    }
}
