package org.mantle.web.ogc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.web.Explorer;
import org.mantle.web.ExplorerConfig;
import org.mantle.web.http.Routes;
import org.mantle.web.http.WebReply;
import org.mantle.web.panel.HostFolders;
import org.mantle.web.run.RunPlaces;
import org.mantle.web.server.WebClient.Answered;
import org.mantle.web.server.WebServer;

/** The abstract tests of OGC 18-062r2, Annex A, about jobs: their list, states, results and listeners. */
class OgcJobsTests extends OgcHost {

    /** Starts a job and returns the path of its status. */
    private String job(String request) throws IOException, InterruptedException {
        Answered created = client.postInBackground(EXECUTION, request);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return created.header("Location");
    }

    private String endedJob(String request, String state) throws IOException, InterruptedException {
        String job = job(request);
        await().until(() -> client.get(job).json().get("status").getAsString().equals(state));
        return job;
    }

    @Test
    void aJobIsThereBeforeItsAddressIsTold() throws Exception {
        // /conf/core/job-creation-auto-execution-mode, /conf/core/job-creation-success-async, /conf/core/job-op,
        // …/job-success
        Answered created = client.postInBackground(EXECUTION, "{\"inputs\": {\"Text\": \"x\", \"pause\": 600}}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Preference-Applied")).isEqualTo("respond-async");
        assertThat(definition.faults("statusInfo", created.body())).isEmpty();
        String job = created.header("Location");
        Answered status = client.get(job);
        assertThat(status.status()).isEqualTo(200);
        assertThat(definition.faults("statusInfo", status.body())).isEmpty();
        assertThat(status.json().get("processID").getAsString()).isEqualTo("Echo");
        // /conf/core/job-results-exception-results-not-ready
        Answered results = client.get(job + "/results");
        assertThat(results.status()).isEqualTo(404);
        assertThat(type(results)).isEqualTo(TYPES + "result-not-ready");
        // /conf/dismiss/job-dismiss-op, /conf/dismiss/job-dismiss-success
        Answered dismissed = client.delete(job);
        assertThat(dismissed.status()).isEqualTo(200);
        assertThat(definition.faults("statusInfo", dismissed.body())).isEmpty();
        assertThat(dismissed.json().get("status").getAsString()).isEqualTo("dismissed");
        await().until(() -> mantle.manager().running("Echo").isEmpty());
        for (Answered again : List.of(client.delete(job), client.get(job), client.get(job + "/results"))) {
            assertThat(again.status()).isEqualTo(410);
            assertThat(type(again)).isEqualTo(TYPES + "no-such-job");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/results", "/results/Text", "/events"})
    void anUnknownJobIsTold(String below) throws Exception {
        // /conf/core/job-exception-no-such-job, /conf/core/job-results-exception/no-such-job
        Answered answer = client.get("/ogc/jobs/nobody" + below);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(type(answer)).isEqualTo(TYPES + "no-such-job");
        assertThat(client.delete("/ogc/jobs/nobody").status()).isEqualTo(404);
    }

    @Test
    void aJobThatEndedHasItsResults() throws Exception {
        // /conf/core/job-results, …/job-results-async-raw-value-one, …/job-results-async-document, …-raw-ref
        String raw = endedJob("{\"inputs\": {\"Text\": \"x\"}, \"outputs\": {\"Text\": {}}}", "successful");
        JsonObject status = client.get(raw).json();
        assertThat(status.get("progress").getAsInt()).isEqualTo(100);
        String results =
                link(status, "http://www.opengis.net/def/rel/ogc/1.0/results").orElseThrow();
        assertThat(client.get(results).body()).isEqualTo("\"x\"");
        assertThat(client.get(results + "/Count").body()).isEqualTo("0");
        assertThat(client.get(results + "/Nothing").status()).isEqualTo(404);
        String document = endedJob("{\"inputs\": {\"Text\": \"x\"}, \"response\": \"document\"}", "successful");
        assertThat(definition.faults(
                        "results", client.get(document + "/results").body()))
                .isEmpty();
        String page = client.send(client.request(document + "/results").header("Accept", "text/html"))
                .body();
        assertThat(page).contains("<dt>Text</dt>");
    }

    @Test
    void aJobThatFailedTellsWhy() throws Exception {
        // /conf/core/job-results-failed
        Answered created = client.postInBackground(
                "/ogc/processes/Wait/execution",
                "{\"inputs\": {\"Seconds\": 0, \"Fail\": true, \"Message\": \"no more water\"}}");
        String job = created.header("Location");
        await().until(() -> client.get(job).json().get("status").getAsString().equals("failed"));
        Answered results = client.get(job + "/results");
        assertThat(results.status()).isEqualTo(500);
        assertThat(definition.faults("exception", results.body())).isEmpty();
        assertThat(results.json().get("detail").getAsString()).contains("no more water");
        assertThat(client.get(job).json().get("message").getAsString()).contains("no more water");
        // wrong inputs make no job
        assertThat(client.postInBackground(EXECUTION, "{\"inputs\": {\"Count\": \"x\"}}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void theListOfJobsIsFiltered() throws Exception {
        // /conf/job-list/*
        List<String> mine = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            mine.add(0, endedJob("{\"inputs\": {\"Text\": \"x\"}}", "successful"));
        }
        JsonObject list = client.get("/ogc/jobs?processID=Echo,Wait&status=successful&limit=2")
                .json();
        assertThat(definition.faults("jobList", list.toString())).isEmpty();
        List<String> found = jobs(list);
        assertThat(found).hasSize(2);
        found = new ArrayList<>(found);
        found.addAll(jobs(client.get(link(list, "next").orElseThrow()).json()));
        assertThat(found).startsWith(mine.toArray(String[]::new)).doesNotHaveDuplicates();
        String created = client.get(mine.get(1)).json().get("created").getAsString();
        assertThat(jobs(client.get("/ogc/jobs?datetime=" + created).json())).containsExactly(mine.get(1));
        assertThat(jobs(client.get("/ogc/jobs?datetime=" + created + "/..").json()))
                .contains(mine.get(0), mine.get(1))
                .doesNotContain(mine.get(2));
        assertThat(jobs(client.get("/ogc/jobs?datetime=../" + created).json()))
                .contains(mine.get(1), mine.get(2))
                .doesNotContain(mine.get(0));
        assertThat(jobs(client.get("/ogc/jobs?processID=Other").json())).isEmpty();
        assertThat(jobs(client.get("/ogc/jobs?status=running").json())).doesNotContainAnyElementsOf(mine);
        assertThat(jobs(client.get("/ogc/jobs?minDuration=3600").json())).isEmpty();
        assertThat(jobs(client.get("/ogc/jobs?maxDuration=3600&type=process").json()))
                .containsAll(mine);
        for (String wrong :
                List.of("status=lost", "type=wps", "datetime=x", "minDuration=x", "maxDuration=-1", "limit=0")) {
            assertThat(client.get("/ogc/jobs?" + wrong).status()).as(wrong).isEqualTo(400);
        }
    }

    private static List<String> jobs(JsonObject list) {
        return list.getAsJsonArray("jobs").asList().stream()
                .map(job -> link(job.getAsJsonObject(), "self").orElseThrow())
                .toList();
    }

    @Test
    void whatHappensIsToldAsItHappens() throws Exception {
        HttpClient listener = HttpClient.newHttpClient();
        String job = job("{\"inputs\": {\"Text\": \"x\", \"Pause\": 3}}");
        HttpResponse<InputStream> stream =
                listener.send(client.request(job + "/events").build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.headers().firstValue("Content-Type")).contains("text/event-stream");
        List<String> states = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            // the stream ends with the job
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("data: {\"jobID\"")) {
                    JsonObject status = JsonParser.parseString(line.substring("data: ".length()))
                            .getAsJsonObject();
                    assertThat(definition.faults("statusInfo", status.toString()))
                            .isEmpty();
                    states.add(status.get("status").getAsString());
                }
            }
        }
        assertThat(states).contains("running").endsWith("successful");
    }

    @Test
    void aSubscriberIsTold() throws Exception {
        // /conf/callback/job-callback
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        Routes routes = new Routes();
        for (String path : List.of("/good", "/bad", "/begun")) {
            routes.post(path, request -> {
                told.add(path + " " + request.json(100_000));
                return WebReply.empty(204);
            });
        }
        try (WebServer subscriber = WebServer.start(0, null, routes)) {
            String root = subscriber.address();
            job("{\"inputs\": {\"Text\": \"hello\"}, \"subscriber\": {\"successUri\": \"" + root + "/good\","
                    + " \"failedUri\": \"" + root + "/bad\"}}");
            String good = told.poll(30, TimeUnit.SECONDS);
            assertThat(good).startsWith("/good ").contains("\"Text\":\"hello\"");
            client.postInBackground(
                    "/ogc/processes/Wait/execution",
                    "{\"inputs\": {\"Seconds\": 0, \"Fail\": true, \"Message\": \"no more water\"}, \"subscriber\":"
                            + " {\"failedUri\": \"" + root + "/bad\", \"inProgressUri\": \"" + root + "/begun\"}}");
            List<String> both = List.of(
                    String.valueOf(told.poll(30, TimeUnit.SECONDS)), String.valueOf(told.poll(30, TimeUnit.SECONDS)));
            assertThat(both)
                    .anyMatch(each -> each.startsWith("/begun ") && each.contains("\"running\""))
                    .anyMatch(each -> each.startsWith("/bad ") && each.contains("no more water"));
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aJobIsForgottenADayAfterItsEnd() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-29T12:00:00Z"));
        InstantSource clock = now::get;
        Routes routes = new Routes();
        new OgcService(mantle, new HostFolders(List.of()), new RunPlaces(), clock.withZone(ZoneOffset.UTC))
                .addTo(routes);
        try (WebServer server = WebServer.start(0, null, routes)) {
            String job =
                    client.postInBackground(server.address() + EXECUTION, "{}").header("Location");
            await().until(() -> client.get(job).json().has("finished"));
            assertThat(client.get(job).json().get("finished").getAsString()).isEqualTo("2026-11-29T12:00:00Z");
            now.updateAndGet(time -> time.plus(OgcJobs.KEPT));
            assertThat(client.get(job).status()).isEqualTo(200);
            now.updateAndGet(time -> time.plusSeconds(1));
            Answered gone = client.get(job);
            assertThat(gone.status()).isEqualTo(410);
            assertThat(gone.json().get("detail").getAsString()).contains("kept no longer");
            assertThat(client.delete(job).status()).isEqualTo(410);
            assertThat(client.get(server.address() + "/ogc/jobs").json().getAsJsonArray("jobs"))
                    .isEmpty();
        }
    }

    @Test
    void whoListensIsToldOfTheEnd() throws Exception {
        Explorer other = Explorer.start(
                mantle, ExplorerConfig.builder().port(0).withoutToken().build());
        String job = client.postInBackground(other.root() + EXECUTION.substring(1), "{\"inputs\": {\"Pause\": 3600}}")
                .header("Location");
        HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                .send(client.request(job + "/events").build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = stream.body()) {
            other.close();
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).contains("event: closing\n");
        } finally {
            // the runs are the host's
            mantle.manager().running("Echo").forEach(AlgorithmRun::cancel);
        }
    }
}
