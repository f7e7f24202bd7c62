package org.mantle.gateway.slurm;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.job.JobSpec;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.job.JobStatus;
import org.mantle.slurm.SlurmArray;
import org.mantle.slurm.SlurmExit;
import org.mantle.slurm.SlurmPhase;
import org.mantle.slurm.SlurmState;

/**
 * Says in the gateway's terms how a job of Slurm goes. Of an array it remembers the tasks that have ended, since Slurm forgets them while
 * others still run.
 */
final class JobReport {

    /** Slurm has forgotten the job, and with it how it ended. */
    static final JobStage FORGOTTEN = new JobStage("unknown", true);

    private static final int MOST_NAMED = 20;

    private final JobSpec spec;
    private final int tasks;
    private final TreeMap<Integer, JobRecord> ended = new TreeMap<>();

    JobReport(JobSpec spec) {
        this.spec = spec;
        tasks = spec.resources()
                .array()
                .flatMap(SlurmArray::parse)
                .map(SlurmArray::count)
                .orElse(0);
    }

    /** Forgets the tasks of an earlier run. */
    void clear() {
        ended.clear();
    }

    /** Returns the status of a job by all that Slurm has of it. */
    JobStatus of(List<JobRecord> records, boolean killRequested) {
        return tasks == 0 ? ofOne(records.get(records.size() - 1), killRequested) : ofArray(records, killRequested);
    }

    private JobStatus ofOne(JobRecord record, boolean killRequested) {
        JobStage stage = stage(record);
        boolean over = stage.ended();
        boolean begun = phase(record) != SlurmPhase.PENDING && !record.isHeld() && hasStarted(record);
        Optional<SlurmExit> exit = over && begun ? record.exit() : Optional.empty();
        return new JobStatus(
                stage,
                over ? end(record, killRequested, begun) : course(record),
                begun ? record.started() : Optional.empty(),
                over ? record.ended() : Optional.empty(),
                exit.filter(known -> !known.isNotStarted())
                        .map(known -> OptionalInt.of(known.asShellCode()))
                        .orElse(OptionalInt.empty()),
                OptionalLong.empty());
    }

    /** What was cancelled while it waited has a beginning too, which is its end, and nothing of an exit. */
    private static boolean hasStarted(JobRecord record) {
        boolean neverRan = record.state() == SlurmState.CANCELLED
                && record.exit().map(SlurmExit::toString).orElse("0:0").equals("0:0")
                && record.started().equals(record.ended());
        return !neverRan && record.state() != SlurmState.DEADLINE;
    }

    private static SlurmPhase phase(JobRecord record) {
        return record.isHeld() ? SlurmPhase.SUSPENDED : record.state().phase();
    }

    private static JobStage stage(JobRecord record) {
        return switch (phase(record)) {
            case PENDING -> JobStage.PENDING;
            case RUNNING -> JobStage.RUNNING;
            case SUSPENDED -> JobStage.SUSPENDED;
            case DONE -> JobStage.DONE;
            case FAILED -> JobStage.FAILED;
            case UNKNOWN -> new JobStage(record.word().toLowerCase(Locale.ROOT), false);
        };
    }

    /** Says why a job is where it is, with Slurm's own id, by which the cluster's commands know it. */
    private static String course(JobRecord record) {
        String name = "Slurm job " + record.submitted();
        if (record.state() == SlurmState.OTHER) {
            return name + " is in the state " + record.word() + ", which this gateway does not know";
        }
        if (record.state() != SlurmState.PENDING) {
            return record.state() == SlurmState.RUNNING
                    ? name
                    : name + " " + record.state().words();
        }
        return switch (record.reason()) {
            case "None", "" -> name + " waits for its turn";
            case "BeginTime" -> record.restarts() > 0 ? name + " waits to be run again" : name + " waits for its time";
            case "JobHeldUser", "JobHeldAdmin" -> name + " is held";
            case "DependencyNeverSatisfied", "PartitionConfig", "PartitionNodeLimit", "BadConstraints" ->
                name + " cannot start (" + record.reason() + "): kill it, and submit it with what the cluster has";
            default -> name + " waits (" + record.reason() + ")";
        };
    }

    /** Says how a job ended, and in which file it said something before it failed; empty for success. */
    private String end(JobRecord record, boolean killRequested, boolean begun) {
        if (record.state() == SlurmState.COMPLETED) {
            return "";
        }
        if (record.state() == SlurmState.CANCELLED) {
            String who = killRequested ? "killed" : "was cancelled at the cluster";
            return begun ? who : who + " before it started";
        }
        if (record.state() != SlurmState.FAILED) {
            return record.state().words();
        }
        SlurmExit exit = record.exit().orElse(new SlurmExit(0, 0));
        if (exit.isNotStarted()) {
            return "could not be started: its folder, or the file for its output, could not be used by its user";
        }
        String signal = exit.signal() == 0 ? "" : " (signal " + exit.signal() + ")";
        String code = exit.equals(new SlurmExit(0, 0))
                ? "failed (" + record.reason() + ")"
                : "exit code " + exit.asShellCode() + signal;
        return code + where();
    }

    private String where() {
        return Stream.of(spec.error(), spec.output())
                .filter(file -> file.toFile().length() > 0)
                .findFirst()
                .map(file -> ", see " + file.getFileName())
                .orElse("");
    }

    private JobStatus ofArray(List<JobRecord> records, boolean killRequested) {
        for (JobRecord record : records) {
            if (record.task().isPresent() && phase(record).hasEnded()) {
                ended.put(record.task().getAsInt(), record);
            }
        }
        List<JobRecord> open =
                records.stream().filter(record -> !phase(record).hasEnded()).toList();
        List<JobRecord> all =
                Stream.concat(open.stream(), ended.values().stream()).toList();
        Optional<Instant> started = all.stream()
                .filter(record ->
                        record.task().isPresent() && phase(record) != SlurmPhase.PENDING && hasStarted(record))
                .flatMap(record -> record.started().stream())
                .min(Instant::compareTo);
        if (!open.isEmpty()) {
            return new JobStatus(
                    stageOfOpen(open),
                    "Slurm array " + records.get(0).submitted() + ": " + ended.size() + " of " + tasks
                            + " tasks have ended",
                    started,
                    Optional.empty(),
                    OptionalInt.empty(),
                    OptionalLong.empty());
        }
        // an array that was cancelled before a task of it began is one record without a task
        @Nullable JobRecord whole = records.stream()
                .filter(record -> record.task().isEmpty())
                .findFirst()
                .orElse(null);
        if (ended.isEmpty() && whole != null) {
            return ofOne(whole, killRequested);
        }
        return ofEndedArray(started, whole != null, killRequested);
    }

    private static JobStage stageOfOpen(List<JobRecord> open) {
        for (SlurmPhase phase : List.of(SlurmPhase.RUNNING, SlurmPhase.PENDING, SlurmPhase.SUSPENDED)) {
            Optional<JobRecord> one =
                    open.stream().filter(record -> phase(record) == phase).findFirst();
            if (one.isPresent()) {
                return stage(one.get());
            }
        }
        return stage(open.get(0));
    }

    private JobStatus ofEndedArray(Optional<Instant> started, boolean restCancelled, boolean killRequested) {
        Map<Integer, JobRecord> failed = ended.entrySet().stream()
                .filter(entry -> phase(entry.getValue()) == SlurmPhase.FAILED)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
        Optional<Instant> end = ended.values().stream()
                .flatMap(record -> record.ended().stream())
                .max(Instant::compareTo);
        int unknown = restCancelled ? 0 : Math.max(0, tasks - ended.size());
        OptionalInt code = ended.values().stream()
                .flatMap(record -> record.exit().stream())
                .mapToInt(SlurmExit::asShellCode)
                .max();
        JobStage stage = JobStage.DONE;
        String remark = "";
        if (!failed.isEmpty() || restCancelled) {
            stage = JobStage.FAILED;
            String names = failed.keySet().stream()
                    .limit(MOST_NAMED)
                    .map(Objects::toString)
                    .collect(Collectors.joining(", "));
            remark = failed.size() + " of " + tasks + " tasks failed: " + names
                    + (failed.size() > MOST_NAMED ? ", …" : "") + (killRequested ? " (killed)" : "");
        } else if (unknown > 0) {
            stage = FORGOTTEN;
            remark = "Slurm has forgotten how " + unknown + " of " + tasks + " tasks ended: see their output";
        }
        return new JobStatus(stage, remark, started, end, code, OptionalLong.empty());
    }

    /** Returns the status of a job that Slurm does not know any more, without having told its end. */
    JobStatus forgotten(JobStatus last) {
        if (tasks > 0 && ended.size() == tasks) {
            return ofEndedArray(last.started(), false, false);
        }
        return new JobStatus(
                FORGOTTEN,
                "Slurm has forgotten it, and with it how it ended: see its output",
                last.started(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty());
    }
}
