package org.mantle.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The jobs of this gateway since its start. Ids go on where an earlier gateway of the same folder stopped. */
final class JobBook {
    private static final int REMEMBERED = 10_000;

    private final Path idFile;
    private final TreeMap<Long, Job> jobs = new TreeMap<>();
    private final String jobsPlace;
    private final long lastIdOfBefore;
    private long lastId;

    /** Opens the book; jobs' folders are in the place that these words name. */
    JobBook(Path ownFolder, String jobsPlace) throws IOException {
        this.jobsPlace = jobsPlace;
        idFile = ownFolder.resolve("last-job-id");
        String text = PrivateFiles.read(idFile).orElse("0").strip();
        try {
            lastIdOfBefore = Long.parseLong(text);
            lastId = lastIdOfBefore;
        } catch (NumberFormatException e) {
            throw new IOException("The number of the last job is damaged: write one into " + idFile, e);
        }
    }

    synchronized long nextId() throws IOException {
        lastId++;
        PrivateFiles.write(idFile, Long.toString(lastId));
        return lastId;
    }

    /** Remembers a job; of very many, those that ended first are forgotten. */
    synchronized void add(Job job) {
        jobs.put(job.id(), job);
        Iterator<Job> oldest = jobs.values().iterator();
        while (jobs.size() > REMEMBERED && oldest.hasNext()) {
            if (oldest.next().execution().status().state().isFinished()) {
                oldest.remove();
            }
        }
    }

    /** The jobs of a user, in the order of their ids. */
    synchronized List<Job> of(String user) {
        return jobs.values().stream().filter(job -> job.user().equals(user)).toList();
    }

    /** A user's job; those of others do not exist for this user. */
    synchronized Optional<Job> find(String user, String id) {
        return Optional.ofNullable(jobs.get(number(id)))
                .filter(job -> job.user().equals(user));
    }

    /** The number that an id is, or 0, which no job has. */
    private static long number(String id) {
        try {
            return Long.parseLong(id.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    Job require(String user, String id) throws RefusedException {
        return find(user, id).orElseThrow(() -> RefusedException.notFound(notFound(id)));
    }

    private String notFound(String id) {
        long number = number(id);
        String since = number > 0 && number <= lastIdOfBefore
                ? ". Jobs of before the gateway's last start are not known any more; their files are still in "
                        + jobsPlace
                : "";
        return "Job <" + Room.printable(id) + "> is not found" + since;
    }
}
