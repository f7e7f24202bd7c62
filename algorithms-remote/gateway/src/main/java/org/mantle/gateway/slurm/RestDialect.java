package org.mantle.gateway.slurm;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mantle.gateway.job.JobResources;
import org.mantle.slurm.SlurmTime;

/**
 * One version of the REST daemon's operations: their paths, and the forms of what is sent. The forms of answers are told by
 * {@link AnswerReader} from the answers themselves.
 *
 * <p>Versions 37 and 38 are those of Slurm 20.11 to 23.11, 39 to 44 those of 23.02 and later.
 *
 * @param minor the last number of the version, such as 38 of {@code v0.0.38}
 */
record RestDialect(int minor) {

    private static final int OLDEST = 37;
    private static final int NEWEST = 44;

    /** The first that has numbers as objects, {@code requeue} instead of {@code no_requeue}, and the environment as a list. */
    private static final int WITH_OBJECTS = 39;

    /** The first whose script belongs to the job. */
    private static final int SCRIPT_IN_JOB = 40;

    private static final Pattern OPERATION = Pattern.compile("\\\\?/slurm\\\\?/v0\\.0\\.(\\d{1,4})\\\\?/jobs?\\b");

    /**
     * Returns the newest version that is known here of those in a daemon's specification of itself.
     *
     * @param specification its OpenAPI document
     */
    static Optional<RestDialect> of(String specification) {
        return minors(specification).stream()
                .filter(minor -> minor >= OLDEST && minor <= NEWEST)
                .max(Comparator.naturalOrder())
                .map(RestDialect::new);
    }

    /** Says which versions a daemon has, and which are known here. */
    static String mismatch(String specification) {
        String theirs = minors(specification).stream().map(RestDialect::name).collect(Collectors.joining(", "));
        return "it speaks " + (theirs.isEmpty() ? "no version of Slurm's operations" : theirs) + ", and the gateway "
                + name(OLDEST) + " to " + name(NEWEST);
    }

    private static TreeSet<Integer> minors(String specification) {
        return OPERATION
                .matcher(specification)
                .results()
                .map((MatchResult found) -> Integer.valueOf(found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(int minor) {
        return "v0.0." + minor;
    }

    /** Returns the version's name, such as {@code v0.0.38}. */
    String version() {
        return name(minor);
    }

    /** Returns the path of an operation, such as {@code jobs}. */
    String path(String operation) {
        return "/slurm/" + version() + "/" + operation;
    }

    /** Returns what is sent to submit a job. */
    JsonObject submission(BatchJob job) {
        JsonObject properties = new JsonObject();
        properties.addProperty("name", job.name());
        properties.addProperty("comment", job.comment());
        properties.addProperty("current_working_directory", job.directory());
        properties.addProperty("standard_output", job.output());
        properties.addProperty("standard_error", job.error());
        properties.addProperty("tasks", 1);
        if (minor < WITH_OBJECTS) {
            properties.addProperty("no_requeue", true);
        } else {
            properties.addProperty("requeue", false);
        }
        properties.add("environment", environment(job));
        JobResources resources = job.resources();
        resources.timeLimit().ifPresent(limit -> properties.add("time_limit", number(SlurmTime.minutes(limit))));
        resources.memoryMebibytes().ifPresent(memory -> properties.add("memory_per_node", number(memory)));
        resources.processors().ifPresent(count -> properties.addProperty("cpus_per_task", count));
        resources.partition().ifPresent(name -> properties.addProperty("partition", name));
        resources.array().ifPresent(tasks -> properties.addProperty("array", tasks));
        job.after().ifPresent(other -> properties.addProperty("dependency", "afterany:" + other));
        JsonObject body = new JsonObject();
        if (minor < SCRIPT_IN_JOB) {
            body.addProperty("script", job.script());
        } else {
            properties.addProperty("script", job.script());
        }
        body.add("job", properties);
        return body;
    }

    private JsonElement environment(BatchJob job) {
        if (minor < WITH_OBJECTS) {
            JsonObject variables = new JsonObject();
            job.environment().forEach(variables::addProperty);
            return variables;
        }
        JsonArray variables = new JsonArray();
        job.environment().forEach((name, value) -> variables.add(name + "=" + value));
        return variables;
    }

    private JsonElement number(long value) {
        if (minor < WITH_OBJECTS) {
            return new JsonPrimitive(value);
        }
        JsonObject number = new JsonObject();
        number.addProperty("set", true);
        number.addProperty("infinite", false);
        number.addProperty("number", value);
        return number;
    }
}
