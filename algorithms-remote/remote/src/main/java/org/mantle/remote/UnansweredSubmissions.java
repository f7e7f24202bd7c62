package org.mantle.remote;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.mantle.remote.job.JobRequest;
import org.mantle.remote.job.StateFileException;
import org.mantle.remote.state.StateFile;
import org.mantle.remote.state.StateStore;

/**
 * The submissions that have been sent and whose answers have not come: those under way, and those whose answer got lost, also because
 * the program that waited for it ended. So that a job that was accepted is found again.
 *
 * <p>Kept are the name of the job, the mark of the submission, when it began, and which process waits; no arguments, and no secret. Safe
 * from many threads.
 *
 * @since 0.1.0
 */
public final class UnansweredSubmissions {

    private static final String NAME = "name";
    private static final String BEGUN = "begun";
    private static final String PROCESS = "process";

    /** Between two looks at the start of one process: systems count it from their own start, which they know by the second. */
    private static final Duration SAME_START = Duration.ofSeconds(10);

    private final StateStore store;

    private UnansweredSubmissions(StateStore store) {
        this.store = store;
    }

    /** Returns a memory that ends with the program. */
    public static UnansweredSubmissions inMemory() {
        return new UnansweredSubmissions(StateStore.inMemory());
    }

    /**
     * Returns a memory that lasts from one program to the next.
     *
     * @param file where it is kept; made when first needed, readable by its owner alone
     */
    public static UnansweredSubmissions at(Path file) {
        return new UnansweredSubmissions(new StateFile(file, "unanswered submissions"));
    }

    /**
     * A submission whose answer nobody waits for any more.
     *
     * @param mark its mark
     * @param name the name of the job
     * @param begun when it was sent
     */
    record Lost(String mark, String name, Instant begun) {}

    /** Keeps a submission that is about to be sent; this process waits for the answer. */
    void begin(String resource, String user, JobRequest request) throws StateFileException {
        JsonObject entry = new JsonObject();
        entry.addProperty(NAME, request.name());
        entry.addProperty(BEGUN, Instant.now().toString());
        entry.addProperty(PROCESS, processNow());
        change(resource, user, entries -> entries.add(request.mark(), entry));
    }

    /** Notes that nobody waits for the answer any more, which has not come. */
    void giveUp(String resource, String user, String mark) throws StateFileException {
        change(resource, user, entries -> {
            if (entries.get(mark) instanceof JsonObject entry) {
                entry.remove(PROCESS);
            }
        });
    }

    /** Forgets a submission: its answer has come, or the user has been told of it. */
    void forget(String resource, String user, String mark) throws StateFileException {
        change(resource, user, entries -> entries.remove(mark));
    }

    private interface EntriesChange {
        void of(JsonObject entries);
    }

    private void change(String resource, String user, EntriesChange change) throws StateFileException {
        store.change(content -> {
            JsonObject users = store.object(content, resource);
            JsonObject entries = store.object(users, user);
            change.of(entries);
            users.remove(user);
            content.remove(resource);
            if (!entries.isEmpty()) {
                users.add(user, entries);
            }
            if (!users.isEmpty()) {
                content.add(resource, users);
            }
            return entries;
        });
    }

    /** Returns the submissions whose answer was lost, the oldest first. */
    List<Lost> lost(String resource, String user) throws StateFileException {
        JsonObject entries = store.object(store.object(store.read(), resource), user);
        List<Lost> lost = new ArrayList<>();
        for (String mark : entries.keySet()) {
            JsonObject entry = store.object(entries, mark);
            if (!entry.has(PROCESS) || !isRunning(store.text(entry, PROCESS, where(mark)))) {
                lost.add(new Lost(mark, store.text(entry, NAME, where(mark)), begun(mark, entry)));
            }
        }
        return lost;
    }

    private Instant begun(String mark, JsonObject entry) throws StateFileException {
        try {
            return Instant.parse(store.text(entry, BEGUN, where(mark)));
        } catch (DateTimeParseException e) {
            throw store.broken(where(mark) + " has no time in \"" + BEGUN + "\"");
        }
    }

    private static String where(String mark) {
        return "the submission " + mark;
    }

    /** Returns what tells this process from all others of the machine: its number, and when it began, since numbers come again. */
    private static String processNow() {
        ProcessHandle process = ProcessHandle.current();
        return process.pid()
                + process.info()
                        .startInstant()
                        .map(start -> " " + start.toEpochMilli())
                        .orElse("");
    }

    private static boolean isRunning(String process) {
        String[] parts = process.split(" ", 2);
        try {
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(found -> parts.length < 2 || began(found, Long.parseLong(parts[1])))
                    .isPresent();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean began(ProcessHandle process, long epochMillis) {
        return process.info()
                .startInstant()
                .map(start -> Math.abs(start.toEpochMilli() - epochMillis) < SAME_START.toMillis())
                .orElse(true);
    }
}
