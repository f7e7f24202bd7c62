package org.mantle.gateway.pac;

import java.io.IOException;
import java.util.Optional;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobBook;
import org.mantle.gateway.place.Printable;

/** Finds a user's own jobs; those of others do not exist for this user. */
final class OwnJobs {

    private final JobBook book;
    private final String jobsPlace;

    /** Creates a finder; the folders of jobs are in the place that these words name. */
    OwnJobs(JobBook book, String jobsPlace) {
        this.book = book;
        this.jobsPlace = jobsPlace;
    }

    Job require(String user, String id) throws IOException, RefusedException {
        long number = number(id);
        Optional<Job> job = book.find(number).filter(found -> found.user().equals(user));
        if (job.isPresent()) {
            return job.get();
        }
        String since = book.hasForgotten(number)
                ? ". Jobs of before the gateway's last start are not known any more; their files are still in "
                        + jobsPlace
                : "";
        throw RefusedException.notFound("Job <" + Printable.text(id) + "> is not found" + since);
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
