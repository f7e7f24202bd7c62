package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The explorer and the server for agents as they are shipped. */
class ExplorerIT {

    private static final Path ROOT = Path.of(System.getProperty("mantle.root"));

    @TempDir
    Path folder;

    private Process mantle(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add(Launcher.DISTRIBUTION.resolve("bin/mantle").toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("MANTLE_HOME", folder.toString());
        return builder.redirectError(folder.resolve("err").toFile()).start();
    }

    @Test
    void itServesWhatThePageTellsAndEndsCleanly() throws Exception {
        Process explorer = mantle("explorer", "--port", "0", "--no-browser");
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(explorer.getInputStream(), StandardCharsets.UTF_8))) {
            String address = out.readLine();
            JsonObject place = JsonParser.parseString(Files.readString(folder.resolve("explorer.json")))
                    .getAsJsonObject();
            String token = place.get("token").getAsString();
            assertThat(address).isEqualTo(place.get("address").getAsString() + "?token=" + token);

            Matcher block = Pattern.compile("<!-- run: ogc -->\n```sh\n(.*?)```", Pattern.DOTALL)
                    .matcher(Files.readString(ROOT.resolve("docs/explorer.md")));
            assertThat(block.find()).isTrue();
            ProcessBuilder shell = new ProcessBuilder("sh", "-ec", block.group(1));
            shell.environment().put("ogc", place.get("ogc").getAsString().replaceAll("/$", ""));
            shell.environment().put("token", token);
            Process commands = shell.redirectErrorStream(true).start();
            String answers = new String(commands.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(commands.waitFor()).as(answers).isZero();
            assertThat(answers).contains("\"id\":\"SortValues\"", "[\"1\",\"2\",\"3\"]", "\"processID\":\"Wait\"");

            // SIGTERM, which a shell does not keep from its children as it does Ctrl-C
            explorer.toHandle().destroy();
            assertThat(explorer.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(out.readLine()).isNull();
        } finally {
            explorer.destroyForcibly();
        }
        assertThat(folder.resolve("explorer.json")).doesNotExist();
        assertThat(Files.readString(folder.resolve("err"))).contains("The explorer has stopped");
    }

    @Test
    void quietTellsTheAddressAlone() throws Exception {
        Process explorer = mantle("explorer", "--quiet", "--port", "0", "--no-browser", "--no-token");
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(explorer.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).startsWith("http://");
            explorer.toHandle().destroy();
            assertThat(explorer.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            explorer.destroyForcibly();
        }
        assertThat(folder.resolve("err")).isEmptyFile();
    }

    @Test
    void agentsReadMessagesAlone() throws Exception {
        Process server = mantle("mcp", "--algorithms", "SortValues");
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            server.outputWriter(StandardCharsets.UTF_8)
                    .append("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/list\"}\n")
                    .close();
            JsonObject answer = JsonParser.parseString(out.readLine()).getAsJsonObject();
            assertThat(answer.getAsJsonObject("result").getAsJsonArray("tools")).hasSize(1);
            assertThat(out.readLine()).isNull();
            assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isZero();
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void anAlgorithmThatIsNotThereIsWrongUsage() throws Exception {
        Process server = mantle("mcp", "--algorithms", "Sortvalue");
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("err"))).contains("did you mean SortValues?");
    }
}
