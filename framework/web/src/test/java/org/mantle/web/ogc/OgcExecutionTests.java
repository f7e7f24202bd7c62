package org.mantle.web.ogc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.web.Explorer;
import org.mantle.web.ExplorerConfig;
import org.mantle.web.server.WebClient.Answered;

/** The abstract tests of OGC 18-062r2, Annex A, about inputs and results of an execution. */
class OgcExecutionTests extends OgcHost {

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
    void aRequestThatIsTooLongIsRefused() throws Exception {
        String longest = "{\"inputs\": {\"Text\": \"" + "x".repeat(17 * 1024 * 1024) + "\"}}";
        assertThat(client.post(EXECUTION, longest).status()).isEqualTo(413);
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
}
