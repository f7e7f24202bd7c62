package org.mantle.framework;

import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What ran lately, in the order in which it ended: a ring that keeps the last so many runs. Runs that were refused did not run
 * and are not here. Safe from many threads, without a lock.
 */
public final class AlgorithmHistory {

    private final AtomicReferenceArray<RunRecord> ring;
    private final AtomicLong count = new AtomicLong();

    AlgorithmHistory(int capacity) {
        ring = new AtomicReferenceArray<>(Math.max(capacity, 1));
    }

    /** Returns the kept records, the oldest first; records inside others are only there. */
    public List<RunRecord> records() {
        long end = count.get();
        List<RunRecord> records = new ArrayList<>();
        for (long at = Math.max(0, end - ring.length()); at < end; at++) {
            RunRecord record = ring.get((int) (at % ring.length()));
            if (record != null) {
                records.add(record);
            }
        }
        return records;
    }

    /** Returns the kept records as a JSON array, the oldest first. */
    public JsonArray toJson() {
        JsonArray json = new JsonArray();
        records().forEach(record -> json.add(record.toJson()));
        return json;
    }

    void add(RunRecord record) {
        ring.set((int) (count.getAndIncrement() % ring.length()), record);
    }
}
