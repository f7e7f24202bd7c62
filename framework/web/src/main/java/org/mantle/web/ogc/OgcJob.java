package org.mantle.web.ogc;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.JsonForm;
import org.mantle.commons.json.StrictJson;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.LogLine;
import org.mantle.framework.run.ProgressReport;
import org.mantle.framework.run.RunEvent;

/**
 * A run that was asked for as a job. It knows no input, so that no secret can be seen in it, and of a run that has ended it keeps what can
 * still be asked for, and not the run. Safe from many threads.
 */
final class OgcJob {

    /** What a job needs beside its outputs and lines, about. */
    private static final int USUAL_BYTES = 1_000;

    private final String id;
    private final long number;
    private final String process;
    private final AlgorithmDescriptor algorithm;
    private final ResultForm form;
    private final Clock clock;
    private final Consumer<OgcJob> whenEnded;
    private final Instant created;
    private volatile @Nullable Instant started;
    private volatile Instant updated;

    /** The run until its outcome is known. */
    private volatile @Nullable AlgorithmRun run;

    private volatile @Nullable Outcome outcome;

    /**
     * What is kept of a run that has ended.
     *
     * @param outputs as JSON in UTF-8, which is smaller than all else that they could be
     * @param failure why it failed; empty when it did not
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Outcome(
            JobState state,
            Instant finished,
            ProgressReport progress,
            byte[] outputs,
            String failure,
            List<LogLine> log) {}

    OgcJob(
            String id,
            long number,
            String process,
            AlgorithmRun run,
            ResultForm form,
            Clock clock,
            Consumer<OgcJob> whenEnded) {
        this.id = id;
        this.number = number;
        this.process = process;
        this.run = run;
        this.form = form;
        this.clock = clock;
        this.whenEnded = whenEnded;
        algorithm = run.descriptor();
        created = clock.instant();
        updated = created;
    }

    /** Notes when what happened. */
    void note(RunEvent event) {
        Instant now = clock.instant();
        if (event instanceof RunEvent.Ended) {
            outcome();
        } else {
            updated = now;
            if (event instanceof RunEvent.Started) {
                started = now;
            }
        }
    }

    /** Returns what became of the run; null while it is under way. A run ends a moment before its listeners are told. */
    private @Nullable Outcome outcome() {
        Outcome known = outcome;
        if (known != null) {
            return known;
        }
        Outcome made;
        synchronized (this) {
            AlgorithmRun ended = run;
            if (ended == null || !ended.state().isEnd()) {
                return outcome;
            }
            made = outcomeOf(ended);
            updated = made.finished();
            outcome = made;
            run = null;
        }
        whenEnded.accept(this);
        return made;
    }

    private Outcome outcomeOf(AlgorithmRun ended) {
        JobState state = JobState.of(ended.state());
        byte[] outputs = new byte[0];
        String failure = "";
        try {
            outputs = JsonForm.COMPACT
                    .text(ended.completion().toCompletableFuture().join().toJson())
                    .getBytes(StandardCharsets.UTF_8);
        } catch (CancellationException e) {
            // the state says so
        } catch (CompletionException e) {
            if (state == JobState.FAILED) {
                Throwable failed = e.getCause() == null ? e : e.getCause();
                failure = new RunEvent.Failed(ended, failed.getCause() == null ? failed : failed.getCause()).message();
            }
        } catch (RuntimeException e) {
            // an author's type may throw anything
            state = JobState.FAILED;
            failure = "the outputs cannot be told: " + ProblemText.message(e);
        }
        return new Outcome(
                state,
                clock.instant(),
                ended.progress(),
                outputs,
                failure,
                ended.log().lines());
    }

    String id() {
        return id;
    }

    /** Returns the place in the order in which jobs came. */
    long number() {
        return number;
    }

    String process() {
        return process;
    }

    AlgorithmDescriptor algorithm() {
        return algorithm;
    }

    ResultForm form() {
        return form;
    }

    /** Returns the run; empty when it has ended. */
    Optional<AlgorithmRun> run() {
        return outcome() == null ? Optional.ofNullable(run) : Optional.empty();
    }

    Instant created() {
        return created;
    }

    JobState state() {
        Outcome ended = outcome();
        AlgorithmRun underWay = run;
        if (ended == null && underWay != null) {
            return JobState.of(underWay.state());
        }
        return ended == null ? Objects.requireNonNull(outcome).state() : ended.state();
    }

    /** Returns when it ended. */
    Optional<Instant> finished() {
        return Optional.ofNullable(outcome()).map(Outcome::finished);
    }

    /** Returns how long it has run until now; empty before it runs. */
    Optional<Duration> duration(Instant now) {
        Instant begin = started;
        return begin == null
                ? Optional.empty()
                : Optional.of(Duration.between(begin, finished().orElse(now)));
    }

    /** Returns why it failed; empty when it did not. */
    String failure() {
        return Optional.ofNullable(outcome()).map(Outcome::failure).orElse("");
    }

    /** Returns the outputs of a job that has succeeded. */
    JsonObject outputs() {
        byte[] json = Optional.ofNullable(outcome()).map(Outcome::outputs).orElseThrow();
        return StrictJson.parse(new String(json, StandardCharsets.UTF_8)).getAsJsonObject();
    }

    /** Returns what a run that has ended has said. */
    List<LogLine> log() {
        return Optional.ofNullable(outcome()).map(Outcome::log).orElse(List.of());
    }

    /** Returns about how many bytes are kept of a job that has ended. */
    long bytes() {
        Outcome ended = outcome;
        if (ended == null) {
            return 0;
        }
        long lines = 0;
        for (LogLine line : ended.log()) {
            lines += 2L * line.text().length() + 100;
        }
        return USUAL_BYTES + ended.outputs().length + 2L * ended.failure().length() + lines;
    }

    /** Returns what the standard calls the status info. */
    JsonObject status(String root, JobState state) {
        JsonObject json = new JsonObject();
        json.addProperty("jobID", id);
        json.addProperty("processID", process);
        json.addProperty("type", "process");
        json.addProperty("status", state.word());
        Outcome ended = outcome();
        AlgorithmRun underWay = run;
        ProgressReport progress = ended != null || underWay == null
                ? Objects.requireNonNull(outcome).progress()
                : underWay.progress();
        String message = state == JobState.FAILED ? failure() : progress.message();
        if (!message.isEmpty()) {
            json.addProperty("message", message);
        }
        json.addProperty("created", created.toString());
        add(json, "started", started);
        add(json, "finished", finished().orElse(null));
        json.addProperty("updated", updated.toString());
        if (state == JobState.SUCCESSFUL) {
            json.addProperty("progress", 100);
        } else if (progress.fraction().isPresent()) {
            json.addProperty("progress", (int) Math.floor(progress.fraction().getAsDouble() * 100));
        } else if (state == JobState.ACCEPTED) {
            json.addProperty("progress", 0);
        }
        json.add("links", links(root, state).toJson());
        return json;
    }

    private static void add(JsonObject json, String name, @Nullable Instant time) {
        if (time != null) {
            json.addProperty(name, time.toString());
        }
    }

    private Links links(String root, JobState state) {
        String address = root + "/jobs/" + id;
        Links links = new Links().self(address);
        if (state == JobState.SUCCESSFUL || state == JobState.FAILED) {
            links.add(Links.RELATION + "results", Links.JSON, "the results", address + "/results");
        }
        if (state == JobState.ACCEPTED || state == JobState.RUNNING) {
            links.add("monitor", Links.JSON, "the status", address)
                    .add("events", "text/event-stream", "what happens, as it happens", address + "/events");
        }
        return links;
    }
}
