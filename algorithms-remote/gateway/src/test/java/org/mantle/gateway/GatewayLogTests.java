package org.mantle.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.gateway.testing.UsersFile;

/** What a gateway logs, as lines for programs. */
class GatewayLogTests {

    private static final String SERVICE = "/platform/webservice/pacclient/";

    @TempDir
    private Path data;

    private final GatewayLog log = new GatewayLog();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = Logger.getLogger("");
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            lines.add(log.line(record));
        }

        @Override
        public void flush() {
            // each line is there at once
        }

        @Override
        public void close() {
            // nothing to close
        }
    };

    private Gateway gateway;
    private Wire wire;

    @BeforeEach
    void start() throws IOException {
        Prerequisites.command("setsid", "util-linux");
        root.addHandler(handler);
        data = data.toRealPath();
        UsersFile.write(data.resolve(".gateway"), "fed", "marked-password");
        gateway = Gateway.start(
                GatewayConfig.builder(data).concurrency(1).log(log).build());
        wire = new Wire(gateway);
    }

    @AfterEach
    void stop() {
        gateway.close();
        root.removeHandler(handler);
    }

    private List<JsonObject> lines(String words) {
        return lines.stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .filter(line -> line.get("message").getAsString().contains(words))
                .toList();
    }

    @Test
    void aLineSaysInWhichCallItWasLogged() throws Exception {
        wire.logOn("fed", "marked-password");
        wire.send("GET " + SERVICE + "logon", "", "<User><name>fed</name> <pass>wrong-password</pass> </User>");
        await().until(() -> !lines("log-in refused").isEmpty());

        JsonObject line = lines("log-in refused").get(0);
        assertThat(Instant.parse(line.get("time").getAsString()))
                .isBefore(Instant.now().plusSeconds(1));
        assertThat(line.get("level").getAsString()).isEqualTo("warning");
        assertThat(line.get("logger").getAsString()).startsWith("org.mantle.gateway.pac.");
        assertThat(line.get("thread").getAsString()).isNotEmpty();
        assertThat(line.get("request").getAsLong()).isEqualTo(2);
        assertThat(line.get("operation").getAsString()).isEqualTo("logon");
        assertThat(line.get("address").getAsString()).isEqualTo("127.0.0.1");
        assertThat(line.has("exception")).isFalse();
        assertThat(lines).noneMatch(any -> any.contains("\n")).noneMatch(any -> any.contains("password\""));
        assertThat(String.join("\n", lines)).doesNotContain("marked-password", "wrong-password");
    }

    @Test
    void aLineNamesTheJobAndHasTheException() throws Exception {
        String cookie = wire.logOn("fed", "marked-password");
        wire.submit(
                cookie,
                Scripts.executable(data, "fed", "wait.sh", "until [ -e \"$HOME/go\" ]; do sleep 0.02; done"),
                "");
        String id = wire.submit(cookie, Scripts.executable(data, "fed", "no.sh", "exit 0"), "");
        try (var folders = Files.list(data.resolve("fed/work/jobs"))) {
            for (Path folder : folders.filter(each -> each.toString().contains("Mantle_job_" + id))
                    .toList()) {
                MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
            }
        }
        Files.createFile(data.resolve("fed/go"));
        await().until(() -> !lines("could not be started").isEmpty());

        JsonObject line = lines("could not be started").get(0);
        assertThat(line.get("job").getAsString()).isEqualTo(id);
        assertThat(line.has("request")).isFalse();
        JsonObject exception = line.getAsJsonObject("exception");
        assertThat(exception.get("type").getAsString()).isEqualTo("java.io.IOException");
        assertThat(exception.get("trace").getAsString())
                .containsPattern("\tat (.*/)?org\\.mantle\\.gateway\\.local\\.");
    }

    @Test
    void linesOfLibrariesAreThereToo() {
        assertThat(lines)
                .anyMatch(line -> JsonParser.parseString(line)
                        .getAsJsonObject()
                        .get("logger")
                        .getAsString()
                        .startsWith("org.eclipse.jetty"));
    }
}
