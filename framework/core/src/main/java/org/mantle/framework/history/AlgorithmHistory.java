package org.mantle.framework.history;

import com.google.gson.JsonArray;
import java.util.List;

/**
 * What ran lately, in the order in which it ended. Runs that were refused did not run and are not here.
 *
 * <p>In memory it is a ring that keeps the last so many runs, without a lock. With a {@link org.mantle.framework.MantleBuilder#historyFile file} it is
 * what the file keeps, with the runs of every host that shares it; what could not be written there is kept in the ring. Safe
 * from many threads.
 *
 * <p>Implemented by the framework alone, so that it may grow.
 *
 * @since 0.1.0
 */
public interface AlgorithmHistory {

    /**
     * Returns the kept records, the oldest first; records inside others are only there.
     *
     * <p>With a file, as many of its newest as the history is told to keep. The file is read when it has changed since the last
     * call; a run of another process that ends meanwhile is there in the next.
     */
    List<RunRecord> records();

    /**
     * Returns how an object was made: the runs that made or changed it, those that made or changed the objects that these took, and
     * so on, in the order in which they ended; an {@link org.mantle.framework.export.HistoryExport} makes the script of them.
     *
     * <p>It goes with the object: also when it has another name by now or none, and when the records of the runs are kept no more. Only
     * objects that runs took and left as {@link org.mantle.framework.type.StoredObject} count, in this host. Runs inside another are in
     * the record of the outermost. Of a line of more than a thousand runs the last are told. It is the very object that counts: one
     * that Java shares, such as a small {@link Integer}, comes from the run that left it last.
     *
     * @param object the object itself, or the {@link org.mantle.framework.type.StoredObject} that has it
     * @return empty when no run has made it
     * @throws IllegalStateException if it is a {@link org.mantle.framework.type.StoredObject} that has no object
     */
    List<RunRecord> of(Object object);

    /**
     * Returns what is wrong with the file: what cannot be read, and lines that are no records, which are skipped and left as they
     * are; of more than a hundred the newest one by one. Empty when nothing is wrong, or there is no file.
     */
    List<String> faults();

    /** Returns the kept records as a JSON array, the oldest first. */
    JsonArray toJson();

    /**
     * Forgets every record, also those in the file and those of other hosts in it. Running numbers of a file begin anew.
     *
     * @throws java.io.UncheckedIOException if the file cannot be emptied; nothing is forgotten then
     */
    void clear();
}
