package org.mantle.gateway.slurm;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mantle.gateway.job.ArrayStatus;
import org.mantle.gateway.job.JobSpec;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.job.JobStatus;
import org.mantle.slurm.SlurmArray;
import org.mantle.slurm.SlurmExit;
import org.mantle.slurm.SlurmPhase;
import org.mantle.slurm.SlurmState;

/** Says in the gateway's terms how a job of Slurm, or an array with its tasks, goes. */
final class JobReport {

    /** Slurm has forgotten the job, and with it how it ended. */
    static final JobStage FORGOTTEN = new JobStage("unknown", true);

    private static final String KILLED = "killed";
    private static final String CANCELLED = "was cancelled at the cluster";
    private static final String BEFORE_IT_STARTED = " before it started";

    private final JobSpec spec;

    /** How the tasks of an array went when they were told of last; empty for a job. */
    private final TreeMap<Integer, JobStatus> tasks = new TreeMap<>();

    /**
     * Creates a report.
     *
     * @param known how the tasks of an array went under an earlier gateway
     */
    JobReport(JobSpec spec, Map<Integer, JobStatus> known) {
        this.spec = spec;
        clear();
        tasks.putAll(known);
    }

    /** Forgets how the tasks of an earlier run went. */
    void clear() {
        spec.resources()
                .array()
                .flatMap(SlurmArray::parse)
                .ifPresent(array ->
                        tasks.putAll(ArrayStatus.pending(array.indexes()).tasks()));
    }

    /**
     * Returns the status of a job by all that Slurm has of it.
     *
     * @param killRequested tells of a task, or of -1 for a job, whether its owner has killed it
     */
    JobStatus of(List<JobRecord> records, IntPredicate killRequested) {
        return tasks.isEmpty()
                ? ofOne(records.get(records.size() - 1), killRequested.test(-1), OptionalInt.empty())
                : ofArray(records, killRequested);
    }

    private JobStatus ofOne(JobRecord record, boolean killRequested, OptionalInt task) {
        JobStage stage = stage(record);
        boolean over = stage.ended();
        boolean begun = phase(record) != SlurmPhase.PENDING && !record.isHeld() && hasStarted(record);
        Optional<SlurmExit> exit = over && begun ? record.exit() : Optional.empty();
        return new JobStatus(
                stage,
                over ? end(record, killRequested, begun, task) : course(record),
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
    private String end(JobRecord record, boolean killRequested, boolean begun, OptionalInt task) {
        if (record.state() == SlurmState.COMPLETED) {
            return "";
        }
        if (record.state() == SlurmState.CANCELLED) {
            String who = killRequested ? KILLED : CANCELLED;
            return begun ? who : who + BEFORE_IT_STARTED;
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
        return code + where(task);
    }

    /** Names the files; whether anything is in them is not looked at, since they are the user's, and may lie where nothing answers. */
    private String where(OptionalInt task) {
        return Stream.of(spec.error(), spec.output())
                .distinct()
                .map(file -> String.valueOf(file.getFileName()))
                .map(name -> task.isEmpty() ? name : JobSpec.fileOfTask(name, Integer.toString(task.getAsInt())))
                .collect(Collectors.joining(" and ", ", see ", ""));
    }

    /**
     * Every record of an array is of one task, but that of the tasks which have not started: these have one together. What is told of a
     * task stays known when Slurm forgets it, while others still run.
     */
    private JobStatus ofArray(List<JobRecord> records, IntPredicate killRequested) {
        Optional<JobRecord> rest =
                records.stream().filter(record -> record.task().isEmpty()).reduce((earlier, later) -> later);
        Set<Integer> own = new HashSet<>();
        for (JobRecord record : records) {
            record.task().ifPresent(index -> {
                own.add(index);
                tasks.put(index, ofOne(record, killRequested.test(index), OptionalInt.of(index)));
            });
        }
        boolean othersAreOpen =
                records.stream().anyMatch(record -> !phase(record).hasEnded());
        for (Map.Entry<Integer, JobStatus> task : tasks.entrySet()) {
            int index = task.getKey();
            if (!own.contains(index) && !task.getValue().stage().ended()) {
                boolean isKilled = killRequested.test(index);
                if (rest.isPresent() && isOf(rest.get(), index, isKilled)) {
                    task.setValue(ofOne(rest.get(), isKilled, OptionalInt.of(index)));
                } else if (task.getValue().started().isEmpty()) {
                    // Slurm keeps no record of one that was cancelled before it began
                    task.setValue(cancelledBeforeItStarted(isKilled));
                } else if (!othersAreOpen) {
                    task.setValue(forgotten(task.getValue().started()));
                }
            }
        }
        return ArrayStatus.of("Slurm array " + records.get(0).submitted(), tasks);
    }

    /** Tells whether a task is one of those that have not started; when Slurm cuts their list short all are but those that were killed. */
    private static boolean isOf(JobRecord rest, int index, boolean isKilled) {
        return phase(rest).hasEnded()
                || rest.waiting()
                        .map(waiting -> waiting.indexes().contains(index))
                        .orElse(!isKilled);
    }

    private static JobStatus cancelledBeforeItStarted(boolean isKilled) {
        return new JobStatus(
                JobStage.FAILED,
                (isKilled ? KILLED : CANCELLED) + BEFORE_IT_STARTED,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty());
    }

    /** Returns the status of a job that Slurm does not know any more, without having told its end. */
    JobStatus forgotten(JobStatus last) {
        if (tasks.isEmpty()) {
            return forgotten(last.started());
        }
        tasks.replaceAll((index, task) -> task.stage().ended() ? task : forgotten(task.started()));
        return ArrayStatus.of("Slurm array", tasks);
    }

    private static JobStatus forgotten(Optional<Instant> started) {
        return new JobStatus(
                FORGOTTEN,
                "Slurm has forgotten it, and with it how it ended: see its output",
                started,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty());
    }
}
