package org.mantle.remote;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.RemoteFile;

/**
 * The files of a job that have its standard output and standard error, told by their names, since no service tells. Of an array of jobs
 * each task has its own: {@code 12.output.3}, and all of them are in the list of each.
 */
final class OutputFiles {

    private static final List<String> OUTPUT = List.of(".output", ".out");
    private static final List<String> ERROR = List.of(".error", ".err");

    /** The id of a task, as LSF or as Slurm writes it. */
    private static final Pattern TASK = Pattern.compile("(.+?)(?:\\[(\\d+)]|_(\\d+))");

    private OutputFiles() {}

    /** Returns the file of standard output, or those of all tasks of an array in order of their indexes; none when there is none yet. */
    static List<RemoteFile> output(JobId id, List<RemoteFile> files) {
        return find(id, files, OUTPUT);
    }

    /** Returns the file of standard error, or those of all tasks of an array in order of their indexes; none when there is none yet. */
    static List<RemoteFile> error(JobId id, List<RemoteFile> files) {
        return find(id, files, ERROR);
    }

    /** Returns the ids of those tasks of an array that have files, those first that have written errors; none of another job. */
    static List<JobId> tasks(JobId id, List<RemoteFile> files) {
        Map<BigInteger, Boolean> sayWhy = new TreeMap<>();
        for (String ending : List.of(OUTPUT.get(0), ERROR.get(0))) {
            Pattern form = ofTasks(id, ending);
            for (RemoteFile file : files) {
                Matcher name = form.matcher(file.name());
                if (file.fetchable() && name.matches()) {
                    boolean saysWhy = ERROR.contains(ending) && file.size() > 0;
                    sayWhy.merge(new BigInteger(name.group(1)), saysWhy, Boolean::logicalOr);
                }
            }
        }
        Comparator<Map.Entry<BigInteger, Boolean>> telling = Comparator.comparing(task -> !task.getValue());
        return sayWhy.entrySet().stream()
                .sorted(telling)
                .map(task -> new JobId(id + "[" + task.getKey() + "]"))
                .toList();
    }

    private static Pattern ofTasks(JobId id, String ending) {
        return Pattern.compile(Pattern.quote(id + ending) + "\\.(\\d+)");
    }

    /** Finds what is named after the job, or else the only file that ends so: programs name results of theirs so too. */
    private static List<RemoteFile> find(JobId id, List<RemoteFile> files, List<String> endings) {
        for (String ending : endings) {
            List<RemoteFile> named = named(id, files, ending);
            if (!named.isEmpty()) {
                return named;
            }
            List<RemoteFile> found = fetchable(files)
                    .filter(file -> file.name().endsWith(ending))
                    .toList();
            if (found.size() == 1) {
                return found;
            }
        }
        return List.of();
    }

    private static List<RemoteFile> named(JobId id, List<RemoteFile> files, String ending) {
        Matcher task = TASK.matcher(id.text());
        String ofTask = !task.matches()
                ? ""
                : task.group(1) + ending + "." + (task.group(2) == null ? task.group(3) : task.group(2));
        List<RemoteFile> one = fetchable(files)
                .filter(file -> file.name().equals(id + ending) || file.name().equals(ofTask))
                .limit(1)
                .toList();
        if (!one.isEmpty()) {
            return one;
        }
        Pattern form = ofTasks(id, ending);
        return fetchable(files)
                .filter(file -> form.matcher(file.name()).matches())
                .sorted(Comparator.comparing(
                        file -> new BigInteger(file.name().substring(file.name().lastIndexOf('.') + 1))))
                .toList();
    }

    private static Stream<RemoteFile> fetchable(List<RemoteFile> files) {
        return files.stream().filter(RemoteFile::fetchable);
    }
}
