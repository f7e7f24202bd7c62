package org.mantle.gateway.local;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mantle.gateway.job.JobSpec;

/** What jobs see of the environment: little, and nothing of the gateway's own. */
final class JobEnvironment {

    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private JobEnvironment() {}

    /** Returns the folders in which commands are looked for. */
    static String path() {
        String path = System.getenv("PATH");
        return path == null || path.isEmpty() ? DEFAULT_PATH : path;
    }

    /** Returns the entries by which a job's processes are known: another gateway's jobs may have its id, but not its home. */
    static Set<String> marks(Map<String, String> environment) {
        return Stream.of("HOME", "MANTLE_JOB_ID", "LSB_JOBINDEX")
                .filter(environment::containsKey)
                .map(name -> name + "=" + environment.get(name))
                .collect(Collectors.toSet());
    }

    /** Returns all that a job sees. */
    static Map<String, String> of(JobSpec job) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", path());
        // whatever the gateway has: file names are kept in UTF-8
        environment.put("LANG", "C.UTF-8");
        environment.putAll(job.environment());
        // by these the job's processes are known
        environment.put("HOME", job.home().toString());
        environment.put("MANTLE_JOB_ID", Long.toString(TaskId.job(job.id())));
        // by the name that LSF gives it, whose scripts clients have
        TaskId.index(job.id()).ifPresent(index -> environment.put("LSB_JOBINDEX", Integer.toString(index)));
        environment.put("MANTLE_JOB_NAME", job.name());
        return environment;
    }
}
