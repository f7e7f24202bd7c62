package org.mantle.gateway.pac;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.job.JobStatus;
import org.mantle.pac.JobInfo;
import org.mantle.pac.JobState;

/** Jobs as the protocol tells of them. */
public final class JobForms {

    private static final Map<JobStage, JobState> STATES = Map.of(
            JobStage.PENDING, JobState.PENDING,
            JobStage.RUNNING, JobState.RUNNING,
            JobStage.DONE, JobState.DONE,
            JobStage.FAILED, JobState.EXIT,
            JobStage.SUSPENDED, JobState.SUSPENDED);

    private JobForms() {}

    /** Finds the stage that the protocol calls so; letter case does not matter. */
    static Optional<JobStage> stage(String state) {
        return STATES.entrySet().stream()
                .filter(entry -> entry.getValue().name().equalsIgnoreCase(state))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Returns what the protocol calls a stage; one that it does not know has its own name. */
    public static JobState state(JobStage stage) {
        return STATES.getOrDefault(stage, new JobState(stage.name()));
    }

    static JobInfo shortForm(Job job) {
        return form(job, Map.of());
    }

    static JobInfo longForm(Job job) {
        JobStatus status = job.status();
        Map<String, String> details = new TreeMap<>();
        details.put("user", job.user());
        if (!job.group().isEmpty()) {
            details.put("groupName", job.group());
        }
        details.put("app", job.application());
        details.put("cwd", job.shownDirectory());
        details.put("execCwd", job.shownDirectory());
        details.put("submitTime", job.submitted().toString());
        status.started().ifPresent(time -> details.put("startTime", time.toString()));
        status.ended().ifPresent(time -> details.put("endTime", time.toString()));
        status.exitCode().ifPresent(code -> details.put("exitCode", Integer.toString(code)));
        status.processId().ifPresent(pid -> details.put("pid", Long.toString(pid)));
        return form(job, details);
    }

    private static JobInfo form(Job job, Map<String, String> details) {
        return new JobInfo(
                job.shownId(),
                job.name(),
                state(job.status().stage()),
                job.status().remark(),
                job.command(),
                details);
    }
}
