package org.mantle.framework.internal.history;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.history.AlgorithmHistory;
import org.mantle.framework.history.RecordStore;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.internal.text.FailureMessage;

/** The history of one host. */
public final class LiveHistory implements AlgorithmHistory {

    private final AtomicReferenceArray<LiveRecord> ring;
    private final AtomicLong count = new AtomicLong();
    private final @Nullable RecordStore store;
    private final RecordedAlgorithms algorithms;
    private final RecordOwner owner = new Owner();
    private final AtomicBoolean warnedOfStore = new AtomicBoolean();
    private final AtomicBoolean warnedOfRecord = new AtomicBoolean();

    /** Made when records are first read, and one for all times: by it a store tells whose records it has read. */
    private @Nullable Function<JsonObject, RunRecord> reader;

    /** Made when first asked for: a random number costs more than a run. */
    private volatile @Nullable String name;

    /**
     * Makes a history.
     *
     * @param capacity how many records are kept in memory, and read from the store
     * @param store keeps the records; {@code null} when they are kept in memory alone
     * @param algorithms finds the algorithms of what the store has, when somebody looks at values
     */
    public LiveHistory(int capacity, @Nullable RecordStore store, RecordedAlgorithms algorithms) {
        this.ring = new AtomicReferenceArray<>(capacity);
        this.store = store;
        this.algorithms = algorithms;
    }

    @Override
    public List<RunRecord> records() {
        List<LiveRecord> inMemory = inMemory();
        if (store == null) {
            return List.copyOf(inMemory);
        }
        List<RunRecord> records = new ArrayList<>(newest(store).records());
        long number = records.isEmpty() ? 0 : records.get(records.size() - 1).number();
        for (LiveRecord unwritten : inMemory) {
            records.add(numbered(unwritten, ++number));
        }
        return records.size() <= ring.length()
                ? records
                : List.copyOf(records.subList(records.size() - ring.length(), records.size()));
    }

    private RecordStore.Contents newest(RecordStore from) {
        return from.newest(ring.length(), reader());
    }

    private synchronized Function<JsonObject, RunRecord> reader() {
        if (reader == null) {
            reader = json -> StoredRecord.of(json, algorithms);
        }
        return reader;
    }

    /** Returns a record that could not be stored, with the number that it would have. */
    private RunRecord numbered(LiveRecord record, long number) {
        JsonObject json = new JsonObject();
        json.addProperty(RecordJson.NUMBER, number);
        for (var member : record.toJson().entrySet()) {
            JsonElement value = member.getValue();
            if (!json.has(member.getKey())) {
                json.add(member.getKey(), value);
            }
        }
        return StoredRecord.of(json, algorithms);
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

    @Override
    public List<String> faults() {
        return store == null ? List.of() : newest(store).faults();
    }

    @Override
    public JsonArray toJson() {
        return RecordJson.of(records());
    }

    @Override
    public void clear() {
        if (store != null) {
            try {
                store.clear();
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "the history in " + store + " cannot be cleared: " + FailureMessage.of(e), e);
            }
        }
        for (int place = 0; place < ring.length(); place++) {
            ring.set(place, null);
        }
    }

    public void add(LiveRecord record) {
        long number = count.incrementAndGet();
        record.place(owner, number);
        boolean stored = false;
        try {
            stored = store != null && isStored(record, store);
        } finally {
            // whatever was thrown: a record is in the store or here
            if (!stored) {
                keep(record);
            }
        }
    }

    /** Returns whether a record is in the store now. A failure of each kind is told once and never thrown: the run is over. */
    private boolean isStored(LiveRecord record, RecordStore in) {
        try {
            in.append(record.toJson());
            return true;
        } catch (IOException e) {
            if (!warnedOfStore.getAndSet(true)) {
                warn("the history", in, e);
            }
        } catch (Throwable e) {
            // foreign code: a value of an author's type may have a JSON that cannot be written
            if (!warnedOfRecord.getAndSet(true)) {
                warn("a record of " + record.algorithm(), in, e);
            }
        }
        return false;
    }

    private static void warn(String what, RecordStore store, Throwable why) {
        System.getLogger(AlgorithmHistory.class.getName())
                .log(
                        System.Logger.Level.WARNING,
                        what + " cannot be written to " + store + ", so that it is kept in memory only: "
                                + FailureMessage.of(why));
    }

    /** Puts a record in its place, and a newer one that it finds there back again, whatever others do at the same time. */
    private void keep(LiveRecord record) {
        int place = place(record.number());
        LiveRecord newest = record;
        // costs a new JVM 0.1 ms less than to compare and set
        LiveRecord before = ring.getAndSet(place, newest);
        while (before != null && before.number() > newest.number()) {
            newest = before;
            before = ring.getAndSet(place, newest);
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
