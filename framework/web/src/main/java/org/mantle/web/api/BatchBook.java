package org.mantle.web.api;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.RunEvent;
import org.mantle.web.http.WebProblem;

/**
 * The tables of runs that pages have started. The host works through them, so that a page may be closed meanwhile. Safe from many
 * threads.
 */
final class BatchBook implements AutoCloseable {

    private static final int MOST_KEPT = 20;

    /** How many tables may be under way, each with so many runs at a time. */
    static final int MOST_UNDER_WAY = 20;

    private final RunStarter starter;
    private final PageEvents events;
    private final Map<Long, Batch> batches = new LinkedHashMap<>();
    private long highest;

    BatchBook(RunStarter starter, PageEvents events) {
        this.starter = starter;
        this.events = events;
    }

    /**
     * Begins a table.
     *
     * @throws WebProblem with status 503 if too many are under way
     */
    Batch start(AlgorithmDescriptor algorithm, List<GivenInputs> rows, int atMost) {
        Batch batch;
        synchronized (this) {
            requireRoom();
            batch = new Batch(++highest, algorithm, rows, atMost);
            batches.put(batch.id(), batch);
            forgetOldest();
        }
        batch.go(starter);
        return batch;
    }

    private void requireRoom() {
        long underWay =
                batches.values().stream().filter(batch -> !batch.hasEnded()).count();
        if (underWay >= MOST_UNDER_WAY) {
            throw WebProblem.of(
                            503,
                            underWay + " tables are under way, which are as many as may be: wait until one ends, or"
                                    + " cancel one")
                    .with("Retry-After", "30");
        }
    }

    private void forgetOldest() {
        List<Batch> ended = batches.values().stream().filter(Batch::hasEnded).toList();
        long bytes = ended.stream().mapToLong(Batch::bytes).sum();
        for (int i = 0; i < ended.size() - 1 && (ended.size() - i > MOST_KEPT || bytes > RunBook.MOST_BYTES); i++) {
            batches.remove(ended.get(i).id());
            bytes -= ended.get(i).bytes();
        }
    }

    void take(RunEvent event) {
        if (!(event instanceof RunEvent.Ended) || event.run().parent().isPresent()) {
            return;
        }
        List<Batch> all;
        synchronized (this) {
            all = List.copyOf(batches.values());
        }
        for (Batch batch : all) {
            if (batch.ended(event.run().id())) {
                batch.go(starter);
                events.tell("batch", () -> changed(batch));
            }
        }
    }

    private static JsonObject changed(Batch batch) {
        JsonObject json = new JsonObject();
        json.addProperty("id", batch.id());
        return json;
    }

    synchronized Batch get(String id) {
        try {
            long number = Long.parseLong(id);
            return Optional.ofNullable(batches.get(number))
                    .orElseThrow(() -> number > 0 && number <= highest
                            ? WebProblem.of(410, "table " + id + " is kept no more; the history has its runs")
                            : unknown(id));
        } catch (NumberFormatException e) {
            throw unknown(id);
        }
    }

    private static WebProblem unknown(String id) {
        return WebProblem.of(404, "there is no table \"" + id + "\"");
    }

    /** Lets no further row begin. */
    @Override
    public void close() {
        List<Batch> all;
        synchronized (this) {
            all = List.copyOf(batches.values());
        }
        all.forEach(Batch::stop);
    }
}
