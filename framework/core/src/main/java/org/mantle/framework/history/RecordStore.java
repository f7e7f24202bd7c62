package org.mantle.framework.history;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * Where a history keeps its records, beyond the life of a host: a file, a database.
 *
 * <p>Many threads, hosts and processes may use it at a time; the test kit has the contract as tests. Its {@code toString()} says where it is, for messages.
 *
 * <p>What is added to it later has a default, so that those who implement it need no change.
 *
 * @since 0.1.0
 */
public interface RecordStore {

    /**
     * What a store has.
     *
     * @param records the newest, the oldest of them first
     * @param faults what could not be read, a sentence each
     */
    record Contents(List<RunRecord> records, List<String> faults) {

        /** Takes the lists as they are. */
        public Contents {
            records = List.copyOf(records);
            faults = List.copyOf(faults);
        }
    }

    /**
     * Keeps a record, under the next number of the store in place of the one that it has.
     *
     * @param record the record as {@link RunRecord#toJson} gives it, with the records inside it; the store may change it
     * @throws IOException if it is not kept; the history then keeps it in memory
     */
    void append(JsonObject record) throws IOException;

    /**
     * Keeps several records, in their order; see {@link #append(JsonObject)}. A store that can keep them at once overrides this: all or none.
     *
     * @throws IOException if one is not kept
     */
    default void append(List<JsonObject> records) throws IOException {
        for (JsonObject record : records) {
            append(record);
        }
    }

    /**
     * Returns the newest records, and what is wrong with the store.
     *
     * @param most how many records at most, at least 1
     * @param reader makes a record of its JSON, and refuses what is none by an {@link IllegalArgumentException}; always the same
     *     object for one host, so that what was read for it may be kept
     */
    Contents newest(int most, Function<JsonObject, RunRecord> reader);

    /**
     * Forgets every record. Numbers may begin anew.
     *
     * @throws IOException if it cannot; nothing is forgotten then
     */
    void clear() throws IOException;
}
