package org.mantle.framework.internal.history;

import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.history.AlgorithmHistory;
import org.mantle.framework.history.RecordStore;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.type.StoredObject;

/** The history of one host. */
public final class LiveHistory implements AlgorithmHistory {

    private final AtomicReferenceArray<RunRecord> ring;
    private final AtomicLong count = new AtomicLong();
    private final @Nullable KeptRecords kept;
    private final @Nullable LaterRecords later;

    /** Held while records go from memory to the store, later than they came. */
    private final Object storing = new Object();

    private final RecordedAlgorithms algorithms;
    private final RecordOwner owner = new Owner();

    /** Made when the first object is left. */
    private volatile @Nullable ObjectLineages lineages;

    private final AtomicLong lineageEnds = new AtomicLong();

    /** Made when first asked for: a random number costs more than a run. */
    private volatile @Nullable String name;

    /**
     * Makes a history.
     *
     * @param capacity how many records are kept in memory, and read from the store
     * @param store keeps the records; {@code null} when they are kept in memory alone
     * @param isWrittenLater whether another thread writes to the store, so that no run waits for it
     * @param algorithms finds the algorithms of what the store has, when somebody looks at values
     */
    public LiveHistory(
            int capacity, @Nullable RecordStore store, boolean isWrittenLater, RecordedAlgorithms algorithms) {
        this.ring = new AtomicReferenceArray<>(capacity);
        this.algorithms = algorithms;
        this.kept = store == null ? null : new KeptRecords(store, algorithms);
        this.later = kept != null && isWrittenLater ? new LaterRecords(this::store) : null;
    }

    @Override
    public List<RunRecord> records() {
        flush();
        if (kept == null) {
            return List.copyOf(inMemory());
        }
        List<RunRecord> inMemory;
        List<RunRecord> records;
        synchronized (storing) {
            // what is written meanwhile would be in both
            inMemory = inMemory();
            records = new ArrayList<>(kept.newest(ring.length()).records());
        }
        long number = records.isEmpty() ? 0 : records.get(records.size() - 1).number();
        for (RunRecord unwritten : inMemory) {
            records.add(kept.numbered(unwritten, ++number));
        }
        return records.size() <= ring.length()
                ? records
                : List.copyOf(records.subList(records.size() - ring.length(), records.size()));
    }

    private List<RunRecord> inMemory() {
        long last = count.get();
        List<RunRecord> records = new ArrayList<>();
        for (long number = Math.max(1, last - ring.length() + 1); number <= last; number++) {
            RunRecord record = ring.get(place(number));
            // While others add, a place may not be filled yet, or may be filled anew already.
            if (record != null && record.number() == number) {
                records.add(record);
            }
        }
        return records;
    }

    @Override
    public List<String> faults() {
        flush();
        return kept == null ? List.of() : kept.newest(ring.length()).faults();
    }

    @Override
    public JsonArray toJson() {
        return RecordJson.of(records());
    }

    @Override
    public void clear() {
        flush();
        if (kept != null) {
            kept.clear();
        }
        for (int place = 0; place < ring.length(); place++) {
            ring.set(place, null);
        }
    }

    @Override
    public List<RunRecord> of(Object object) {
        Object very = object instanceof StoredObject<?> stored ? stored.get() : object;
        ObjectLineages made = lineages;
        return made == null ? List.of() : List.copyOf(made.of(very));
    }

    /** Notes from where a completed run, or one inside it, took objects, and which it made. */
    public void noteObjects(
            CompiledAlgorithm algorithm, @Nullable Object[] given, @Nullable Object[] values, RunLineage outermost) {
        ObjectLineages made = lineages;
        (made == null ? makeLineages() : made).note(algorithm, given, values, outermost);
    }

    private synchronized ObjectLineages makeLineages() {
        ObjectLineages made = lineages;
        if (made == null) {
            made = new ObjectLineages();
            lineages = made;
        }
        return made;
    }

    /** Lets the objects that a run has left know what is recorded of it. */
    public void endLineage(RunLineage run, RunRecord record) {
        run.end(record, lineageEnds.incrementAndGet());
        // its jar may have gone while it ran
        run.replaceRecord(this::withoutGone);
    }

    public void add(LiveRecord record) {
        long number = count.incrementAndGet();
        record.place(owner, number);
        if (later != null) {
            keep(record);
            later.add(record);
            return;
        }
        boolean stored = false;
        try {
            stored = kept != null && kept.add(record);
        } finally {
            // whatever was thrown: a record is in the store or here
            if (!stored) {
                keep(record);
                release(place(number), record);
            }
        }
    }

    /** Writes records that wait in memory; those that cannot be written stay there. */
    private void store(List<LiveRecord> records) {
        if (kept == null) {
            return;
        }
        synchronized (storing) {
            kept.add(records).forEach(record -> ring.compareAndSet(place(record.number()), record, null));
            records.forEach(record -> release(place(record.number()), record));
        }
    }

    /** Returns when what has been added is in the store, or could not be written. */
    public void flush() {
        if (later != null) {
            later.flush();
        }
    }

    /** Puts a record in its place, and a newer one that it finds there back again, whatever others do at the same time. */
    private void keep(LiveRecord record) {
        int place = place(record.number());
        RunRecord newest = record;
        // costs a new JVM 0.1 ms less than to compare and set
        RunRecord before = ring.getAndSet(place, newest);
        while (before != null && before.number() > newest.number()) {
            newest = before;
            before = ring.getAndSet(place, newest);
        }
    }

    /** Keeps of the runs whose algorithms' jars are gone what a file would, and their classes no longer. */
    public void releaseGone() {
        for (int place = 0; place < ring.length(); place++) {
            RunRecord record = ring.get(place);
            if (record != null) {
                release(place, record);
            }
        }
        ObjectLineages made = lineages;
        if (made != null) {
            made.replaceRecords(this::withoutGone);
        }
    }

    private void release(int place, RunRecord record) {
        RunRecord instead = withoutGone(record);
        if (instead != record) {
            ring.compareAndSet(place, record, instead);
        }
    }

    /** Returns a record, or what a file would keep of it where the jar of its algorithm is gone. */
    private RunRecord withoutGone(RunRecord record) {
        if (!(record instanceof LiveRecord live && live.isOfGone())) {
            return record;
        }
        try {
            return StoredRecord.of(live.toJson(), algorithms);
        } catch (Throwable e) {
            // foreign code: a type of the plugin may throw anything, and the record is more than an open jar
            System.getLogger(AlgorithmHistory.class.getName())
                    .log(System.Logger.Level.DEBUG, "a record keeps the classes of " + record, e);
            return record;
        }
    }

    /** What records are told of their history. */
    private final class Owner implements RecordOwner {
        @Override
        public String idOf(long number) {
            return LiveHistory.this.idOf(number);
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
