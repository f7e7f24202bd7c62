package org.mantle.gateway.local;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.job.JobStatus;

/** How far a local job is; to be used with the executor's lock held. */
final class LocalProgress {

    private Phase phase = Phase.PENDING;
    private @Nullable Instant started;
    private @Nullable Instant ended;
    private @Nullable Integer exitCode;
    private OptionalLong processId = OptionalLong.empty();
    private String remark = "";
    private boolean killRequested;
    private String killReason = "killed";
    /** By the clock that nobody sets: how long it ran before it was stopped last, and since when it runs. */
    private long ranNanos;

    private long runningSince;

    /** What the executor must tell apart. */
    enum Phase {
        PENDING,
        HELD,
        STARTING,
        RUNNING,
        STOPPED,
        ENDED
    }

    Phase phase() {
        return phase;
    }

    void moveTo(Phase next) {
        long now = System.nanoTime();
        if (phase == Phase.RUNNING) {
            ranNanos += now - runningSince;
        }
        runningSince = now;
        phase = next;
    }

    /** Notes how long it has run already when it is taken over. */
    void ranBefore(Duration time) {
        ranNanos = Math.max(0, time.toNanos());
    }

    /** Returns how long it has run, without the time for which it was stopped. */
    Duration ran() {
        return Duration.ofNanos(ranNanos + (phase == Phase.RUNNING ? System.nanoTime() - runningSince : 0));
    }

    void start(Instant time) {
        phase = Phase.STARTING;
        started = time;
    }

    void run(long id) {
        moveTo(Phase.RUNNING);
        processId = OptionalLong.of(id);
    }

    void end(Instant time, @Nullable Integer code, String why) {
        phase = Phase.ENDED;
        // the clock may have been set back meanwhile
        ended = started != null && time.isBefore(started) ? started : time;
        exitCode = code;
        remark = why;
    }

    boolean hasEnded() {
        return phase == Phase.ENDED;
    }

    void requestKill() {
        killRequested = true;
    }

    /** Notes why the job is killed, if it is not already. */
    void requestKill(String why) {
        if (!killRequested) {
            killReason = why;
        }
        requestKill();
    }

    /** Returns why it was killed. */
    String killReason() {
        return killReason;
    }

    boolean isKillRequested() {
        return killRequested;
    }

    JobStatus status() {
        return new JobStatus(
                stage(),
                remark,
                Optional.ofNullable(started),
                Optional.ofNullable(ended),
                exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode),
                processId);
    }

    private JobStage stage() {
        return switch (phase) {
            case PENDING -> JobStage.PENDING;
            case HELD, STOPPED -> JobStage.SUSPENDED;
            case STARTING, RUNNING -> JobStage.RUNNING;
            // a job that was killed has not done what it was to do, whatever it says itself
            case ENDED -> exitCode != null && exitCode == 0 && !killRequested ? JobStage.DONE : JobStage.FAILED;
        };
    }
}
