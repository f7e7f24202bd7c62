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
    private long lastId;

    JobBook(Path ownFolder) throws IOException {
        idFile = ownFolder.resolve("last-job-id");
        String text = PrivateFiles.read(idFile).orElse("0").strip();
        try {
            lastId = Long.parseLong(text);
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
        try {
            return Optional.ofNullable(jobs.get(Long.parseLong(id.strip())))
                    .filter(job -> job.user().equals(user));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    Job require(String user, String id) throws RefusedException {
        return find(user, id)
                .orElseThrow(() -> RefusedException.notFound("Job <" + Room.printable(id) + "> is not found"));
    }
}
