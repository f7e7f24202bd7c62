package org.mantle.gateway.local;

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
        phase = next;
    }

    void start(Instant time) {
        phase = Phase.STARTING;
        started = time;
    }

    void run(long id) {
        phase = Phase.RUNNING;
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
