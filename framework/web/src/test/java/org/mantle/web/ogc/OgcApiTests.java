package org.mantle.web.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.web.server.WebClient.Answered;

/** The abstract tests of OGC 18-062r2, Annex A, about the service and its processes; each names the requirement that it is about. */
class OgcApiTests extends OgcHost {

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
}
