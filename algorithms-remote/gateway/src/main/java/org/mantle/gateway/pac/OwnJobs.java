package org.mantle.gateway.pac;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobBook;
import org.mantle.gateway.job.JobQuery;
import org.mantle.gateway.place.JobFolders;
import org.mantle.gateway.place.Printable;
import org.mantle.gateway.place.UserFolder;

/** Finds a user's own jobs; those of others do not exist for this user. */
public final class OwnJobs {

    private final JobBook book;
    private final JobFolders folders;

    OwnJobs(JobBook book, JobFolders folders) {
        this.book = book;
        this.folders = folders;
    }

    /** Returns the jobs of a user that are known, in the order of their ids. */
    public List<Job> all(String user) throws IOException {
        return book.list(JobQuery.of(user));
    }

    /** Finds a job. */
    public Job require(String user, String id) throws IOException, RefusedException {
        long number = number(id);
        Optional<Job> job = book.find(number).filter(found -> found.user().equals(user));
        if (job.isPresent()) {
            return job.get();
        }
        String since = book.hasForgotten(number)
                ? ". Jobs of before the gateway's last start, and the oldest of very many, are not known any more; their"
                        + " files can still be listed and fetched"
                : "";
        throw RefusedException.notFound("Job <" + Printable.text(id) + "> is not found" + since);
    }

    /** Returns the folder of a job, also of one that is not known any more. */
    Path requireFolder(String user, UserFolder home, String id) throws IOException, RefusedException {
        long number = number(id);
        Optional<Path> forgotten = book.hasForgotten(number) ? folders.find(number, home) : Optional.empty();
        Path folder =
                forgotten.isPresent() ? forgotten.get() : require(user, id).directory();
        if (!Files.isDirectory(folder) || !home.isInside(folder)) {
            throw RefusedException.notFound("The files of job <" + number + "> are gone");
        }
        return folder;
    }

    /** Tells whether an id is one that a file's absolute path may be asked for with: that of no job, or of one not known any more. */
    boolean isOfNoKnownJob(String id) throws IOException {
        return id.strip().equals("0") || book.hasForgotten(number(id));
    }

    /** Returns the number that an id is, or 0, which no job has. */
    private static long number(String id) {
        try {
            return Long.parseLong(id.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
