package org.mantle.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.web.Explorer;
import org.mantle.web.ExplorerConfig;
import org.mantle.web.page.PageAlgorithms;
import org.mantle.web.run.RunPlaces;

/** What the page asks for, over HTTP. */
class PageCallsTests {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private Path open;
    private Mantle mantle;
    private Explorer explorer;

    @BeforeEach
    void serve() throws IOException {
        open = Files.createDirectories(folder.resolve("open"));
        mantle = Mantle.builder()
                .discover(false)
                .provider(new PageAlgorithms())
                .saveDirectory(open)
                .build();
        explorer = Explorer.start(
                mantle,
                ExplorerConfig.builder()
                        .port(0)
                        .folder(open)
                        .suggestions((algorithm, property) -> property.name().equals("UserName")
                                ? java.util.Optional.of("ada")
                                : java.util.Optional.empty())
                        .build());
    }

    @AfterEach
    void end() {
        explorer.close();
        mantle.close();
    }

    private HttpResponse<String> call(String method, String path, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(explorer.root() + path.substring(1)))
                        .header("Authorization", "Bearer " + explorer.token().orElseThrow())
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return call("GET", path, "");
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static String encoded(Path path) {
        return URLEncoder.encode(path.toString(), StandardCharsets.UTF_8);
    }

    @Test
    void nothingIsAnsweredWithoutTheToken() throws Exception {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(explorer.root() + "api/algorithms"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void aFormIsRefusedInTheWordsOfARun() throws Exception {
        String values = "{\"UserName\":\"ada\",\"Action\":\"LogOn\",\"Nonsense\":1}";
        JsonObject looked =
                json(call("POST", "/api/form", "{\"algorithm\":\"SendMessage\",\"values\":" + values + "}"));
        HttpResponse<String> run =
                call("POST", "/api/runs", "{\"algorithm\":\"SendMessage\",\"values\":" + values + "}");
        assertThat(run.statusCode()).isEqualTo(400);
        JsonElement expected = ProblemText.toJson(
                mantle.validate("SendMessage", Map.of("UserName", "ada", "Action", "LogOn", "Nonsense", 1)));
        assertThat(looked.get("problems")).isEqualTo(expected);
        assertThat(json(run).get("problems")).isEqualTo(expected);
        assertThat(expected.getAsJsonArray()).hasSizeGreaterThan(1);
    }

    @Test
    void aFormShowsWhatCountsAndWhatARunWouldTake() throws Exception {
        JsonObject looked =
                json(call("POST", "/api/form", "{\"algorithm\":\"PaintGradient\",\"values\":{\"Width\":\"100\"}}"));
        JsonArray fields = looked.getAsJsonArray("fields");
        assertThat(fields.get(0).getAsJsonObject().get("isDefault").getAsBoolean())
                .isFalse();
        assertThat(fields.get(1).getAsJsonObject().get("text").getAsString()).isEqualTo("50");
        assertThat(fields.get(2).getAsJsonObject().get("required").getAsBoolean())
                .isTrue();
    }

    @Test
    void aSecretIsLookedAtByNameAloneAndAReferenceIsNotFollowed() throws Exception {
        String start = "{\"algorithm\":\"SendMessage\",\"values\":{\"UserName\":\"ada\"},\"secrets\":";
        assertThat(json(call("POST", "/api/form", start + "[\"Password\"]}")).getAsJsonArray("problems"))
                .isEmpty();
        for (String reference : new String[] {"@env:HOME", "@file:/etc/passwd"}) {
            HttpResponse<String> answer = call("POST", "/api/runs", start + "{\"Password\":\"" + reference + "\"}}");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("references such as @env:NAME are not resolved here");
        }
        assertThat(call("POST", "/api/runs", start + "{\"Password\":\"@@env:HOME\"}}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void theLastUserNameIsOffered() throws Exception {
        assertThat(json(get("/api/algorithm?name=SendMessage"))
                        .getAsJsonObject("remembered")
                        .get("UserName")
                        .getAsString())
                .isEqualTo("ada");
    }

    @Test
    void aRunEndsWithTablesFilesAndTheReportThatEveryFaceGives() throws Exception {
        JsonObject started = json(call(
                "POST", "/api/runs", "{\"algorithm\":\"ScaleSpectrum\",\"values\":{\"Factor\":2,\"Values\":\"1,2\"}}"));
        String path = "/api/runs/" + started.get("id");
        await().until(() -> json(get(path)).get("ended").getAsBoolean());
        JsonObject run = json(get(path));
        assertThat(run.getAsJsonArray("tables").get(0).getAsJsonObject().get("rows"))
                .hasToString("[[\"0\",\"2\"],[\"1\",\"4\"]]");
        assertThat(get(path + "/tables/0").body()).isEqualTo("Channel,Scaled\r\n0,2\r\n1,4\r\n");
        assertThat(json(get(path + "/report")).get("status").getAsString()).isEqualTo("Completed");
        assertThat(get(path + "/tables/1").statusCode()).isEqualTo(404);
    }

    @Test
    void anUnknownRunIsToldFromOneThatIsKeptNoMore() throws Exception {
        for (int i = 0; i < 520; i++) {
            mantle.run("CountSteps", Map.of("Steps", 1));
        }
        await().untilAsserted(() -> {
            JsonArray kept = JsonParser.parseString(get("/api/runs").body()).getAsJsonArray();
            assertThat(kept).hasSize(500);
            long newest = kept.get(0).getAsJsonObject().get("id").getAsLong();
            assertThat(get("/api/runs/" + (newest - 510)).statusCode()).isEqualTo(410);
            assertThat(get("/api/runs/" + (newest + 1)).statusCode()).isEqualTo(404);
        });
        assertThat(get("/api/runs/x").statusCode()).isEqualTo(404);
    }

    @Test
    void noFileOutsideTheOpenFoldersIsReadOrWritten() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(open.resolve("link.txt"), secret);
        Files.createSymbolicLink(open.resolve("up"), folder);
        for (Path path : new Path[] {
            secret,
            open.resolve("link.txt"),
            open.resolve("up/secret.txt"),
            folder.resolve("no-such"),
            Path.of("/etc/passwd")
        }) {
            assertThat(get("/api/file?path=" + encoded(path)).statusCode())
                    .as(path.toString())
                    .isEqualTo(403);
            assertThat(call("PUT", "/api/file?replace=true&path=" + encoded(path), "mine")
                            .statusCode())
                    .as(path.toString())
                    .isEqualTo(403);
        }
        assertThat(get("/api/folder?path=" + encoded(folder)).statusCode()).isEqualTo(403);
        assertThat(get("/api/folder?path=" + encoded(open.resolve("up"))).statusCode())
                .isEqualTo(403);
        assertThat(get("/api/files?pattern=" + encoded(folder.resolve("*.txt"))).statusCode())
                .isEqualTo(403);
        assertThat(get("/api/file?path=" + encoded(open) + "/../secret.txt").statusCode())
                .isEqualTo(400);
        assertThat(secret).hasContent("secret");
        assertThat(folder.resolve("no-such")).doesNotExist();
    }

    @Test
    void aFileIsTakenWholeAndReplacesAnotherOnlyWhenAsked() throws Exception {
        String path = "/api/file?path=" + encoded(open.resolve("new.txt"));
        assertThat(call("PUT", path, "one").statusCode()).isEqualTo(201);
        assertThat(call("PUT", path, "two").statusCode()).isEqualTo(409);
        assertThat(open.resolve("new.txt")).hasContent("one");
        assertThat(call("PUT", path + "&replace=true", "two").statusCode()).isEqualTo(201);
        HttpResponse<String> read = get(path);
        assertThat(read.body()).isEqualTo("two");
        // nothing of the host's is ever a page of this server's
        assertThat(read.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment");
        assertThat(json(get("/api/folder?path=" + encoded(open))).getAsJsonArray("entries"))
                .hasSize(1);
    }

    @Test
    void atMostSoManyRowsRunAtATime() throws Exception {
        String row = "{\"values\":{\"Steps\":2,\"WaitAt\":1}}";
        JsonObject started = json(call(
                "POST",
                "/api/batches",
                "{\"algorithm\":\"CountSteps\",\"atMost\":2,\"rows\":[" + row + "," + row + "," + row + "]}"));
        String path = "/api/batches/" + started.get("id");
        assertThat(states(path)).contains("Waiting");
        assertThat(mantle.manager().running()).hasSizeLessThanOrEqualTo(2);
        mantle.manager().running().get(0).cancel();
        await().until(() -> !states(path).contains("Waiting"));
        call("POST", path + "/cancel", "{}");
        await().until(() -> json(get(path)).get("ended").getAsBoolean());
        assertThat(states(path)).isEqualTo("Cancelled Cancelled Cancelled ");
    }

    @Test
    void theRunsUnderWayAreBoundedForAllInterfacesTogether() throws Exception {
        String waiting = "{\"algorithm\":\"CountSteps\",\"values\":{\"WaitAt\":1}}";
        for (int i = 0; i < RunPlaces.MOST_UNDER_WAY; i++) {
            assertThat(call("POST", "/api/runs", waiting).statusCode()).isEqualTo(201);
        }
        HttpResponse<String> refused = call("POST", "/api/runs", waiting);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(json(refused).get("detail").getAsString())
                .isEqualTo("2000 runs are under way, which are as many as may be: wait until some end, or cancel some");
        assertThat(call("POST", "/ogc/processes/CountSteps/execution", "{}").statusCode())
                .isEqualTo(503);
        assertThat(mantle.manager().running()).hasSize(2000);
        // a table has a bound of its own
        assertThat(call(
                                "POST",
                                "/api/batches",
                                "{\"algorithm\":\"CountSteps\",\"atMost\":1,\"rows\":[{\"values\":{}}]}")
                        .statusCode())
                .isEqualTo(201);
        mantle.manager().running().forEach(AlgorithmRun::cancel);
        await().until(() -> call("POST", "/api/runs", waiting).statusCode() == 201);
    }

    @Test
    void theTablesUnderWayAreBounded() throws Exception {
        String waiting =
                "{\"algorithm\":\"CountSteps\",\"atMost\":1,\"rows\":[{\"values\":{\"WaitAt\":1}},{\"values\":{}}]}";
        for (int i = 0; i < 20; i++) {
            assertThat(call("POST", "/api/batches", waiting).statusCode()).isEqualTo(201);
        }
        HttpResponse<String> refused = call("POST", "/api/batches", waiting);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(json(refused).get("detail").getAsString()).startsWith("20 tables are under way");
        call("POST", "/api/batches/1/cancel", "{}");
        await().until(() -> call("POST", "/api/batches", waiting).statusCode() == 201);
    }

    private String states(String path) throws IOException, InterruptedException {
        StringBuilder states = new StringBuilder();
        json(get(path))
                .getAsJsonArray("rows")
                .forEach(row -> states.append(row.getAsJsonObject().get("state").getAsString())
                        .append(' '));
        return states.toString();
    }

    @Test
    void aRunAgainThatNeedsASecretSaysSo() throws Exception {
        mantle.run("SendMessage", Map.of("UserName", "grace", "Password", "hidden"));
        JsonObject record = json(get("/api/history?text=grace"))
                .getAsJsonArray("records")
                .get(0)
                .getAsJsonObject();
        String path = "/api/history/" + record.get("id").getAsString();
        assertThat(call("POST", path + "/again", "{}").body()).contains("\"property\":\"Password\"");
        assertThat(call("POST", path + "/again", "{\"secrets\":{\"Password\":\"again\"}}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(get(path).body()).doesNotContain("hidden");
        assertThat(get("/api/history/export?form=shell").body())
                .contains("UserName=grace")
                .doesNotContain("hidden");
        assertThat(get("/api/history?from=2999-01-01").body()).contains("\"count\":0");
        assertThat(get("/api/history?from=soon").statusCode()).isEqualTo(400);
    }

    @Test
    void aFolderThatIsNotThereIsRefusedAtOnce() {
        assertThatThrownBy(() -> ExplorerConfig.builder().folder(folder.resolve("nowhere")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void whatIsNoCallIsRefusedInWords() throws Exception {
        assertThat(get("/api/algorithm?name=ScaleSpectrom").body()).contains("ScaleSpectrum");
        assertThat(call("POST", "/api/form", "[]").statusCode()).isEqualTo(400);
        assertThat(call("POST", "/api/form", "{}").body()).contains("algorithm");
        assertThat(call("POST", "/api/form", "{\"algorithm\":\"CountSteps\",\"secrets\":{\"x\":[]}}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(call("POST", "/api/batches", "{\"algorithm\":\"CountSteps\",\"rows\":[]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(call("POST", "/api/batches", "{\"algorithm\":\"CountSteps\",\"rows\":[{}],\"atMost\":1e99}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aFileOutsideTheFoldersIsGivenToNoRun() throws Exception {
        Path outside = Files.writeString(folder.resolve("secret.txt"), "1,2");
        Path inside = Files.writeString(open.resolve("scan.txt"), "1,2");
        Path link = Files.createSymbolicLink(open.resolve("link.txt"), outside);
        String body = "{\"algorithm\":\"ScaleSpectrum\",\"values\":{\"Factor\":2,\"Values\":\"1,2\",\"Scan\":\"%s\"}}";
        assertThat(call("POST", "/api/runs", body.formatted(inside)).statusCode())
                .isEqualTo(201);
        for (Path path : List.of(
                outside,
                link,
                folder.resolve("nothing.txt"),
                Path.of(open + "/../secret.txt"),
                Path.of("/etc/passwd"))) {
            HttpResponse<String> refused = call("POST", "/api/runs", body.formatted(path));
            assertThat(refused.statusCode()).as(path.toString()).isEqualTo(400);
            JsonArray problems = json(refused).getAsJsonArray("problems");
            // nothing tells whether there is such a file
            assertThat(problems).hasSize(1);
            assertThat(problems.toString()).contains("\"Scan\"", "is outside the folders");
            JsonObject looked = json(call("POST", "/api/form", body.formatted(path)));
            assertThat(looked.get("problems")).isEqualTo(problems);
            String execution = "{\"inputs\":{\"Factor\":2,\"Values\":[1,2],\"Scan\":\"" + path + "\"}}";
            HttpResponse<String> ogc = call("POST", "/ogc/processes/ScaleSpectrum/execution", execution);
            assertThat(ogc.statusCode()).isEqualTo(400);
            assertThat(json(ogc).getAsJsonArray("problems")).isEqualTo(problems);
        }
        assertThat(call(
                                "POST",
                                "/api/runs",
                                "{\"algorithm\":\"PaintGradient\",\"values\":{\"File\":\"" + folder + "/new.png\"}}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(folder.resolve("new.png")).doesNotExist();
    }

    @Test
    void whatIsKeptOfEndedRunsIsBoundedByItsSize() throws Exception {
        try (Mantle echo = Mantle.load();
                Explorer other = Explorer.start(
                        echo, ExplorerConfig.builder().port(0).withoutToken().build())) {
            String text = "x".repeat(8_000_000);
            int fitting = (int) (RunBook.MOST_BYTES / (2 * text.length()));
            long first = 0;
            for (int i = 0; i < fitting + 2; i++) {
                HttpResponse<String> started = CLIENT.send(
                        HttpRequest.newBuilder(URI.create(other.root() + "api/runs"))
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "{\"algorithm\":\"Echo\",\"values\":{\"Text\":\"" + text + "\"}}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(started.statusCode()).isEqualTo(201);
                long id = json(started).get("id").getAsLong();
                first = i == 0 ? id : first;
                await().until(() -> status(other, id).body().contains("\"Completed\""));
            }
            long gone = first;
            await().until(() -> status(other, gone).statusCode() == 410);
            assertThat(json(status(other, first + fitting + 1)).getAsJsonArray("outputs"))
                    .isNotEmpty();
        }
    }

    private static HttpResponse<String> status(Explorer explorer, long run) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(explorer.root() + "api/runs/" + run))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
