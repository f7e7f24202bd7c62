package org.mantle.remote.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.counting.CountingKind;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.json.JsonForm;
import org.mantle.web.server.WebClient;
import org.mantle.web.server.WebClient.Answered;

/** The board's calls over HTTP, as pages make them, with real jobs at a real gateway. */
class JobBoardTests {

    @TempDir
    private Path folder;

    private final List<InputStream> streams = new ArrayList<>();
    private BoardHost host;
    private WebClient client;

    @BeforeEach
    void start() throws IOException {
        host = new BoardHost(folder);
        client = new WebClient(host.explorer);
    }

    @AfterEach
    void end() throws IOException {
        for (InputStream stream : streams) {
            stream.close();
        }
        host.close();
    }

    private static JsonObject anna(String... namesAndValues) {
        JsonObject json = new JsonObject();
        json.addProperty("resource", "SCARF@STFC");
        json.addProperty("user", "anna");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            json.addProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return json;
    }

    private Answered post(String call, JsonObject body) throws Exception {
        return client.post("/panels/jobs/" + call, JsonForm.COMPACT.text(body));
    }

    /** The last that was told of each kind of event, as one page hears it. */
    private final class Page {

        final List<String> heard = new CopyOnWriteArrayList<>();
        final Map<String, JsonObject> last = new HashMap<>();

        Page() throws Exception {
            HttpResponse<InputStream> response = HttpClient.newHttpClient()
                    .send(
                            client.request("/panels/jobs/events")
                                    .timeout(Duration.ofMinutes(5))
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            streams.add(response.body());
            CompletableFuture.runAsync(() -> {
                try (Scanner lines = new Scanner(response.body(), StandardCharsets.UTF_8)) {
                    String event = "";
                    while (lines.hasNextLine()) {
                        String line = lines.nextLine();
                        if (line.startsWith("event: ")) {
                            event = line.substring(7);
                        } else if (line.startsWith("data: ")) {
                            synchronized (last) {
                                last.put(
                                        event,
                                        JsonParser.parseString(line.substring(6))
                                                .getAsJsonObject());
                            }
                            heard.add(event);
                        }
                    }
                }
            });
        }

        JsonObject last(String event) {
            synchronized (last) {
                return last.getOrDefault(event, new JsonObject());
            }
        }

        String all() {
            synchronized (last) {
                return last.toString();
            }
        }

        void awaitThat(String event, String words) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> last(event).toString().contains(words));
        }
    }

    @Test
    void whateverIsAskedOfAServiceIsAskedOnceForAllPages() throws Exception {
        host.resources.add("count", Map.of("type", "counting"));
        JsonObject login = anna();
        login.addProperty("resource", "count");
        assertThat(post("login", login).status()).isEqualTo(204);
        int before = CountingKind.LISTED.get();
        long begun = System.nanoTime();
        List<Page> pages = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            pages.add(new Page());
        }
        pages.forEach(page -> page.awaitThat("jobs", "\"Running\""));
        int first = CountingKind.LISTED.get();
        await().until(() -> CountingKind.LISTED.get() >= first + 5);
        // every list has another name, so that each was told: were pages asked for one by one, there would be eight for
        // each
        int listed = CountingKind.LISTED.get() - before;
        long intervals = (System.nanoTime() - begun) / BoardHost.INTERVAL.toNanos();
        for (Page page : pages) {
            await().until(() -> page.heard.stream().filter("jobs"::equals).count() >= 5);
        }
        assertThat((long) listed).isLessThanOrEqualTo(intervals + pages.size() + 2);
    }

    @Test
    void nobodyIsAskedWhenNoPageLooksOn() throws Exception {
        host.resources.add("count", Map.of("type", "counting"));
        JsonObject login = anna();
        login.addProperty("resource", "count");
        post("login", login);
        Page page = new Page();
        page.awaitThat("jobs", "\"Running\"");
        streams.get(0).close();
        // the server finds out when it writes
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(BoardHost.INTERVAL.multipliedBy(5))
                .until(() -> {
                    int before = CountingKind.LISTED.get();
                    Thread.onSpinWait();
                    return isStill(before);
                });
    }

    private static boolean isStill(int before) {
        try {
            await().atMost(BoardHost.INTERVAL.multipliedBy(5)).until(() -> CountingKind.LISTED.get() > before);
            return false;
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            return true;
        }
    }

    @Test
    void aJobGoesFromLogInToItsFiles() throws Exception {
        Page page = new Page();
        page.awaitThat("accounts", "SCARF@STFC");
        Answered refused = post("login", anna("password", "wrong"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).doesNotContain("wrong\"");
        assertThat(post("submit", anna("runnable", "/work/bin/sh")).status()).isEqualTo(409);
        assertThat(post("login", anna("password", BoardHost.PASSWORD)).status()).isEqualTo(204);
        page.awaitThat("accounts", "\"loggedIn\":true");

        Path script = Files.writeString(
                host.data.resolve("job.sh"),
                "echo first; while [ ! -e go ]; do sleep 0.05; done; echo second; exit 3\n");
        assertThat(post("upload", anna("path", script.toString(), "directory", "/work/imat"))
                        .status())
                .isEqualTo(201);
        page.awaitThat("transfer", "\"Done\"");
        JsonObject job = post("submit", anna("runnable", "/work/bin/sh", "arguments", "/work/imat/job.sh"))
                .json();
        String id = job.get("id").getAsString();
        page.awaitThat("jobs", "\"underWay\":true");

        String of = "?resource=SCARF@STFC&user=anna&job=" + id;
        String output = output(of, id);
        await().until(() -> client.get("/panels/jobs/output" + of + "&file=" + output)
                .json()
                .get("text")
                .getAsString()
                .equals("first\n"));
        Path run = Path.of(
                output.replace("/work", folder.resolve("gateway/anna/work").toString()));
        Path there = Files.exists(run) ? run.getParent() : Path.of(output).getParent();
        Files.createFile(there.resolve("go"));
        page.awaitThat("jobs", "\"underWay\":false");
        JsonObject ended = client.get("/panels/jobs/job" + of).json();
        assertThat(ended.get("state").getAsString()).isEqualTo("Exit");
        assertThat(ended.get("reason").getAsString()).contains("3");
        assertThat(client.get("/panels/jobs/output" + of + "&file=" + output)
                        .json()
                        .get("text")
                        .getAsString())
                .isEqualTo("first\nsecond\n");

        JsonObject fetch = anna("job", id, "file", "", "directory", host.data.toString());
        fetch.addProperty("own", true);
        assertThat(post("fetch", fetch).status()).isEqualTo(201);
        page.awaitThat("transfer", "Fetched");
        await().until(() -> Files.exists(host.data.resolve("job-" + id + "/" + id + ".output")));

        assertThat(post("logout", anna()).status()).isEqualTo(204);
        page.awaitThat("accounts", "\"loggedIn\":false");
    }

    private String output(String of, String id) {
        List<String> found = new ArrayList<>();
        await().until(() -> {
            client.get("/panels/jobs/job" + of).json().getAsJsonArray("files").forEach(file -> {
                String path = file.getAsJsonObject().get("path").getAsString();
                if (path.endsWith(id + ".output")) {
                    found.add(path);
                }
            });
            return !found.isEmpty();
        });
        return found.get(0);
    }

    @Test
    void filesOutsideTheOpenFoldersAreNeitherReadNorWritten() throws Exception {
        post("login", anna("password", BoardHost.PASSWORD));
        Path outside = Files.writeString(folder.resolve("outside.txt"), "private");
        Path link = Files.createSymbolicLink(host.data.resolve("link.txt"), outside);
        for (Path path : List.of(outside, link)) {
            assertThat(post("upload", anna("path", path.toString(), "directory", "/work/imat"))
                            .status())
                    .isEqualTo(403);
        }
        assertThat(post("fetch", anna("job", "1", "directory", folder.toString()))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aPasswordIsNoReferenceAndIsNeverTold() throws Exception {
        for (String reference : List.of("@env:HOME", "@file:/etc/hostname")) {
            Answered answer = post("login", anna("password", reference));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body())
                    .contains("references such as @env:NAME are not resolved here; send the secret itself");
        }
        Page page = new Page();
        assertThat(post("login", anna("password", BoardHost.PASSWORD)).status()).isEqualTo(204);
        page.awaitThat("accounts", "\"loggedIn\":true");
        assertThat(page.all()).doesNotContain(BoardHost.PASSWORD);
    }

    @Test
    void nothingThatIsWrongIsToldInTheNamesOfAnAlgorithmsInputs() throws Exception {
        Page page = new Page();
        post("login", anna("password", BoardHost.PASSWORD));
        List<String> words = new ArrayList<>();
        words.add(post("cancel", anna("job", "77")).body());
        words.add(post("submit", anna("runnable", "/work/bin/nothing")).body());
        Path file = Files.writeString(host.data.resolve("f.txt"), "x");
        post("upload", anna("path", file.toString(), "directory", "/nowhere/at/all"));
        page.awaitThat("transfer", "\"Failed\"");
        words.add(page.last("transfer").toString());
        String job = post("submit", anna("runnable", "/work/bin/sh", "arguments", "-c true"))
                .json()
                .get("id")
                .getAsString();
        page.awaitThat("jobs", "\"underWay\":false");
        post("fetch", anna("job", job, "file", "no-such-file", "directory", host.data.toString()));
        page.awaitThat("transfer", "give one exact name, or none for all files");
        words.add(page.last("transfer").toString());
        post("logout", anna());
        words.add(post("submit", anna("runnable", "/work/bin/sh")).body());
        assertThat(words)
                .allSatisfy(each -> assertThat(each)
                        .containsPattern("\"(detail|message)\"")
                        .doesNotContain("Action=", "RemoteJobFilename", "LocalDirectory", "DestinationDirectory")
                        .doesNotContain("RunnablePath", "JobOptions"));
    }

    @Test
    void whatIsWrongIsToldInWordsWithAStatusOfItsOwn() throws Exception {
        JsonObject nowhere = anna("password", "x");
        nowhere.addProperty("resource", "nowhere");
        assertThat(post("login", nowhere).status()).isEqualTo(404);
        host.resources.add("away", Map.of("url", "http://127.0.0.1:9/platform/"));
        JsonObject away = anna("password", "x");
        away.addProperty("resource", "away");
        assertThat(post("login", away).status()).isEqualTo(503);
        post("login", anna("password", BoardHost.PASSWORD));
        assertThat(post("cancel", anna("job", "77")).status()).isEqualTo(404);
        assertThat(client.delete("/panels/jobs/transfers/77").status()).isEqualTo(404);
        assertThat(client.post("/panels/jobs/submit", "[]").status()).isEqualTo(400);
        assertThat(post("submit", anna("runnable", "  ")).body()).contains("a value is needed for");
    }
}
