package org.mantle.framework;

import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What ran lately, in the order in which it ended. Runs that were refused did not run and are not here.
 *
 * <p>In memory it is a ring that keeps the last so many runs, without a lock. With a {@link MantleBuilder#historyFile file} it is
 * what the file keeps, with the runs of every host that shares it; what could not be written there is kept in the ring. Safe
 * from many threads.
 */
public final class AlgorithmHistory {

    private final AtomicReferenceArray<LiveRecord> ring;
    private final AtomicLong count = new AtomicLong();
    private final @Nullable HistoryFile file;
    private final RecordOwner owner = new Owner();

    /** Made when first asked for: a random number costs more than a run. */
    private volatile @Nullable String name;

    AlgorithmHistory(int capacity, @Nullable HistoryFile file) {
        this.ring = new AtomicReferenceArray<>(capacity);
        this.file = file;
    }

    /**
     * Returns the kept records, the oldest first; records inside others are only there.
     *
     * <p>With a file, as many of its newest as the history is told to keep. The file is read when it has changed since the last
     * call; a run of another process that ends meanwhile is there in the next.
     */
    public List<RunRecord> records() {
        List<LiveRecord> inMemory = inMemory();
        if (file == null) {
            return List.copyOf(inMemory);
        }
        List<RunRecord> records = new ArrayList<>(file.contents(ring.length()).records());
        long number = records.isEmpty() ? 0 : records.get(records.size() - 1).number();
        for (LiveRecord unwritten : inMemory) {
            records.add(file.numbered(unwritten, ++number));
        }
        return records.size() <= ring.length()
                ? records
                : List.copyOf(records.subList(records.size() - ring.length(), records.size()));
    }

    private List<LiveRecord> inMemory() {
        long last = count.get();
        List<LiveRecord> records = new ArrayList<>();
        for (long number = Math.max(1, last - ring.length() + 1); number <= last; number++) {
            LiveRecord record = ring.get(place(number));
            // While others add, a place may not be filled yet, or may be filled anew already.
            if (record != null && record.number() == number) {
                records.add(record);
            }
        }
        return records;
    }

    /**
     * Returns what is wrong with the file: what cannot be read, and lines that are no records, which are skipped and left as they
     * are; of more than a hundred the newest one by one. Empty when nothing is wrong, or there is no file.
     */
    public List<String> faults() {
        return file == null ? List.of() : file.contents(ring.length()).faults();
    }

    /** Returns the kept records as a JSON array, the oldest first. */
    public JsonArray toJson() {
        return RecordJson.of(records());
    }

    /**
     * Forgets every record, also those in the file and those of other hosts in it. Running numbers of a file begin anew.
     *
     * @throws java.io.UncheckedIOException if the file cannot be emptied; nothing is forgotten then
     */
    public void clear() {
        if (file != null) {
            file.clear();
        }
        for (int place = 0; place < ring.length(); place++) {
            ring.set(place, null);
        }
    }

    void add(LiveRecord record) {
        long number = count.incrementAndGet();
        record.place(owner, number);
        boolean written = false;
        try {
            written = file != null && file.append(record);
        } finally { // whatever was thrown: a record is in the file or here
            if (!written) {
                keep(record);
            }
        }
    }

    /** Puts a record in its place, and a newer one that it finds there back again, whatever others do at the same time. */
    private void keep(LiveRecord record) {
        int place = place(record.number());
        LiveRecord newest = record;
        LiveRecord before = ring.getAndSet(place, newest); // costs a new JVM 0.1 ms less than to compare and set
        while (before != null && before.number() > newest.number()) {
            newest = before;
            before = ring.getAndSet(place, newest);
        }
    }

    /** Not a method reference: making the first one of a JVM takes longer than a run. */
    private final class Owner implements RecordOwner {
        @Override
        public String idOf(long number) {
            return AlgorithmHistory.this.idOf(number);
        }
    }

    private String idOf(long number) {
        @Nullable String known = name;
        return (known == null ? makeName() : known) + "-" + number;
    }

    private synchronized String makeName() {
        @Nullable String made = name;
        if (made == null) {
            made = Long.toHexString(System.currentTimeMillis()) + "-"
                    + Long.toHexString(ThreadLocalRandom.current().nextLong());
            name = made;
        }
        return made;
    }

    private int place(long number) {
        return (int) (number % ring.length());
    }
}
