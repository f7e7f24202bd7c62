package org.mantle.web.ogc;

import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.ProgressReport;
import org.mantle.framework.run.RunEvent;

/** A run that was asked for as a job. It knows no input, so that no secret can be seen in it. Safe from many threads. */
final class OgcJob {

    private final String id;
    private final long number;
    private final String process;
    private final AlgorithmRun run;
    private final ResultForm form;
    private final Clock clock;
    private final Instant created;
    private volatile @Nullable Instant started;
    private volatile @Nullable Instant finished;
    private volatile Instant updated;
    private volatile String failure = "";

    OgcJob(String id, long number, String process, AlgorithmRun run, ResultForm form, Clock clock) {
        this.id = id;
        this.number = number;
        this.process = process;
        this.run = run;
        this.form = form;
        this.clock = clock;
        created = clock.instant();
        updated = created;
    }

    /** Notes when what happened. */
    void note(RunEvent event) {
        Instant now = clock.instant();
        updated = now;
        if (event instanceof RunEvent.Started) {
            started = now;
        } else if (event instanceof RunEvent.Ended) {
            finished();
            if (event instanceof RunEvent.Failed failed) {
                failure = failed.message();
            }
        }
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

    AlgorithmRun run() {
        return run;
    }

    ResultForm form() {
        return form;
    }

    Instant created() {
        return created;
    }

    JobState state() {
        return JobState.of(run.state());
    }

    /** Returns when it ended. A run ends a moment before its listeners are told. */
    Optional<Instant> finished() {
        if (finished == null && run.state().isEnd()) {
            finished = clock.instant();
        }
        return Optional.ofNullable(finished);
    }

    /** Returns how long it has run until now; empty before it runs. */
    Optional<Duration> duration(Instant now) {
        Instant begin = started;
        return begin == null
                ? Optional.empty()
                : Optional.of(Duration.between(begin, finished().orElse(now)));
    }

    /** Returns why it failed; to be called when it has. */
    String failure() {
        if (failure.isEmpty()) {
            try {
                run.outputs();
            } catch (AlgorithmFailedException e) {
                failure = ProblemText.message(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return failure;
    }

    /** Returns what the standard calls the status info. */
    JsonObject status(String root, JobState state) {
        JsonObject json = new JsonObject();
        json.addProperty("jobID", id);
        json.addProperty("processID", process);
        json.addProperty("type", "process");
        json.addProperty("status", state.word());
        ProgressReport progress = run.progress();
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
