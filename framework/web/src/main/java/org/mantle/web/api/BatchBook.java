package org.mantle.web.api;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mantle.framework.Mantle;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.RunEvent;
import org.mantle.web.http.WebProblem;

/**
 * The tables of runs that pages have started. The host works through them, so that a page may be closed meanwhile. Safe from many
 * threads.
 */
final class BatchBook implements AutoCloseable {

    private static final int MOST_KEPT = 20;

    private final Mantle mantle;
    private final RunBook runs;
    private final PageEvents events;
    private final Map<Long, Batch> batches = new LinkedHashMap<>();
    private long highest;

    BatchBook(Mantle mantle, RunBook runs, PageEvents events) {
        this.mantle = mantle;
        this.runs = runs;
        this.events = events;
    }

    Batch start(AlgorithmDescriptor algorithm, List<GivenInputs> rows, int atMost) {
        Batch batch;
        synchronized (this) {
            batch = new Batch(++highest, algorithm, rows, atMost);
            batches.put(batch.id(), batch);
            List<Long> ended = new ArrayList<>();
            batches.forEach((id, each) -> {
                if (each.hasEnded()) {
                    ended.add(id);
                }
            });
            ended.subList(0, Math.max(0, ended.size() - MOST_KEPT)).forEach(batches::remove);
        }
        batch.go(mantle, runs);
        return batch;
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
                batch.go(mantle, runs);
                JsonObject changed = new JsonObject();
                changed.addProperty("id", batch.id());
                events.tell("batch", changed);
            }
        }
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
