package org.mantle.web.ogc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.framework.Mantle;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.web.Explorer;
import org.mantle.web.ExplorerConfig;
import org.mantle.web.http.Routes;
import org.mantle.web.http.WebReply;
import org.mantle.web.mcp.McpProgram;
import org.mantle.web.panel.HostFolders;
import org.mantle.web.run.RunPlaces;
import org.mantle.web.server.WebClient;
import org.mantle.web.server.WebClient.Answered;
import org.mantle.web.server.WebServer;

/** The abstract tests of OGC 18-062r2, Annex A, one by one; each names the requirement that it is about. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OgcApiTests {

    private static final String TYPES = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/";
    private static final String EXECUTION = "/ogc/processes/Echo/execution";

    private Mantle mantle;
    private Explorer explorer;
    private WebClient client;
    private Definition definition;

    @BeforeAll
    void start() throws Exception {
        mantle = Mantle.builder().provider(new McpProgram.LockProvider()).build();
        explorer = Explorer.start(mantle, ExplorerConfig.builder().port(0).build());
        client = new WebClient(explorer);
        definition = new Definition(client.get("/ogc/api").body());
    }

    @AfterAll
    void stop() {
        explorer.close();
        mantle.close();
    }

    private static List<String> relations(JsonObject json) {
        return Stream.iterate(0, i -> i + 1)
                .limit(json.getAsJsonArray("links").size())
                .map(i -> json.getAsJsonArray("links")
                        .get(i)
                        .getAsJsonObject()
                        .get("rel")
                        .getAsString())
                .toList();
    }

    private static Optional<String> link(JsonObject json, String relation) {
        for (JsonElement link : json.getAsJsonArray("links")) {
            if (link.getAsJsonObject().get("rel").getAsString().equals(relation)) {
                return Optional.of(link.getAsJsonObject().get("href").getAsString());
            }
        }
        return Optional.empty();
    }

    private static String type(Answered answer) {
        return answer.json().get("type").getAsString();
    }

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

    @ParameterizedTest
    @CsvSource({
        "/ogc/, landingPage",
        "/ogc/conformance, confClasses",
        "/ogc/processes, processList",
        "/ogc/processes/Echo, process",
        "/ogc/jobs, jobList"
    })
    void eachResourceIsWhatTheDefinitionSays(String path, String schema) throws Exception {
        // /conf/json/content, /conf/json/definition
        Answered answer = client.get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(definition.faults(schema, answer.body())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/ogc/", "/ogc/api", "/ogc/conformance", "/ogc/processes", "/ogc/processes/Echo", "/ogc/jobs"})
    void eachResourceIsAPageToo(String path) throws Exception {
        // /conf/html/content, /conf/html/definition
        Answered byHeader = client.send(client.request(path).header("Accept", "text/html,*/*;q=0.1"));
        assertThat(byHeader.header("Content-Type")).startsWith("text/html");
        assertThat(byHeader.body()).contains("<h1>").doesNotContain("<script", " style=");
        assertThat(client.get(path + "?f=html").body()).isEqualTo(byHeader.body());
        Answered asJson = client.send(client.request(path + "?f=json").header("Accept", "text/html"));
        assertThat(asJson.header("Content-Type")).contains("json");
        assertThat(client.get(path + "?f=pdf").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "/ogc/processes/Nothing, 404, No such process",
        "/ogc/jobs/nothing, 404, No such job",
        "/ogc/jobs/nothing/results, 404, No such job",
        "/ogc/jobs?limit=many, 400, Invalid parameter",
        "/ogc/nothing, 404, Not found"
    })
    void anExceptionIsAPageForBrowsers(String path, int status, String title) throws Exception {
        Answered page = client.send(client.request(path)
                .header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
        assertThat(page.status()).isEqualTo(status);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.body()).contains("<h1>" + status + " " + title + "</h1>", "<dt>detail</dt>");
        Answered json = client.send(client.request(path + (path.contains("?") ? "&" : "?") + "f=json")
                .header("Accept", "text/html"));
        assertThat(json.status()).isEqualTo(status);
        assertThat(json.json().get("title").getAsString()).isEqualTo(title);
        assertThat(client.send(client.request(path)).json()).isEqualTo(json.json());
    }

    private Answered preferring(String preference, String process, String body) throws Exception {
        return client.send(client.request("/ogc/processes/" + process + "/execution")
                .header("Accept", "application/json")
                .header("Prefer", preference)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private int jobs() throws Exception {
        return client.get("/ogc/jobs?limit=1000").json().getAsJsonArray("jobs").size();
    }

    @Test
    void resultsThatComeInTheTimeThatACallerWaitsAreTheAnswer() throws Exception {
        // RFC 7240, section 4.3
        int before = jobs();
        for (String preference : List.of("wait=60", "respond-async, wait=60", "Wait=\"60\"; x=y")) {
            Answered answer =
                    preferring(preference, "Echo", "{\"inputs\":{\"Text\":\"hi\"},\"outputs\":{\"Text\":{}}}");
            assertThat(answer.status()).as(preference).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("\"hi\"");
            assertThat(answer.header("Preference-Applied")).isEqualTo("wait=60");
        }
        Answered failed = preferring("wait=60", "Echo", "{\"inputs\":{\"Number\":\"many\"}}");
        assertThat(failed.status()).isEqualTo(400);
        assertThat(jobs()).isEqualTo(before);
        // what is no number of seconds does not count
        for (String preference : List.of("wait=soon", "wait", "wait=-1", "wait=1.5", "waiting=0")) {
            Answered answer = preferring(preference, "Echo", "{}");
            assertThat(answer.status()).as(preference).isEqualTo(200);
            assertThat(answer.header("Preference-Applied")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "respond-async, wait=1 | respond-async, wait=1 | 1",
                "wait=1 | wait=1 | 1",
                "wait=0 | wait=0 | 0",
                "respond-async | respond-async | 0"
            })
    void resultsThatTakeLongerAreThoseOfAJob(String preference, String applied, int seconds) throws Exception {
        long begun = System.nanoTime();
        Answered answer = preferring(preference, "Wait", "{\"inputs\":{\"Seconds\":3600}}");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(seconds));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Preference-Applied")).isEqualTo(applied);
        String job = answer.header("Location");
        JsonObject status = client.get(job).json();
        assertThat(status.get("status").getAsString()).isIn("accepted", "running");
        assertThat(definition.faults("statusInfo", client.get(job).body())).isEmpty();
        // it goes on although the answer has come, and counts from when it was asked for
        Instant asked = Instant.parse(status.get("created").getAsString());
        assertThat(Duration.between(asked, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(seconds));
        assertThat(client.get("/ogc/jobs")
                        .json()
                        .getAsJsonArray("jobs")
                        .get(0)
                        .getAsJsonObject()
                        .get("jobID"))
                .isEqualTo(status.get("jobID"));
        assertThat(client.delete(job).status()).isEqualTo(200);
        assertThat(client.get(job).status()).isEqualTo(410);
    }

    @Test
    void theLandingPageLeadsEverywhere() throws Exception {
        // /conf/core/landingpage-op, /conf/core/landingpage-success
        JsonObject page = client.get("/ogc/").json();
        assertThat(relations(page))
                .contains(
                        "self",
                        "alternate",
                        "service-desc",
                        "service-doc",
                        "processes",
                        "http://www.opengis.net/def/rel/ogc/1.0/conformance",
                        "http://www.opengis.net/def/rel/ogc/1.0/processes",
                        "http://www.opengis.net/def/rel/ogc/1.0/job-list");
        for (JsonElement link : page.getAsJsonArray("links")) {
            String address = link.getAsJsonObject().get("href").getAsString();
            assertThat(client.get(address).status()).as(address).isEqualTo(200);
        }
        assertThat(client.get("/ogc").json()).isEqualTo(page);
    }

    @Test
    void theDefinitionKnowsEveryCall() throws Exception {
        // /conf/core/api-definition-op, /conf/core/api-definition-success, /conf/oas30/completeness
        Answered answer = client.get("/ogc/api");
        assertThat(answer.header("Content-Type")).isEqualTo("application/vnd.oai.openapi+json;version=3.0");
        JsonObject paths = answer.json().getAsJsonObject("paths");
        List<String> operations = new ArrayList<>();
        paths.asMap()
                .values()
                .forEach(path -> path.getAsJsonObject()
                        .asMap()
                        .values()
                        .forEach(operation -> operations.add(
                                operation.getAsJsonObject().get("operationId").getAsString())));
        assertThat(operations)
                .contains(
                        "getLandingPage",
                        "getConformanceClasses",
                        "getProcesses",
                        "getProcessDescription",
                        "execute",
                        "getJobs",
                        "getStatus",
                        "dismiss",
                        "getResult");
        assertThat(answer.json()
                        .getAsJsonArray("servers")
                        .get(0)
                        .getAsJsonObject()
                        .get("url")
                        .getAsString())
                .isEqualTo(explorer.root() + "ogc");
        // nothing points to what is not there
        for (String reference : definition.references()) {
            assertThat(definition.has(reference)).as(reference).isTrue();
        }
    }

    @Test
    void allClassesAreDeclared() throws Exception {
        // /conf/core/conformance-op, /conf/core/conformance-success
        String prefix = "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/";
        assertThat(client.get("/ogc/conformance").json().getAsJsonArray("conformsTo"))
                .extracting(JsonElement::getAsString)
                .contains(
                        prefix + "core",
                        prefix + "ogc-process-description",
                        prefix + "json",
                        prefix + "html",
                        prefix + "oas30",
                        prefix + "job-list",
                        prefix + "dismiss");
    }

    @Test
    void theListOfProcessesIsReadInParts() throws Exception {
        // /conf/core/process-list, /conf/core/pl-limit-definition, /conf/core/pl-limit-response, /conf/core/pl-links
        List<String> whole = ids(client.get("/ogc/processes").json());
        List<String> parts = new ArrayList<>();
        Optional<String> next = Optional.of("/ogc/processes?limit=3");
        while (next.isPresent()) {
            JsonObject page = client.get(next.get()).json();
            assertThat(page.getAsJsonArray("processes").size()).isBetween(1, 3);
            parts.addAll(ids(page));
            next = link(page, "next");
        }
        assertThat(parts).isEqualTo(whole);
        assertThat(whole).contains("Echo", "Wait", "MakeHistogram", "MakeHistogram-v1");
        for (String wrong : List.of("0", "-1", "x", "1.5", "")) {
            assertThat(client.get("/ogc/processes?limit=" + wrong).status())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    private static List<String> ids(JsonObject list) {
        return list.getAsJsonArray("processes").asList().stream()
                .map(process -> process.getAsJsonObject().get("id").getAsString())
                .toList();
    }

    @Test
    void everyProcessIsDescribedInTheDialect() throws Exception {
        // /conf/core/process, /conf/ogc-process-description/json-encoding, …/inputs-def, …/input-def, …/outputs-def
        for (String id : ids(client.get("/ogc/processes").json())) {
            Answered answer = client.get("/ogc/processes/" + id);
            assertThat(definition.faults("process", answer.body())).as(id).isEmpty();
            for (String side : List.of("inputs", "outputs")) {
                for (Map.Entry<String, JsonElement> each :
                        answer.json().getAsJsonObject(side).entrySet()) {
                    String schema =
                            each.getValue().getAsJsonObject().get("schema").toString();
                    assertThat(StandardSchemas.schemaFaults(schema))
                            .as(id + "." + each.getKey() + " " + schema)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void anOlderVersionIsAProcessOfItsOwn() throws Exception {
        assertThat(client.get("/ogc/processes/MakeHistogram-v1")
                        .json()
                        .get("version")
                        .getAsString())
                .isEqualTo("1");
        assertThat(client.get("/ogc/processes/MakeHistogram")
                        .json()
                        .get("version")
                        .getAsString())
                .isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Eco", "Echo-v9", "echo", "Echo-v0", "no/such"})
    void anUnknownProcessIsTold(String id) throws Exception {
        // /conf/core/process-exception-no-such-process
        Answered answer = client.get("/ogc/processes/" + id);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(definition.faults("exception", answer.body())).isEmpty();
        if (!id.contains("/")) {
            assertThat(type(answer)).isEqualTo(TYPES + "no-such-process");
        }
        assertThat(client.post("/ogc/processes/" + id + "/execution", "{}").status())
                .isEqualTo(404);
    }

    @Test
    void everyKindOfInputComesBack() throws Exception {
        // /conf/core/job-creation-input-inline, …-inline-object, …-inline-mixed, …-inline-binary, …-inline-bbox,
        // …-input-array
        String inputs = """
            {"Text": "teststring", "Number": 2.5, "Count": 7, "Flag": true, "Array": [1, 2, 3],
             "Object": {"value": {"a": [1, null, "x"]}},
             "BoundingBox": {"bbox": [345345345, 345345345, 345345345, 345345345],
                             "crs": "urn:ogc:def:crs:EPSG:6.6:4326"},
             "Binary": {"value": "AAECAw==", "encoding": "base64", "mediaType": "application/octet-stream"},
             "TextOrNumber": 1.5, "Time": "2026-01-02T03:04:05Z", "Choice": "high"}\
            """;
        Answered answer = client.post(EXECUTION, "{\"response\": \"document\", \"inputs\": " + inputs + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(definition.faults("results", answer.body())).isEmpty();
        // as given, but that the box has its numbers as numbers
        assertThat(answer.json()).isEqualTo(JsonParser.parseString(inputs.replace("345345345", "3.45345345E8")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Binary | {\"type\": \"wrong/type\"}",
                "Binary | \"***\"",
                "Choice | \"other\"",
                "Count | \"x\"",
                "Count | 1.5",
                "Array | [\"x\"]",
                "Object | 5",
                "BoundingBox | {\"bbox\": [1, 2]}",
                "Time | \"yesterday\"",
                "TextOrNumber | [1]",
                "Pause | -1",
                "Nothing | 1"
            })
    void aWrongInputIsNamed(String name, String value) throws Exception {
        // /conf/core/job-creation-input-validation
        Answered answer = client.post(EXECUTION, "{\"inputs\": {\"" + name + "\": " + value + "}}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(definition.faults("exception", answer.body())).isEmpty();
        JsonArray problems = answer.json().getAsJsonArray("problems");
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).getAsJsonObject().get("property").getAsString())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "5",
                "{\"invalid-execute-request\": \"true\"}",
                "{\"inputs\": []}",
                "{\"response\": \"other\"}",
                "{\"outputs\": {\"Text\": {\"transmissionMode\": \"other\"}}}",
                "{\"outputs\": {\"Nothing\": {}}}",
                "{\"subscriber\": {\"successUri\": \"http://example.org/\"}}",
                "{\"subscriber\": {\"successUri\": \"file:///etc/passwd\"}}",
                "{\"inputs\": {}",
                "{inputs: {}}"
            })
    void whatIsNoExecuteRequestIsRefused(String body) throws Exception {
        // /conf/core/job-creation-request
        Answered answer = client.post(EXECUTION, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(definition.faults("exception", answer.body())).isEmpty();
    }

    @Test
    void anInputMayBeALink() throws Exception {
        // /conf/core/job-creation-input-ref
        try (Explorer open = Explorer.start(
                mantle, ExplorerConfig.builder().port(0).withoutToken().build())) {
            String link = "{\"href\": \"" + open.root() + "ogc/conformance\", \"type\": \"application/json\"}";
            Answered answer =
                    client.post(EXECUTION, "{\"inputs\": {\"Object\": " + link + "}, \"outputs\": {\"Object\": {}}}");
            assertThat(answer.json()).isEqualTo(client.get("/ogc/conformance").json());
            Answered nowhere =
                    client.post(EXECUTION, "{\"inputs\": {\"Text\": {\"href\": \"" + open.root() + "nothing\"}}}");
            assertThat(nowhere.status()).isEqualTo(400);
            assertThat(nowhere.body()).contains("status 404");
        }
        Answered file = client.post(EXECUTION, "{\"inputs\": {\"Text\": {\"href\": \"file:///etc/passwd\"}}}");
        assertThat(file.status()).isEqualTo(400);
    }

    @Test
    void withoutAPreferenceItIsExecutedAtOnceAndNoJobIsMade() throws Exception {
        // /conf/core/job-creation-default-execution-mode, /conf/core/job-creation-default-outputs
        int before = client.get("/ogc/jobs").json().getAsJsonArray("jobs").size();
        Answered answer = client.post(EXECUTION, "{\"inputs\": {\"Text\": \"x\"}}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Link")).isEmpty();
        JsonObject outputs = client.get("/ogc/processes/Echo").json().getAsJsonObject("outputs");
        List<String> always = new ArrayList<>(outputs.keySet());
        // these two have neither a value nor a default
        always.removeAll(List.of("BoundingBox", "Time"));
        assertThat(answer.json().keySet()).containsExactlyInAnyOrderElementsOf(always);
        assertThat(client.get("/ogc/jobs").json().getAsJsonArray("jobs")).hasSize(before);
    }

    @Test
    void oneRawOutputIsTheValueItself() throws Exception {
        // /conf/core/job-creation-sync-raw-value-one
        String request = "{\"inputs\": {\"Text\": \"teststring\", \"Binary\": \"AAEC\"}, \"outputs\": {\"%s\": {}}}";
        assertThat(client.post(EXECUTION, request.formatted("Text")).body()).isEqualTo("\"teststring\"");
        Answered text = client.send(client.request(EXECUTION)
                .header("Accept", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(request.formatted("Text"))));
        assertThat(text.body()).isEqualTo("teststring");
        HttpResponse<byte[]> bytes = HttpClient.newHttpClient()
                .send(
                        client.request(EXECUTION)
                                .POST(HttpRequest.BodyPublishers.ofString(request.formatted("Binary")))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(bytes.body()).containsExactly(0, 1, 2);
        assertThat(bytes.headers().firstValue("Content-Type")).contains("application/octet-stream");
    }

    @Test
    void severalRawOutputsComeInPartsUnlessJsonIsWanted() throws Exception {
        // /conf/core/job-creation-sync-raw-value-multi, …-raw-mixed-multi
        String request = "{\"inputs\": {\"Text\": \"teststring\", \"Count\": 3}, \"response\": \"raw\","
                + " \"outputs\": {\"Text\": {}, \"Count\": {\"transmissionMode\": \"reference\"}}}";
        Answered parts = client.send(client.request(EXECUTION).POST(HttpRequest.BodyPublishers.ofString(request)));
        assertThat(parts.header("Content-Type")).startsWith("multipart/related; boundary=");
        String boundary = parts.header("Content-Type").split("boundary=")[1];
        String[] split = parts.body().split("--" + boundary);
        assertThat(split).hasSize(4);
        assertThat(split[1])
                .isEqualTo("\r\nContent-ID: <Text>\r\nContent-Type: application/json\r\n\r\n\"teststring\"\r\n");
        assertThat(split[2]).contains("Content-ID: <Count>").endsWith("\r\n\r\n\r\n");
        String address = split[2].split("Content-Location: ")[1].split("\r\n")[0];
        assertThat(client.get(address).body()).isEqualTo("3");
        assertThat(client.post(EXECUTION, request).json().get("Text").getAsString())
                .isEqualTo("teststring");
    }

    @Test
    void rawLinksAreInTheHeaders() throws Exception {
        // /conf/core/job-creation-sync-raw-ref
        Answered answer = client.post(
                EXECUTION,
                "{\"inputs\": {\"Text\": \"x\"}, \"outputs\": {\"Text\": {\"transmissionMode\": \"reference\"}}}");
        assertThat(answer.status()).isEqualTo(204);
        String address = answer.header("Link").replaceAll("^<(.*)>.*", "$1");
        assertThat(client.get(address).body()).isEqualTo("\"x\"");
    }

    @Test
    void aFailureOfTheProcessIsAnException() throws Exception {
        Answered answer = client.post(
                "/ogc/processes/Wait/execution",
                "{\"inputs\": {\"Seconds\": 0, \"Fail\": true, \"Message\": \"no more water\"}}");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(definition.faults("exception", answer.body())).isEmpty();
        assertThat(answer.json().get("detail").getAsString()).contains("no more water");
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
        String job = job("{\"inputs\": {\"Text\": \"x\", \"Pause\": 1}}");
        HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                .send(client.request(job + "/events").build(), HttpResponse.BodyHandlers.ofInputStream());
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
    void aSecretIsShownNowhereAndNeverAReference() throws Exception {
        String execution = "/ogc/processes/OpenLock/execution";
        assertThat(client.post(execution, "{\"inputs\": {\"Word\": \"opensesame\"}}")
                        .body())
                .isEqualTo("10");
        assertThat(client.post(execution, "{\"inputs\": {\"Word\": \"@@x\"}}").body())
                .isEqualTo("2");
        for (String reference : List.of("@env:PATH", "@file:/etc/hostname")) {
            Answered refused = client.post(execution, "{\"inputs\": {\"Word\": \"" + reference + "\"}}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().getAsJsonArray("problems").toString()).contains("\"Word\"", "not resolved here");
        }
        Answered created = client.postInBackground(execution, "{\"inputs\": {\"Word\": \"opensesame\"}}");
        String job = created.header("Location");
        await().until(() -> client.get(job).json().get("status").getAsString().equals("successful"));
        String events = client.get(job + "/events").body();
        assertThat(events).contains("opening");
        for (String shown : List.of(
                created.body(),
                client.get(job).body(),
                client.get("/ogc/jobs").body(),
                client.get(job + "/results").body(),
                events,
                mantle.history().toJson().toString())) {
            assertThat(shown).doesNotContain("opensesame");
        }
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

    @Test
    void aRequestThatIsTooLongIsRefused() throws Exception {
        String longest = "{\"inputs\": {\"Text\": \"" + "x".repeat(17 * 1024 * 1024) + "\"}}";
        assertThat(client.post(EXECUTION, longest).status()).isEqualTo(413);
    }
}
