package org.mantle.framework.internal.history;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.mantle.framework.history.AlgorithmHistory;
import org.mantle.framework.history.RecordStore;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.internal.text.FailureMessage;

/** The records of a history that a store keeps, for hosts that have one. Safe from many threads. */
final class KeptRecords {

    private final RecordStore store;
    private final RecordedAlgorithms algorithms;
    private final AtomicBoolean warnedOfStore = new AtomicBoolean();
    private final AtomicBoolean warnedOfRecord = new AtomicBoolean();

    /** One for all times: by it a store tells whose records it has read. */
    private final Function<JsonObject, RunRecord> reader;

    KeptRecords(RecordStore store, RecordedAlgorithms algorithms) {
        this.store = store;
        this.algorithms = algorithms;
        this.reader = json -> StoredRecord.of(json, algorithms);
    }

    /** Returns what the store has. */
    RecordStore.Contents newest(int most) {
        return store.newest(most, reader);
    }

    /** Returns a record that could not be stored, with the number that it would have. */
    RunRecord numbered(RunRecord record, long number) {
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

    /** Returns whether a record is in the store now. A failure of each kind is told once and never thrown: the run is over. */
    boolean add(LiveRecord record) {
        return !add(List.of(record)).isEmpty();
    }

    /** Returns those of the records that are in the store now; see {@link #add(LiveRecord)}. */
    List<LiveRecord> add(List<LiveRecord> records) {
        List<LiveRecord> written = new ArrayList<>(records.size());
        List<JsonObject> forms = new ArrayList<>(records.size());
        for (LiveRecord record : records) {
            try {
                forms.add(record.toJson());
                written.add(record);
            } catch (Throwable e) {
                warnOf(record, e);
            }
        }
        try {
            store.append(forms);
            return written;
        } catch (IOException e) {
            if (!warnedOfStore.getAndSet(true)) {
                warn("the history", e);
            }
        } catch (Throwable e) {
            if (written.size() > 1) {
                // one of them harms no other
                return written.stream().filter(this::add).toList();
            }
            written.forEach(record -> warnOf(record, e));
        }
        return List.of();
    }

    /** Foreign code: a value of an author's type may have a JSON that cannot be made, or not be written. */
    private void warnOf(LiveRecord record, Throwable why) {
        if (!warnedOfRecord.getAndSet(true)) {
            warn("a record of " + record.algorithm(), why);
        }
    }

    private void warn(String what, Throwable why) {
        System.getLogger(AlgorithmHistory.class.getName())
                .log(
                        System.Logger.Level.WARNING,
                        what + " cannot be written to " + store + ", so that it is kept in memory only: "
                                + FailureMessage.of(why));
    }

    /** Forgets every record. */
    void clear() {
        try {
            store.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the history in " + store + " cannot be cleared: " + FailureMessage.of(e), e);
        }
    }
}
