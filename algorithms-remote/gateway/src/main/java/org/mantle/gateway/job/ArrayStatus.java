package org.mantle.gateway.job;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How an array of jobs goes, made of how its tasks go. */
public final class ArrayStatus {

    private static final int MOST_NAMED = 20;

    private ArrayStatus() {}

    /** Returns the status of an array of which nothing is known but its tasks. */
    public static JobStatus pending(SortedSet<Integer> indexes) {
        TreeMap<Integer, JobStatus> tasks = new TreeMap<>();
        indexes.forEach(index -> tasks.put(index, JobStatus.pending()));
        return JobStatus.pending().with(tasks);
    }

    /**
     * Returns the status of a whole array: as far as the foremost of the tasks that have not ended, or failed if one of them has.
     *
     * @param name what its executor calls it where it goes on
     * @param tasks all of its tasks, at least one
     */
    public static JobStatus of(String name, SortedMap<Integer, JobStatus> tasks) {
        List<JobStatus> open =
                tasks.values().stream().filter(task -> !task.stage().ended()).toList();
        Optional<Instant> started =
                tasks.values().stream().flatMap(task -> task.started().stream()).min(Comparator.naturalOrder());
        if (!open.isEmpty()) {
            String remark = name + ": " + (tasks.size() - open.size()) + " of " + tasks.size() + " tasks have ended";
            return new JobStatus(
                    foremost(open),
                    remark,
                    started,
                    Optional.empty(),
                    OptionalInt.empty(),
                    OptionalLong.empty(),
                    tasks);
        }
        Optional<Instant> ended =
                tasks.values().stream().flatMap(task -> task.ended().stream()).max(Comparator.naturalOrder());
        OptionalInt code = tasks.values().stream()
                .flatMapToInt(task -> task.exitCode().stream())
                .max();
        List<Integer> failed = those(tasks, JobStage.FAILED);
        Optional<JobStage> other = tasks.values().stream()
                .map(JobStatus::stage)
                .filter(stage -> !stage.equals(JobStage.DONE) && !stage.equals(JobStage.FAILED))
                .findFirst();
        JobStage stage = JobStage.DONE;
        String remark = "";
        if (!failed.isEmpty()) {
            stage = JobStage.FAILED;
            remark = failed.size() + " of " + tasks.size() + " tasks failed: " + named(failed);
        } else if (other.isPresent()) {
            stage = other.get();
            List<Integer> unknown = those(tasks, stage);
            remark = "how " + unknown.size() + " of " + tasks.size() + " tasks ended is not known: " + named(unknown);
        }
        return new JobStatus(stage, remark, started, ended, code, OptionalLong.empty(), tasks);
    }

    private static JobStage foremost(List<JobStatus> open) {
        for (JobStage stage : List.of(JobStage.RUNNING, JobStage.PENDING, JobStage.SUSPENDED)) {
            if (open.stream().anyMatch(task -> task.stage().equals(stage))) {
                return stage;
            }
        }
        return open.get(0).stage();
    }

    private static List<Integer> those(SortedMap<Integer, JobStatus> tasks, JobStage stage) {
        return tasks.entrySet().stream()
                .filter(task -> task.getValue().stage().equals(stage))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String named(List<Integer> indexes) {
        String names = indexes.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        return names + (indexes.size() > MOST_NAMED ? ", …" : "");
    }
}
