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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mantle.pac.JobInfo;
import org.mantle.pac.JobState;

/** One job of the local executor; its state is guarded by the executor's lock. */
final class LocalJob implements JobExecutor.ExecutingJob {
    private static final System.Logger LOG = System.getLogger(LocalJob.class.getName());
    private static final int SIGNALLED = 128; // how a shell, and Java, report the end by a signal

    private final LocalExecutor executor;
    private final JobSpec spec;
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
        locked(() -> {
            group = own;
            phase = Phase.RUNNING;
            if (killRequested) {
                terminate(own);
            }
        });
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

    /** So that no fault in here leaves a job running for ever; to be called with the lock held. */
    void endIfItHasNot() {
        if (phase != Phase.ENDED) {
            end(null, "the gateway lost it");
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
        RefusedException refused = lockedGet(() -> {
            if (phase == Phase.ENDED) {
                return hasFinished();
            }
            killQuietly();
            return null;
        });
        throwIf(refused);
    }

    /** Kills unless it has ended; to be called with the lock held. */
    void killQuietly() {
        killRequested = true;
        if (phase == Phase.PENDING || phase == Phase.HELD) {
            executor.withdraw(this);
            end(null, "killed before it started");
        } else if (group != null && phase != Phase.ENDED) {
            phase = Phase.RUNNING;
            terminate(group);
        }
    }

    private void terminate(ProcessGroup target) {
        try {
            target.terminate();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Job " + id() + " could not be told to end", e);
        }
        killTimer = executor.timer()
                .schedule(
                        () -> locked(() -> killHard(target)),
                        executor.killGrace().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void killHard(ProcessGroup target) {
        try {
            if (phase != Phase.ENDED && target.isAlive()) {
                target.signal("KILL");
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Job " + id() + " could not be killed", e);
        }
    }

    @Override
    public void suspend() throws RefusedException {
        throwIf(lockedGet(() -> {
            awaitStart();
            switch (phase) {
                case PENDING -> phase = Phase.HELD;
                case RUNNING -> {
                    return signal("STOP", Phase.STOPPED);
                }
                case HELD, STOPPED -> {}
                default -> {
                    return hasFinished();
                }
            }
            return null;
        }));
    }

    @Override
    public void resume() throws RefusedException {
        throwIf(lockedGet(() -> {
            awaitStart();
            switch (phase) {
                case HELD -> {
                    phase = Phase.PENDING;
                    executor.dispatch();
                }
                case STOPPED -> {
                    return signal("CONT", Phase.RUNNING);
                }
                case ENDED -> {
                    return hasFinished();
                }
                default -> {
                    return RefusedException.invalid("Job <" + id() + ">: Job is not suspended");
                }
            }
            return null;
        }));
    }

    private @Nullable RefusedException signal(String name, Phase next) {
        try {
            if (group != null && group.signal(name)) {
                phase = next;
                return null;
            }
            return hasFinished();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Job " + id() + " could not be signalled", e);
            return RefusedException.invalid("Job <" + id() + ">: the gateway could not signal it");
        }
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

    private static void throwIf(@Nullable RefusedException refused) throws RefusedException {
        if (refused != null) {
            throw refused;
        }
    }

    @Override
    public String toString() {
        return "job " + id();
    }
}
