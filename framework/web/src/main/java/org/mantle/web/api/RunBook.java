package org.mantle.web.api;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.LogLine;
import org.mantle.framework.run.RunEvent;
import org.mantle.web.http.WebProblem;

/**
 * The runs of the host, whoever started them: all that are under way, and those that ended last. Runs inside others are not here. Safe
 * from many threads.
 */
final class RunBook {

    private static final int MOST_ENDED = 500;

    /** How many bytes the outputs and lines of those that have ended may have; the last one is kept whatever it has. */
    static final long MOST_BYTES = 64 * 1024 * 1024;

    private final PageEvents events;
    private final Map<Long, RunEntry> entries = new LinkedHashMap<>();
    private long highest;

    RunBook(PageEvents events) {
        this.events = events;
    }

    /** Takes in a run that was started here, with the files that it was told to write. */
    RunEntry add(AlgorithmRun run, Map<String, String> written) {
        RunEntry entry = entry(run);
        entry.writes(written);
        return entry;
    }

    void take(RunEvent event) {
        AlgorithmRun run = event.run();
        if (run.parent().isPresent()) {
            return;
        }
        if (event instanceof RunEvent.Logged logged) {
            events.tell("log", () -> said(run.id(), logged.line()));
            return;
        }
        RunEntry entry = entry(run);
        if (event instanceof RunEvent.Ended) {
            forgetOldest();
        }
        events.tell("run", entry::toJson);
    }

    private static JsonObject said(long run, LogLine line) {
        JsonObject json = new JsonObject();
        json.addProperty("id", run);
        json.add("line", line.toJson());
        return json;
    }

    private synchronized RunEntry entry(AlgorithmRun run) {
        highest = Math.max(highest, run.id());
        return entries.computeIfAbsent(run.id(), id -> new RunEntry(run));
    }

    private synchronized void forgetOldest() {
        List<RunEntry> ended =
                entries.values().stream().filter(RunEntry::hasEnded).toList();
        long bytes = ended.stream().mapToLong(RunEntry::bytes).sum();
        for (int i = 0; i < ended.size() - 1 && (ended.size() - i > MOST_ENDED || bytes > MOST_BYTES); i++) {
            entries.remove(ended.get(i).id());
            bytes -= ended.get(i).bytes();
        }
    }

    /** Returns the runs, the newest first. */
    synchronized List<RunEntry> all() {
        List<RunEntry> all = new ArrayList<>(entries.values());
        Collections.reverse(all);
        return all;
    }

    /**
     * Returns a run.
     *
     * @throws WebProblem with status 410 if it is not kept any more, and 404 if there never was one
     */
    synchronized RunEntry get(String id) {
        long number;
        try {
            number = Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw unknown(id);
        }
        return Optional.ofNullable(entries.get(number))
                .orElseThrow(() -> number > 0 && number <= highest
                        ? WebProblem.of(410, "run " + id + " is kept no more; the history has it")
                        : unknown(id));
    }

    private static WebProblem unknown(String id) {
        return WebProblem.of(404, "there is no run \"" + id + "\"");
    }
}
