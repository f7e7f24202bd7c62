package org.mantle.gateway.pac;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobBook;
import org.mantle.gateway.job.JobQuery;
import org.mantle.gateway.place.Printable;
import org.mantle.gateway.place.UserFolder;
import org.mantle.pac.quoting.ArgumentSplitter;
import org.mantle.slurm.SlurmArray;

/** Finds a user's own jobs; those of others do not exist for this user. */
public final class OwnJobs {

    private static final Pattern ID = Pattern.compile("(\\d{1,18})(?:\\[([0-9,:\\-]*)])?");

    private final JobBook book;
    private final Supplier<Optional<String>> outage;

    /**
     * Creates it.
     *
     * @param outage says since when the states of jobs that have not ended are not known any more, if they are not
     */
    OwnJobs(JobBook book, Supplier<Optional<String>> outage) {
        this.book = book;
        this.outage = outage;
    }

    /** Returns the jobs that are asked for, as far as they are known. */
    List<Job> list(JobQuery query) throws IOException {
        List<Job> found = book.list(query);
        Optional<String> since = found.isEmpty() ? Optional.empty() : outage.get();
        return since.isEmpty()
                ? found
                : found.stream()
                        .map(job -> job.with(job.status().remarked(since.get())))
                        .toList();
    }

    /** Returns the jobs of a user that are known, in the order of their ids. */
    public List<Job> all(String user) throws IOException {
        return list(JobQuery.of(user));
    }

    /** Returns the jobs of a user in a group, in the order of their ids. */
    List<Job> inGroup(String user, String group) throws IOException, RefusedException {
        return list(JobQuery.of(user).inGroup(JobGroup.of(group)));
    }

    /** Finds a job, an array as a whole, or a task of an array ({@code 12[3]}). */
    public Job require(String user, String id) throws IOException, RefusedException {
        List<Job> found = requireAll(user, id);
        if (found.size() > 1) {
            throw RefusedException.invalid("This needs one job, and " + Printable.text(id) + " are several");
        }
        return found.get(0);
    }

    /** Finds a job, an array as a whole, or tasks of an array: {@code 12[3]}, {@code 12[1,4-6]}, {@code 12[]} for all of them. */
    public List<Job> requireAll(String user, String id) throws IOException, RefusedException {
        Matcher matcher = ID.matcher(id.strip());
        RefusedException missing = RefusedException.notFound("Job <" + Printable.text(id) + "> is not found");
        if (!matcher.matches()) {
            throw missing;
        }
        Job job = book.find(Long.parseLong(matcher.group(1)))
                .filter(found -> found.user().equals(user))
                .map(found -> outage.get()
                        .map(since -> found.with(found.status().remarked(since)))
                        .orElse(found))
                .orElseThrow(() -> missing);
        @Nullable String indexes = matcher.group(2);
        if (indexes == null) {
            return List.of(job);
        }
        List<Job> tasks = job.tasks();
        if (!indexes.isEmpty()) {
            SlurmArray named = SlurmArray.parse(indexes).orElseThrow(() -> missing);
            tasks = tasks.stream()
                    .filter(task -> named.has(task.task().orElseThrow()))
                    .toList();
        }
        if (tasks.isEmpty()) {
            throw missing;
        }
        return tasks;
    }

    /** Returns the folder of a job, as a path with the rights of its user. */
    Path requireFolder(String user, UserFolder home, String id) throws IOException, RefusedException {
        Job job = require(user, id);
        Path folder = home.file(job.directory());
        if (!Files.isDirectory(folder) || !home.isInside(folder)) {
            throw RefusedException.notFound("The files of job <" + job.shownId() + "> are gone");
        }
        return folder;
    }

    /** Groups of jobs, as LSF has them: a path such as {@code /scans/monday}. A job is put into one by the option {@code -g} of {@code bsub}. */
    static final class JobGroup {

        private static final Pattern FORM = Pattern.compile("(?:/[^/\\p{Cntrl}]+)+");
        private static final int LONGEST = 512;

        private JobGroup() {}

        /** Finds the group in the options of {@code bsub} that a submission has; empty for none. Other options mean nothing here. */
        static String ofOptions(String options) throws RefusedException {
            List<String> words;
            try {
                words = ArgumentSplitter.split(options);
            } catch (IllegalArgumentException e) {
                // options that mean nothing here may be written as anybody likes
                return "";
            }
            int option = words.indexOf("-g");
            return option < 0 ? "" : of(option + 1 < words.size() ? words.get(option + 1) : "");
        }

        /** Returns a group as it is kept. */
        static String of(String text) throws RefusedException {
            String group = text.strip().replaceAll("/+$", "");
            if (!FORM.matcher(group).matches() || group.length() > LONGEST) {
                throw RefusedException.invalid("'" + Printable.text(text)
                        + "' is no group of jobs: give a path such as /scans or /scans/monday");
            }
            return group;
        }
    }
}
