package org.mantle.gateway.pac;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobBook;
import org.mantle.gateway.job.JobQuery;
import org.mantle.gateway.place.Printable;
import org.mantle.gateway.place.UserFolder;

/** Finds a user's own jobs; those of others do not exist for this user. */
public final class OwnJobs {

    private final JobBook book;

    OwnJobs(JobBook book) {
        this.book = book;
    }

    /** Returns the jobs of a user that are known, in the order of their ids. */
    public List<Job> all(String user) throws IOException {
        return book.list(JobQuery.of(user));
    }

    /** Finds a job. */
    public Job require(String user, String id) throws IOException, RefusedException {
        long number = number(id);
        return book.find(number)
                .filter(found -> found.user().equals(user))
                .orElseThrow(() -> RefusedException.notFound("Job <" + Printable.text(id) + "> is not found"));
    }

    /** Returns the folder of a job, as a path with the rights of its user. */
    Path requireFolder(String user, UserFolder home, String id) throws IOException, RefusedException {
        Job job = require(user, id);
        Path folder = home.file(job.directory());
        if (!Files.isDirectory(folder) || !home.isInside(folder)) {
            throw RefusedException.notFound("The files of job <" + job.id() + "> are gone");
        }
        return folder;
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
