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
        ring = new AtomicReferenceArray<>(capacity);
    }

    /** Returns the kept records, the oldest first; records inside others are only there. */
    public List<RunRecord> records() {
        long end = count.get();
        List<RunRecord> records = new ArrayList<>();
        for (long number = Math.max(0, end - ring.length()); number < end; number++) {
            RunRecord record = ring.get(place(number));
            // While others add, a place may not be filled yet, or may be filled anew already.
            if (record != null && record.number() == number) {
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
        long number = count.getAndIncrement();
        record.setNumber(number);
        ring.set(place(number), record);
    }

    private int place(long number) {
        return (int) (number % ring.length());
    }
}
