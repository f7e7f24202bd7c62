package org.mantle.gateway.slurm;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mantle.gateway.job.JobRefusedException;
import org.mantle.gateway.job.JobResources;
import org.mantle.gateway.job.JobSpec;
import org.mantle.slurm.BatchScript;
import org.mantle.slurm.SlurmArray;

/**
 * A job as it is sent to Slurm.
 *
 * @param output a file name in which Slurm puts numbers in place of its signs, such as {@code %a}
 * @param after the id of a job that must have ended before this one begins
 */
record BatchJob(
        String name,
        String comment,
        String script,
        String directory,
        String output,
        String error,
        Map<String, String> environment,
        JobResources resources,
        Optional<String> after) {

    /** By which sbatch tells Slurm the umask of a job; Slurm takes it out of the environment. */
    private static final String UMASK = "SLURM_UMASK";

    /** Job scripts must find the usual commands wherever they run; the gateway's own path means nothing there. */
    static final String PATH = "/usr/local/bin:/usr/bin:/bin";

    /**
     * Returns what is sent for the present run of a job.
     *
     * @param after the id of a job that must have ended before this one begins
     * @param umask which rights its files do not give to others
     * @throws JobRefusedException if Slurm could not run it
     */
    static BatchJob of(SlurmJob job, Optional<String> after, String umask) throws JobRefusedException {
        JobSpec spec = job.spec();
        JobResources resources = spec.resources();
        boolean isArray = resources.array().isPresent();
        if (isArray && resources.array().flatMap(SlurmArray::parse).isEmpty()) {
            throw new JobRefusedException("\"" + resources.array().get()
                    + "\" says no tasks of an array: give them as 0-9, 1,3,5 or 0-9%2 (two at a time)");
        }
        String script;
        try {
            script = isArray ? BatchScript.ofTasks(spec.command()) : BatchScript.of(spec.command());
        } catch (IllegalArgumentException e) {
            throw new JobRefusedException("It cannot be run: " + e.getMessage());
        }
        if (script.length() > BatchScript.GREATEST_SIZE) {
            throw new JobRefusedException("Its arguments are too long: Slurm takes 4 MiB");
        }
        String output = pattern(spec.output(), isArray);
        String error = pattern(spec.error(), isArray);
        return new BatchJob(
                spec.name(),
                job.comment(),
                script,
                spec.directory().toString(),
                output,
                error,
                environment(spec, umask),
                resources,
                after);
    }

    /** Returns a file's name as Slurm reads it; each task of an array has a file of its own. */
    private static String pattern(Path file, boolean isArray) throws JobRefusedException {
        String name = file.toString();
        if (name.indexOf('\\') >= 0) {
            throw new JobRefusedException(
                    "Slurm cannot write output into a file whose name has a backslash: name another one");
        }
        String index = "\0";
        // what stands for the index is no text of the name
        String marked = isArray ? JobSpec.fileOfTask(name, index) : name;
        return marked.replace("%", "%%").replace(index, "%a");
    }

    /** Returns a file's name as it was before it was sent; that of a job, not of tasks. */
    static String plainName(String sent) {
        return sent.replace("%%", "%");
    }

    private static Map<String, String> environment(JobSpec spec, String umask) throws JobRefusedException {
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", PATH);
        environment.put("HOME", spec.home().toString());
        environment.put("USER", spec.user());
        environment.put("LOGNAME", spec.user());
        environment.put("LANG", "C.UTF-8");
        environment.putAll(spec.environment());
        environment.put(UMASK, umask);
        environment.put("MANTLE_JOB_ID", Long.toString(spec.id()));
        environment.put("MANTLE_JOB_NAME", spec.name());
        for (Map.Entry<String, String> entry : environment.entrySet()) {
            if (!BatchScript.isVariable(entry.getKey()) || entry.getValue().indexOf('\0') >= 0) {
                throw new JobRefusedException(
                        "\"" + entry.getKey()
                                + "\" cannot be a variable of its environment: use letters, digits and underscores, and no NUL");
            }
        }
        return environment;
    }
}
