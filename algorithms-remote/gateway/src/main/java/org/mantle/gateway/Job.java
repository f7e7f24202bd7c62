package org.mantle.gateway;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.mantle.pac.JobInfo;

/** What the gateway knows of a job: whose it is, what it runs, where its files are, and who runs it. */
record Job(
        long id,
        String user,
        String name,
        String application,
        String command,
        Path directory,
        String virtualDirectory,
        Instant submitted,
        JobExecutor.ExecutingJob execution) {

    JobInfo shortForm() {
        JobStatus status = execution.status();
        return new JobInfo(Long.toString(id), name, status.state(), status.remark(), command, Map.of());
    }

    JobInfo longForm() {
        JobStatus status = execution.status();
        Map<String, String> details = new TreeMap<>();
        details.put("user", user);
        details.put("app", application);
        details.put("cwd", virtualDirectory);
        details.put("execCwd", virtualDirectory);
        details.put("submitTime", submitted.toString());
        status.started().ifPresent(time -> details.put("startTime", time.toString()));
        status.ended().ifPresent(time -> details.put("endTime", time.toString()));
        status.exitCode().ifPresent(code -> details.put("exitCode", Integer.toString(code)));
        status.processId().ifPresent(pid -> details.put("pid", Long.toString(pid)));
        return new JobInfo(Long.toString(id), name, status.state(), status.remark(), command, details);
    }
}
