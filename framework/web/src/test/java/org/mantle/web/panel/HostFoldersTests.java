package org.mantle.web.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.type.FileMode;
import org.mantle.framework.type.Presentation;
import org.mantle.web.Explorer;
import org.mantle.web.ExplorerConfig;
import org.mantle.web.server.WebClient;

/** Which files and folders of the host callers reach, by the page's calls and by the OGC API, whatever input names them. */
class HostFoldersTests {

    @TempDir
    private Path folder;

    private Path outside;
    private Path data;
    private Path results;
    private Path open;
    private Mantle mantle;
    private Explorer explorer;
    private WebClient client;

    /** Takes paths in every way in which an input can name one. */
    public static final class TakePaths extends Algorithm {

        public TakePaths() {}

        @Override
        protected void declare(Declaration declaration) {
            Property<String> inMap =
                    Property.file("Scan", FileMode.OPTIONAL_LOAD).build();
            Property<String> textInMap = Property.string("Notes")
                    .presentation(Presentation.LOCAL_FILE)
                    .build();
            declaration
                    .name("TakePaths")
                    .categories("Tests")
                    .summary("Takes paths.")
                    .properties(
                            Property.of("Map", PropertyTypes.map(inMap, textInMap))
                                    .build(),
                            Property.of("Maps", PropertyTypes.listOf(PropertyTypes.map(inMap)))
                                    .build(),
                            Property.string("Text")
                                    .presentation(Presentation.LOCAL_FILE)
                                    .build(),
                            Property.stringList("Texts")
                                    .presentation(Presentation.LOCAL_FILES)
                                    .build(),
                            Property.of(
                                            "Directories",
                                            PropertyTypes.listOf(PropertyTypes.file(FileMode.OPTIONAL_DIRECTORY)))
                                    .build(),
                            Property.of("Lists", PropertyTypes.listOfLists(PropertyTypes.file(FileMode.OPTIONAL_LOAD)))
                                    .build(),
                            Property.of("Files", PropertyTypes.files(FileMode.OPTIONAL_LOAD))
                                    .build(),
                            Property.of("Path", PropertyTypes.PATH).build(),
                            Property.file("Load", FileMode.OPTIONAL_LOAD).build(),
                            Property.file("Save", FileMode.OPTIONAL_SAVE).build(),
                            Property.string("Remote")
                                    .presentation(Presentation.REMOTE_PATH)
                                    .build());
        }

        @Override
        protected void execute(Context run) {
            run.log().info("taken");
        }
    }

    /** Hands it over. */
    public static final class Paths implements AlgorithmProvider {

        public Paths() {}

        @Override
        public MethodHandles.Lookup lookup() {
            return MethodHandles.lookup();
        }

        @Override
        public List<Class<? extends Algorithm>> algorithms() {
            return List.of(TakePaths.class);
        }
    }

    @BeforeEach
    void serve() throws IOException {
        outside = Files.writeString(folder.resolve("outside.txt"), "hidden");
        open = Files.createDirectories(folder.resolve("open"));
        data = Files.createDirectories(folder.resolve("data"));
        results = folder.resolve("results");
        mantle = Mantle.builder()
                .discover(false)
                .provider(new Paths())
                .dataDirectories(data, folder.resolve("nowhere"))
                .saveDirectory(results)
                .build();
        explorer = Explorer.start(
                mantle, ExplorerConfig.builder().port(0).folder(open).build());
        client = new WebClient(explorer);
    }

    @AfterEach
    void end() {
        explorer.close();
        mantle.close();
    }

    /** Returns what is wrong with inputs, by property, which both interfaces tell alike. */
    private Map<String, String> refusal(String inputs) throws Exception {
        WebClient.Answered page = client.post("/api/runs", "{\"algorithm\":\"TakePaths\",\"values\":" + inputs + "}");
        WebClient.Answered ogc = client.post("/ogc/processes/TakePaths/execution", "{\"inputs\":" + inputs + "}");
        if (page.status() == 201) {
            assertThat(ogc.status()).as(ogc.body()).isEqualTo(200);
            return Map.of();
        }
        assertThat(page.status()).isEqualTo(400);
        assertThat(ogc.status()).isEqualTo(400);
        JsonArray problems = page.json().getAsJsonArray("problems");
        assertThat(ogc.json().getAsJsonArray("problems")).isEqualTo(problems);
        Map<String, String> words = new TreeMap<>();
        for (JsonElement problem : problems) {
            JsonObject json = problem.getAsJsonObject();
            words.put(json.get("property").getAsString(), json.get("message").getAsString());
        }
        return words;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Map\":{\"Scan\":\"%s\"}}",
                "{\"Map\":{\"notes\":\"%s\"}}",
                "{\"Map\":\"{\\\"Scan\\\":\\\"%s\\\"}\"}",
                "{\"Maps\":[{},{\"Scan\":\"%s\"}]}",
                "{\"Text\":\"%s\"}",
                "{\"Texts\":[\"\",\"%s\"]}",
                "{\"Directories\":[\"%s\"]}",
                "{\"Directories\":\"%s\"}",
                "{\"Lists\":[[\"%s\"]]}",
                "{\"Files\":[[\"%s\"]]}",
                "{\"Path\":\"%s\"}",
                "{\"load\":\"%s\"}",
                "{\"Save\":\"%s\"}"
            })
    void aPathOutsideIsRefusedWhateverNamesItAndNothingTellsWhetherItIsThere(String inputs) throws Exception {
        String name = inputs.substring(2, inputs.indexOf('"', 2));
        String property = name.equals("load") ? "Load" : name;
        for (String path : List.of(
                outside.toString(),
                folder.resolve("no-such").toString(),
                open + "/../outside.txt",
                "~/.profile",
                "/etc/passwd")) {
            Map<String, String> problems = refusal(inputs.formatted(path));
            assertThat(problems).as(path).containsOnlyKeys(property);
            assertThat(problems.get(property)).contains("is outside the folders that are open to callers");
        }
        assertThat(refusal(inputs.formatted(open.resolve("new.txt")))).isEmpty();
    }

    @Test
    void aPathOfTheResourceIsNotOfThisMachine() throws Exception {
        assertThat(refusal("{\"Remote\":\"/etc/passwd\"}")).isEmpty();
    }

    @Test
    void theFoldersOfTheHostsDataAreReadAndThatOfItsResultsIsWritten() throws Exception {
        Path scan = Files.writeString(data.resolve("scan.txt"), "1,2");
        // made after the start
        Files.createDirectories(results);
        assertThat(refusal("{\"Load\":\"scan.txt\",\"Map\":{\"Scan\":\"scan.txt\"}}"))
                .isEmpty();
        assertThat(refusal("{\"Load\":\"" + scan + "\"}")).isEmpty();
        assertThat(refusal("{\"Save\":\"out.txt\"}")).isEmpty();
        // whether a text is read or written is not declared
        assertThat(refusal("{\"Save\":\"" + scan + "\",\"Text\":\"" + scan + "\"}"))
                .containsOnlyKeys("Save", "Text")
                .allSatisfy((name, words) -> assertThat(words).contains("is open for reading alone"));

        assertThat(client.get("/api/folders").element().toString())
                .isEqualTo(List.of(open, results, data).stream()
                        .map(path -> "\"" + path + "\"")
                        .toList()
                        .toString()
                        .replace(", ", ","));
        assertThat(client.get("/api/file?path=" + encoded(scan)).body()).isEqualTo("1,2");
        assertThat(Map.of(open, writable(open), results, writable(results), data, writable(data)))
                .containsOnly(entry(open, true), entry(results, true), entry(data, false));
        assertThat(put(results.resolve("new.txt"))).isEqualTo(201);
        assertThat(put(data.resolve("new.txt"))).isEqualTo(403);
        assertThat(put(scan)).isEqualTo(403);
        assertThat(scan).hasContent("1,2");
    }

    @Test
    void aLinkThatLeadsNowhereIsNotWrittenThrough() throws Exception {
        Files.createSymbolicLink(open.resolve("link.txt"), folder.resolve("made.txt"));
        assertThat(put(open.resolve("link.txt"))).isEqualTo(404);
        assertThat(folder.resolve("made.txt")).doesNotExist();
    }

    private boolean writable(Path path) throws Exception {
        return client.get("/api/folder?path=" + encoded(path))
                .json()
                .get("writable")
                .getAsBoolean();
    }

    private int put(Path path) throws Exception {
        return client.send(client.request("/api/file?replace=true&path=" + encoded(path))
                        .PUT(HttpRequest.BodyPublishers.ofString("mine")))
                .status();
    }

    private static String encoded(Path path) {
        return URLEncoder.encode(path.toString(), StandardCharsets.UTF_8);
    }
}
