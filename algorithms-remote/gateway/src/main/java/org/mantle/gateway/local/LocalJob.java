package org.mantle.gateway.local;

import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.JobRefusedException;
import org.mantle.gateway.job.JobSpec;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.local.LocalProgress.Phase;

/**
 * One job of the local executor; its state is guarded by the executor's lock.
 *
 * <p>Signals are sent without that lock, because they take their time and no job is to wait for another's. They have a lock
 * of their own, so that one job gets them one after the other; it is taken before the executor's, never after.
 */
final class LocalJob {

    private static final System.Logger LOG = System.getLogger(LocalJob.class.getName());

    private final LocalExecutor executor;
    private final JobSpec spec;
    private final ReentrantLock signalling = new ReentrantLock();
    private final LocalProgress progress = new LocalProgress();
    private JobStatus told = JobStatus.pending();
    private @Nullable JobProcesses group;
    private @Nullable Future<?> killTimer;

    /** Whether it is being ended to be run again. */
    private boolean again;

    LocalJob(LocalExecutor executor, JobSpec spec) {
        this.executor = executor;
        this.spec = spec;
    }

    long id() {
        return spec.id();
    }

    JobSpec spec() {
        return spec;
    }

    Execution execution() {
        return new Execution(spec.user(), Long.toString(spec.id()));
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
            process = JobProcess.start(spec, executor.setsid());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "job " + id() + " could not be started", e);
            String why = JobProcess.whyNotStarted(spec, e);
            JobProcess.tell(spec, why);
            locked(() -> end(null, why));
            return;
        }
        JobProcesses own = process.all();
        executor.runningJobs().add(spec, executor.clock().instant(), own);
        boolean unwanted = lockedGet(() -> {
            group = own;
            progress.run(own.id());
            return progress.isKillRequested();
        });
        if (unwanted) {
            terminate(own);
        }
        int code = process.await();
        endRest(own);
        String remark = process.remarkOn(code);
        locked(() -> end(code, progress.isKillRequested() ? "killed" : remark));
    }

    /** Ends the processes that the job left behind: they end with its first one. */
    private void endRest(JobProcesses own) {
        try {
            if (!own.end(executor.killGrace())) {
                LOG.log(System.Logger.Level.WARNING, "job {0} has processes that cannot be killed", id());
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the processes of job " + id() + " could not be signalled", e);
        }
    }

    /** Takes over a job that runs already, or is suspended; to be called with the lock held. */
    void takeOver(RunningJobs.Found found) {
        group = found.group();
        progress.start(found.started());
        progress.run(found.group().id());
        if (found.isStopped()) {
            progress.moveTo(Phase.STOPPED);
        }
        tell();
    }

    /** Follows a job that was taken over to its end, in a thread of its own; nobody tells its exit code. */
    void follow(RunningJobs.Found found) {
        found.awaitEndOfFirst();
        endRest(found.group());
        locked(() -> end(
                null,
                progress.isKillRequested()
                        ? "killed"
                        : "ended after the gateway that started it was killed, so that its exit code is not known"));
    }

    /** Ends the job, so that no fault leaves it running for ever; to be called with the lock held. */
    void endIfItHasNot(String why) {
        if (!progress.hasEnded()) {
            end(null, why);
            tell();
        }
    }

    private void end(@Nullable Integer code, String why) {
        progress.end(executor.clock().instant(), code, why);
        executor.runningJobs().remove(id());
        executor.forget(this);
        if (killTimer != null) {
            killTimer.cancel(false);
        }
        again &= !executor.isClosed();
        if (again) {
            executor.takeAgain(new LocalJob(executor, spec));
        }
    }

    /** Tells what has changed; to be called with the lock held, so that it is told in its order. */
    private void tell() {
        JobStatus status = progress.status();
        if (!status.equals(told) && !(again && status.stage().ended())) {
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
            end(null, "killed before it started");
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
            LOG.log(System.Logger.Level.WARNING, "job " + id() + " could not be told to end", e);
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
            LOG.log(System.Logger.Level.WARNING, "job " + id() + " could not be killed", e);
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
            LOG.log(System.Logger.Level.WARNING, "job " + id() + " could not be signalled", e);
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
        return "job " + id();
    }
}
