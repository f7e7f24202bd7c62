package org.mantle.web.ogc;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.JsonForm;
import org.mantle.commons.json.JsonLists;
import org.mantle.framework.Mantle;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.run.RunEvent;
import org.mantle.web.http.EventSink;
import org.mantle.web.http.Routes;
import org.mantle.web.http.WebProblem;
import org.mantle.web.http.WebReply;
import org.mantle.web.http.WebRequest;
import org.mantle.web.panel.HostFolders;
import org.mantle.web.run.RunPlaces;

/** Answers the calls of OGC API - Processes. Safe from many threads. */
public final class OgcService {

    private static final String BASE = "/ogc";

    /** How many bytes an execute request may have. */
    private static final int LONGEST_REQUEST = 16 * 1024 * 1024;

    private static final int USUAL_PROCESSES = 1_000;
    private static final int MOST_PROCESSES = 10_000;
    private static final String CONFORMANCE = "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/";

    private static final List<String> CLASSES = List.of(
            CONFORMANCE + "core",
            CONFORMANCE + "ogc-process-description",
            CONFORMANCE + "json",
            CONFORMANCE + "html",
            CONFORMANCE + "oas30",
            CONFORMANCE + "job-list",
            CONFORMANCE + "callback",
            CONFORMANCE + "dismiss");

    private final Mantle mantle;
    private final ProcessIds ids;
    private final ProcessDescriptions descriptions;
    private final OgcJobs jobs;
    private final OutsideCalls calls;
    private final HostFolders folders;
    private final RunPlaces places;

    /** Creates the service of a host, of which callers reach certain folders. */
    public OgcService(Mantle mantle, HostFolders folders, RunPlaces places, Clock clock) {
        this(mantle, folders, places, clock, OutsideCalls.PATIENCE);
    }

    OgcService(Mantle mantle, HostFolders folders, RunPlaces places, Clock clock, Duration patience) {
        this.places = places;
        this.folders = folders;
        calls = new OutsideCalls(patience);
        this.mantle = mantle;
        ids = new ProcessIds(mantle.registry());
        descriptions = new ProcessDescriptions(ids);
        jobs = new OgcJobs(clock);
    }

    /** Adds what it answers. */
    public void addTo(Routes routes) {
        routes.get(BASE, this::landingPage)
                .get(BASE + "/", this::landingPage)
                .get(BASE + "/api", this::definition)
                .get(BASE + "/conformance", this::conformance)
                .get(BASE + "/processes", this::processes)
                .get(BASE + "/processes/{process}", this::process)
                .post(BASE + "/processes/{process}/execution", this::execute)
                .get(BASE + "/jobs", this::jobs)
                .get(BASE + "/jobs/{job}", this::status)
                .delete(BASE + "/jobs/{job}", this::dismiss)
                .get(BASE + "/jobs/{job}/results", this::results)
                .get(BASE + "/jobs/{job}/results/{output}", this::output)
                .get(BASE + "/jobs/{job}/events", this::events);
    }

    private static String root(WebRequest request) {
        return request.base() + BASE;
    }

    /** Gives a resource as JSON or as a page, as the caller wants it. */
    private static WebReply resource(WebRequest request, String title, JsonElement json) {
        return isPageWanted(request) ? WebReply.page(title, json) : WebReply.json(json);
    }

    private static boolean isPageWanted(WebRequest request) {
        Optional<String> form = request.query("f");
        if (form.isPresent()) {
            return switch (form.get().toLowerCase(Locale.ROOT)) {
                case "json" -> false;
                case "html" -> true;
                default -> throw OgcProblems.invalid("f is \"" + form.get() + "\"; it can be json or html");
            };
        }
        return request.preferred(List.of(Links.JSON, Links.HTML))
                .filter(Links.HTML::equals)
                .isPresent();
    }

    private WebReply landingPage(WebRequest request) {
        String root = root(request);
        JsonObject json = new JsonObject();
        json.addProperty("title", "Mantle");
        json.addProperty("description", "The algorithms of this host as processes");
        json.add(
                "links",
                new Links()
                        .self(root + "/")
                        .add("service-desc", ApiDefinition.TYPE, "the definition of the API", root + "/api")
                        .add("service-doc", Links.HTML, "the API as a page", root + "/api?f=html")
                        .add(Links.RELATION + "conformance", Links.JSON, "what it conforms to", root + "/conformance")
                        .add("conformance", Links.JSON, "what it conforms to", root + "/conformance")
                        .add(Links.RELATION + "processes", Links.JSON, "the processes", root + "/processes")
                        .add("processes", Links.JSON, "the processes", root + "/processes")
                        .add(Links.RELATION + "job-list", Links.JSON, "the jobs", root + "/jobs")
                        .toJson());
        return resource(request, "Mantle: OGC API - Processes", json);
    }

    private WebReply definition(WebRequest request) {
        JsonObject definition = ApiDefinition.of(root(request));
        return isPageWanted(request)
                ? WebReply.page("Mantle: the definition of the API", definition)
                : WebReply.json(ApiDefinition.TYPE, definition);
    }

    private WebReply conformance(WebRequest request) {
        JsonObject json = new JsonObject();
        json.add("conformsTo", JsonLists.ofTexts(CLASSES));
        return resource(request, "Mantle: what this conforms to", json);
    }

    private WebReply processes(WebRequest request) {
        String root = root(request);
        int limit = (int) OgcJobQuery.limit(request, USUAL_PROCESSES, MOST_PROCESSES);
        int offset = OgcJobQuery.number(request, "offset", 0, Integer.MAX_VALUE)
                .map(Long::intValue)
                .orElse(0);
        List<AlgorithmDescriptor> all = ids.listed();
        int from = Math.min(offset, all.size());
        int until = Math.min(from + limit, all.size());
        JsonArray processes = new JsonArray();
        all.subList(from, until).forEach(algorithm -> processes.add(descriptions.summary(algorithm, root)));
        Links links = new Links().self(withQuery(root + "/processes", request));
        if (until < all.size()) {
            links.add("next", Links.JSON, "the next ones", root + "/processes?limit=" + limit + "&offset=" + until);
        }
        JsonObject json = new JsonObject();
        json.add("processes", processes);
        json.add("links", links.toJson());
        return resource(request, "Mantle: processes", json);
    }

    /** Returns the address of a list as it was asked for, whatever its form. */
    private static String withQuery(String address, WebRequest request) {
        String query = Arrays.stream(request.queryText().split("&", -1))
                .filter(part -> !part.isEmpty() && !part.startsWith("f="))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? address : address + "?" + query;
    }

    private WebReply process(WebRequest request) {
        AlgorithmDescriptor algorithm = ids.find(request.variable("process"));
        return resource(request, ids.of(algorithm), descriptions.description(algorithm, root(request)));
    }

    private WebReply execute(WebRequest request) throws IOException {
        AlgorithmDescriptor algorithm = ids.find(request.variable("process"));
        ExecuteRequest wish = ExecuteRequest.of(request.json(LONGEST_REQUEST), algorithm);
        Map<String, Object> inputs = InputValues.of(wish.inputs(), algorithm, calls);
        List<Problem> outside = folders.problems(mantle, algorithm, inputs);
        if (!outside.isEmpty()) {
            throw OgcProblems.invalid(outside);
        }
        Preferences preferences = Preferences.of(request.headers("Prefer"));
        AlgorithmRun run = start(algorithm, inputs);
        boolean isFollowed = !wish.subscriber().isNobody();
        boolean mayBeJob = preferences.isAsynchronous()
                || preferences.patience().isPresent()
                || isFollowed
                || wish.form().needsJob();
        if (!mayBeJob) {
            return WebReply.later(
                    run.completion()
                            .handle((outputs, problem) -> answer(request, algorithm, wish.form(), outputs, problem)),
                    run::cancel);
        }
        OgcJob job = jobs.prepare(ids.of(algorithm), run, wish.form());
        if (isFollowed || wish.form().needsJob()) {
            jobs.keep(job);
        }
        if (isFollowed) {
            run.subscribe(new JobCallbacks(wish.subscriber(), calls, job, root(request))::tell);
        }
        if (preferences.isAtOnceAsynchronous()) {
            return accepted(job, preferences, request);
        }
        return WebReply.later(inTime(run, job, preferences, request), () -> {
            // a subscriber still waits for what becomes of it
            if (!isFollowed) {
                run.cancel();
            }
        });
    }

    /** Returns the answer with the results, or that the run goes on as a job when it takes longer than the caller waits. */
    private CompletionStage<WebReply> inTime(
            AlgorithmRun run, OgcJob job, Preferences preferences, WebRequest request) {
        CompletableFuture<Outputs> ended =
                run.completion().toCompletableFuture().copy();
        CompletableFuture<Outputs> waited = preferences.patience().isPresent()
                ? ended.orTimeout(preferences.patience().getAsLong(), TimeUnit.SECONDS)
                : ended;
        return waited.handle((outputs, problem) -> {
            if (problem instanceof TimeoutException) {
                return accepted(job, preferences, request);
            }
            WebReply reply = jobs.isKept(job)
                    ? resultsOf(job, request)
                    : answer(request, job.algorithm(), job.form(), outputs, problem);
            return preferences.patience().isPresent() ? reply.with("Preference-Applied", preferences.waiting()) : reply;
        });
    }

    private static WebReply answer(
            WebRequest request,
            AlgorithmDescriptor algorithm,
            ResultForm form,
            @Nullable Outputs outputs,
            @Nullable Throwable problem) {
        if (outputs == null) {
            throw problem(algorithm, Objects.requireNonNull(problem));
        }
        return form.reply(request, algorithm, outputs.toJson(), "");
    }

    private WebReply accepted(OgcJob job, Preferences preferences, WebRequest request) {
        jobs.keep(job);
        return WebReply.json(job.status(root(request), job.state()))
                .status(201)
                .with("Location", root(request) + "/jobs/" + job.id())
                .with("Preference-Applied", preferences.asynchronous());
    }

    /**
     * Starts a run, which counts among those under way until it has ended, whether it is a job or not.
     *
     * @throws WebProblem if it is refused
     */
    private AlgorithmRun start(AlgorithmDescriptor algorithm, Map<String, Object> inputs) {
        try {
            return places.start(() -> mantle.start(algorithm, inputs));
        } catch (InvalidPropertyException e) {
            throw OgcProblems.invalid(e.problems());
        } catch (AlgorithmFailedException e) {
            throw OgcProblems.failed(ProblemText.message(e));
        } catch (RejectedExecutionException | IllegalStateException e) {
            throw WebProblem.of(503, "the host takes no more runs; it is closing");
        }
    }

    private static RuntimeException problem(AlgorithmDescriptor algorithm, Throwable problem) {
        if (problem instanceof CompletionException && problem.getCause() != null) {
            return problem(algorithm, problem.getCause());
        }
        if (problem instanceof AlgorithmCancelledException) {
            return WebProblem.of(503, algorithm.name() + " was cancelled");
        }
        return problem instanceof AlgorithmFailedException failed
                ? OgcProblems.failed(ProblemText.message(failed))
                : new IllegalStateException("a run ended in no known way", problem);
    }

    private WebReply jobs(WebRequest request) {
        String root = root(request);
        OgcJobQuery query = OgcJobQuery.of(request);
        Instant now = jobs.now();
        List<OgcJob> fitting = jobs.newestFirst().stream()
                .filter(job -> query.fits(job, now))
                .limit(query.limit() + 1L)
                .toList();
        JsonArray array = new JsonArray();
        fitting.stream().limit(query.limit()).forEach(job -> array.add(job.status(root, job.state())));
        Links links = new Links().self(withQuery(root + "/jobs", request));
        if (fitting.size() > query.limit()) {
            long last = fitting.get(query.limit() - 1).number();
            links.add("next", Links.JSON, "the next ones", next(root, request, last));
        }
        JsonObject json = new JsonObject();
        json.add("jobs", array);
        json.add("links", links.toJson());
        return resource(request, "Mantle: jobs", json);
    }

    private static String next(String root, WebRequest request, long before) {
        StringBuilder query = new StringBuilder();
        for (String name :
                List.of("type", "processID", "status", "datetime", "minDuration", "maxDuration", "limit", "f")) {
            for (String value : request.queryAll(name)) {
                query.append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                        .append('&');
            }
        }
        return root + "/jobs?" + query + "before=" + before;
    }

    private WebReply status(WebRequest request) {
        OgcJob job = jobs.find(request.variable("job"));
        return resource(request, "Mantle: job " + job.id(), job.status(root(request), job.state()));
    }

    private WebReply dismiss(WebRequest request) {
        OgcJob job = jobs.dismiss(request.variable("job"));
        job.run().ifPresent(AlgorithmRun::cancel);
        return WebReply.json(job.status(root(request), JobState.DISMISSED));
    }

    private WebReply results(WebRequest request) {
        return resultsOf(jobs.find(request.variable("job")), request);
    }

    private WebReply resultsOf(OgcJob job, WebRequest request) {
        JsonObject outputs = outputs(job);
        boolean wantsPage = request.method().equals("GET") && isPageWanted(request);
        return wantsPage
                ? WebReply.page("Mantle: results of job " + job.id(), outputs)
                : job.form().reply(request, job.algorithm(), outputs, root(request) + "/jobs/" + job.id() + "/results");
    }

    private WebReply output(WebRequest request) {
        OgcJob job = jobs.find(request.variable("job"));
        JsonObject outputs = outputs(job);
        String name = request.variable("output");
        if (!outputs.has(name)) {
            throw WebProblem.of(
                    404, "the job has no output \"" + name + "\"; it has " + String.join(", ", outputs.keySet()));
        }
        return ResultForm.raw(request, job.algorithm(), name, outputs.get(name));
    }

    /** Returns the outputs of a job that has succeeded; all else is told as a problem. */
    private static JsonObject outputs(OgcJob job) {
        switch (job.state()) {
            case ACCEPTED, RUNNING ->
                throw OgcProblems.resultNotReady("the job \"" + job.id() + "\" is not ready; ask for its status");
            case FAILED -> throw OgcProblems.failed(job.failure());
            case DISMISSED -> throw OgcProblems.cancelled(job.id());
            default -> {
                return job.outputs();
            }
        }
    }

    private WebReply events(WebRequest request) {
        OgcJob job = jobs.find(request.variable("job"));
        String root = root(request);
        return WebReply.events(sink -> {
            Optional<AlgorithmRun> run = job.run();
            if (run.isPresent()) {
                return run.get().subscribe(event -> tell(event, job, root, sink));
            }
            job.log().forEach(line -> sink.send("log", JsonForm.COMPACT.text(line.toJson())));
            sink.send("status", JsonForm.COMPACT.text(job.status(root, job.state())));
            sink.end();
            return () -> {};
        });
    }

    private static void tell(RunEvent event, OgcJob job, String root, EventSink sink) {
        if (event instanceof RunEvent.Logged logged) {
            sink.send("log", JsonForm.COMPACT.text(logged.line().toJson()));
            return;
        }
        sink.send("status", JsonForm.COMPACT.text(job.status(root, job.state())));
        if (event instanceof RunEvent.Ended) {
            sink.end();
        }
    }
}
