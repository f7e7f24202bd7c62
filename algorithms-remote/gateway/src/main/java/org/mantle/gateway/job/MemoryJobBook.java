package org.mantle.gateway.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.mantle.gateway.place.PrivateFiles;

/** The jobs since this gateway's start, in memory; only the last id is in a file, so that ids go on after a restart. */
public final class MemoryJobBook implements JobBook {

    private static final int REMEMBERED = 10_000;

    private final Path idFile;
    private final int remembered;
    private final TreeMap<Long, Job> jobs = new TreeMap<>();
    private long lastId;

    /**
     * Opens the book.
     *
     * @param folder where the last id is kept
     * @param greatestUsed an id that is taken, and above which none is; the one that is kept may have been set back
     * @throws IOException if the last id cannot be read
     */
    public MemoryJobBook(Path folder, long greatestUsed) throws IOException {
        this(folder, greatestUsed, REMEMBERED);
    }

    MemoryJobBook(Path folder, long greatestUsed, int remembered) throws IOException {
        this.remembered = remembered;
        idFile = folder.resolve("last-job-id");
        String text = PrivateFiles.read(idFile).orElse("0").strip();
        try {
            lastId = Math.max(greatestUsed, Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new IOException("the number of the last job is damaged: write one into " + idFile, e);
        }
    }

    @Override
    public synchronized long nextId() throws IOException {
        lastId++;
        PrivateFiles.write(idFile, Long.toString(lastId));
        return lastId;
    }

    /** Writes a new job down; of very many, the oldest that have ended are forgotten. */
    @Override
    public synchronized void append(Job job) {
        jobs.put(job.id(), job);
        Iterator<Job> oldest = jobs.values().iterator();
        while (jobs.size() > remembered && oldest.hasNext()) {
            if (oldest.next().status().stage().ended()) {
                oldest.remove();
            }
        }
    }

    @Override
    public synchronized void update(long id, UnaryOperator<Job> change) {
        jobs.computeIfPresent(id, (key, job) -> change.apply(job));
    }

    @Override
    public synchronized void remove(long id) {
        jobs.remove(id);
    }

    @Override
    public synchronized List<Job> list(JobQuery query) {
        return jobs.values().stream().filter(query::selects).toList();
    }

    @Override
    public synchronized Optional<Job> find(long id) {
        return Optional.ofNullable(jobs.get(id));
    }

    @Override
    public synchronized boolean hasForgotten(long id) {
        return id > 0 && id <= lastId && !jobs.containsKey(id);
    }
}
