package org.mantle.gateway;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mantle.pac.JobInfo;
import org.mantle.pac.JobState;

/**
 * One job of the local executor; its state is guarded by the executor's lock.
 *
 * <p>Signals are sent without that lock, because they take their time and the states of all jobs are asked for under it. They
 * have a lock of their own, so that one job gets them one after the other; it is taken before the executor's, never after.
 */
final class LocalJob implements JobExecutor.ExecutingJob {
    private static final System.Logger LOG = System.getLogger(LocalJob.class.getName());
    private static final int SIGNALLED = 128; // how a shell, and Java, report the end by a signal

    private final LocalExecutor executor;
    private final JobSpec spec;
    private final ReentrantLock signalling = new ReentrantLock();
    private Phase phase = Phase.PENDING;
    private @Nullable ProcessGroup group;
    private @Nullable Instant started;
    private @Nullable Instant ended;
    private @Nullable Integer exitCode;
    private String remark = JobInfo.UNSET;
    private boolean killRequested;
    private @Nullable Future<?> killTimer;

    private enum Phase {
        PENDING,
        HELD,
        STARTING,
        RUNNING,
        STOPPED,
        ENDED
    }

    LocalJob(LocalExecutor executor, JobSpec spec) {
        this.executor = executor;
        this.spec = spec;
    }

    long id() {
        return spec.id();
    }

    /** To be called with the lock held. */
    boolean beginUnlessHeld() {
        if (phase != Phase.PENDING) {
            return false;
        }
        phase = Phase.STARTING;
        started = executor.clock().instant();
        return true;
    }

    /** Runs the job to its end, in a thread of its own. */
    void run() {
        Process process;
        try {
            process = start();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Job " + id() + " could not be started", e);
            boolean tooLong = String.valueOf(e.getMessage()).contains("Argument list too long");
            locked(() -> end(null, "could not be started" + (tooLong ? ": its arguments are too long" : "")));
            return;
        }
        ProcessGroup own = new ProcessGroup(process.pid(), Environment.marks(spec.environment()));
        own.awaitFormation(process);
        boolean unwanted = lockedGet(() -> {
            group = own;
            phase = Phase.RUNNING;
            return killRequested;
        });
        if (unwanted) {
            terminate(own);
        }
        int code = waitFor(process);
        try {
            // processes that the job left behind end with it
            if (!own.end(executor.killGrace())) {
                LOG.log(System.Logger.Level.WARNING, "Job {0} has processes that cannot be killed", id());
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The processes of job " + id() + " could not be signalled", e);
        }
        locked(() -> end(code, killRequested ? "killed" : remarkOn(code) + whereToLook(code)));
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(executor.setsid());
        command.addAll(spec.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(spec.directory().toFile())
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.to(spec.output().toFile()));
        if (spec.error().equals(spec.output())) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectError(Redirect.to(spec.error().toFile()));
        }
        builder.environment().clear();
        builder.environment().putAll(spec.environment());
        return builder.start();
    }

    private static int waitFor(Process process) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException e) {
                    interrupted = true; // nobody is meant to; the job counts
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String remarkOn(int code) {
        if (code == 0) {
            return JobInfo.UNSET;
        }
        return "exit code " + code + (code > SIGNALLED ? " (signal " + (code - SIGNALLED) + ")" : "");
    }

    /** Names the file in which the job said something before it failed. */
    private String whereToLook(int code) {
        return code == 0
                ? ""
                : Stream.of(spec.error(), spec.output())
                        .filter(file -> file.toFile().length() > 0)
                        .findFirst()
                        .map(file -> ", see " + file.getFileName())
                        .orElse("");
    }

    /** So that no fault leaves a job running for ever; to be called with the lock held. */
    void endIfItHasNot(String why) {
        if (phase != Phase.ENDED) {
            end(null, why);
        }
    }

    private void end(@Nullable Integer code, String why) {
        phase = Phase.ENDED;
        ended = executor.clock().instant();
        exitCode = code;
        remark = why;
        if (killTimer != null) {
            killTimer.cancel(false);
        }
    }

    @Override
    public void kill() throws RefusedException {
        Runnable killing = lockedGet(() -> phase == Phase.ENDED ? null : beginKilling());
        if (killing == null) {
            throw hasFinished();
        }
        killing.run();
    }

    /** Kills unless it has ended; to be called with the lock held. What is left to do is to be done without it. */
    Runnable beginKilling() {
        ProcessGroup target = group;
        killRequested = true;
        if (phase == Phase.PENDING || phase == Phase.HELD) {
            executor.withdraw(this);
            end(null, "killed before it started");
        } else if (target != null && phase != Phase.ENDED) {
            phase = Phase.RUNNING;
            return () -> terminate(target);
        }
        return () -> {}; // one that is just being started looks after it
    }

    private void terminate(ProcessGroup target) {
        signalling.lock();
        try {
            target.terminate();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Job " + id() + " could not be told to end", e);
        } finally {
            signalling.unlock();
        }
        Future<?> timer = executor.timer()
                .schedule(() -> killHard(target), executor.killGrace().toMillis(), TimeUnit.MILLISECONDS);
        locked(() -> killTimer = timer);
    }

    private void killHard(ProcessGroup target) {
        signalling.lock();
        try {
            boolean ended = lockedGet(() -> phase == Phase.ENDED);
            if (!ended && target.isAlive()) {
                target.signal("KILL");
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Job " + id() + " could not be killed", e);
        } finally {
            signalling.unlock();
        }
    }

    @Override
    public void suspend() throws RefusedException {
        signalling.lock();
        try {
            ProcessGroup target = holdOrFind();
            if (target != null) {
                send(target, "STOP", Phase.STOPPED);
            }
        } finally {
            signalling.unlock();
        }
    }

    /** Keeps the job from starting; if it runs, returns what is to be stopped. */
    private @Nullable ProcessGroup holdOrFind() throws RefusedException {
        executor.lock().lock();
        try {
            awaitStart();
            switch (phase) {
                case PENDING -> phase = Phase.HELD;
                case RUNNING -> {
                    if (killRequested) { // what it does to clean up would stand still until it is killed hard
                        throw RefusedException.invalid("Job <" + id() + ">: Job is being terminated");
                    }
                    return group;
                }
                case HELD, STOPPED -> {}
                default -> throw hasFinished();
            }
            return null;
        } finally {
            executor.lock().unlock();
        }
    }

    @Override
    public void resume() throws RefusedException {
        signalling.lock();
        try {
            ProcessGroup target = releaseOrFind();
            if (target != null) {
                send(target, "CONT", Phase.RUNNING);
            }
        } finally {
            signalling.unlock();
        }
    }

    /** Lets a job start that was kept from it; if it is stopped, returns what is to go on. */
    private @Nullable ProcessGroup releaseOrFind() throws RefusedException {
        executor.lock().lock();
        try {
            awaitStart();
            switch (phase) {
                case HELD -> {
                    phase = Phase.PENDING;
                    executor.dispatch();
                    return null;
                }
                case STOPPED -> {
                    return group;
                }
                case ENDED -> throw hasFinished();
                default -> throw RefusedException.invalid("Job <" + id() + ">: Job is not suspended");
            }
        } finally {
            executor.lock().unlock();
        }
    }

    private void send(ProcessGroup target, String name, Phase next) throws RefusedException {
        boolean sent;
        try {
            sent = target.signal(name);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Job " + id() + " could not be signalled", e);
            throw RefusedException.invalid("Job <" + id() + ">: the gateway could not signal it");
        }
        if (!sent) {
            throw hasFinished();
        }
        locked(() -> {
            if (phase != Phase.ENDED && !killRequested) { // for which this did not wait
                phase = next;
            }
        });
    }

    /** A job that is just being started can be stopped a moment later. */
    private void awaitStart() {
        while (phase == Phase.STARTING) { // until it runs or has failed to start: the executor sees to one of them
            executor.changed().awaitUninterruptibly();
        }
    }

    private RefusedException hasFinished() {
        return RefusedException.invalid("Job <" + id() + ">: Job has already finished");
    }

    @Override
    public JobStatus status() {
        return lockedGet(() -> new JobStatus(
                state(),
                remark,
                Optional.ofNullable(started),
                Optional.ofNullable(ended),
                exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode),
                group == null ? OptionalLong.empty() : OptionalLong.of(group.id())));
    }

    private JobState state() {
        return switch (phase) {
            case PENDING -> JobState.PENDING;
            case HELD, STOPPED -> JobState.SUSPENDED;
            case STARTING, RUNNING -> JobState.RUNNING;
            // a job that was killed has not done what it was to do, whatever it says itself
            case ENDED -> exitCode != null && exitCode == 0 && !killRequested ? JobState.DONE : JobState.EXIT;
        };
    }

    private void locked(Runnable action) {
        lockedGet(() -> {
            action.run();
            return Optional.empty();
        });
    }

    private <T extends @Nullable Object> T lockedGet(Supplier<T> action) {
        executor.lock().lock();
        try {
            T result = action.get();
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
