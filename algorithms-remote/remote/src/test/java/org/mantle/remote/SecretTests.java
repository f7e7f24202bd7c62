package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.type.Secret;
import org.mantle.remote.job.Session;
import org.mantle.remote.state.SessionStore;

/** A password is in the one request that needs it, and nowhere else; a token in no text that people see. */
class SecretTests {

    private static final String MARK = "M4rk3d";
    private static final String PASSWORD = MARK + "<&>ü'\"";

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Logger root = Logger.getLogger("");
    private final Level level = root.getLevel();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            told.add(new SimpleFormatter().format(logged));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @TempDir
    Path folder;

    private ScriptedServer server;
    private Host host;

    @BeforeEach
    void start() throws Exception {
        root.setLevel(Level.ALL);
        listener.setLevel(Level.ALL);
        root.addHandler(listener);
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
        server = new ScriptedServer();
        ComputeResources resources = ComputeResources.at(folder.resolve("home/resources.json"));
        resources.add("SCARF@STFC", Host.pac(server.url()));
        host = new Host(resources, RemoteSessions.at(folder.resolve("home/sessions.json")));
        Files.writeString(folder.resolve("file"), "x");
    }

    @AfterEach
    void stop() throws Exception {
        System.setOut(out);
        System.setErr(err);
        root.removeHandler(listener);
        root.setLevel(level);
        host.close();
        server.close();
    }

    private void runEverything(Object password) {
        String jobs = "<Jobs><Job><cmd>c</cmd><id>5</id><name>n</name><status>Done</status></Job></Jobs>";
        server.text("logon", ScriptedServer.LOGGED_ON)
                .text("ping", "Web Services are ready on URL:")
                .text("jobs", jobs)
                .text("submitapp", "<Job><id>5</id></Job>")
                .text("upfile", "uploaded successfully")
                .text("jobOperation", "<Job><actionMsg>ok</actionMsg></Job>")
                .text("jobfiles", "PAC Server*/j/f*FILE*1*true;")
                .text("file", "x")
                .text("logout", "ok");
        run(password);
    }

    private void run(Object password) {
        for (Object[] inputs : new Object[][] {
            {"Ping"},
            {"LogIn"},
            {"Upload", "FileToUpload", folder.resolve("file").toString()},
            {"SubmitJob"},
            {"JobStatus"},
            {"JobStatusByID", "JobID", 5},
            {"Download", "DownloadJobID", 5, "LocalDirectory", folder.toString()},
            {"CancelJob", "CancelJobID", 5},
            {"LogOut"},
            {"Login"}
        }) {
            List<Object> all = new ArrayList<>(List.of("UserName", "anna", "Action"));
            all.addAll(List.of(inputs));
            all.addAll(List.of("Password", password));
            try {
                told.add(host.mantle
                        .run(Host.NAME, Host.properties(all.toArray()))
                        .toJson()
                        .toString());
            } catch (IllegalArgumentException | AlgorithmFailedException e) {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                told.add(trace.toString());
            }
        }
    }

    private void breakEverything() {
        String echo =
                "<X><errMsg>what is " + PASSWORD.replace("&", "&amp;").replace("<", "&lt;") + " for?</errMsg></X>";
        for (String operation : List.of("logon", "ping", "jobs", "submitapp", "upfile", "jobOperation", "logout")) {
            server.text(operation, operation.equals("logon") ? echo : "<X><errMsg>no</errMsg></X>");
        }
    }

    private void assertNowhere(String secret) throws Exception {
        assertThat(told).isNotEmpty().noneMatch(text -> text.contains(secret));
        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain(secret);
        assertThat(host.mantle.history().toJson().toString()).doesNotContain(secret);
        for (RunRecord run : host.mantle.history().records()) {
            assertThat(run + " " + run.inputs() + " " + run.outputs() + " " + run.error())
                    .doesNotContain(secret);
        }
        for (ScriptedServer.Request request : server.requests()) {
            assertThat(request.target()).doesNotContain(secret);
        }
    }

    @Test
    void thePasswordIsFoundNowhere() throws Exception {
        runEverything(PASSWORD);
        runEverything(PASSWORD.toCharArray());
        runEverything(Secret.deferred("@env:PAC", PASSWORD::toCharArray));
        breakEverything();
        run(PASSWORD);
        assertNowhere(MARK);
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).doesNotContain(MARK);
            }
        }
        for (ScriptedServer.Request request : server.requests()) {
            assertThat(request.headers().toString()).doesNotContain(MARK);
            assertThat(request.body().contains(MARK))
                    .as(request.target())
                    .isEqualTo(request.operation().equals("logon"));
        }
    }

    @Test
    void theTokenIsInNoTextThatPeopleSee() throws Exception {
        runEverything(PASSWORD);
        breakEverything();
        run(PASSWORD);
        String signature = "c2lnbmF0dXJl";
        assertNowhere(signature);
        assertThat(new Session("anna", URI.create(server.url()), ScriptedServer.COOKIE).toString())
                .contains("anna")
                .doesNotContain(signature);
    }

    @Test
    void theLibrarysLogSaysNothingOfWhatIsSentEvenWhenItIsTurnedUp() {
        runEverything(PASSWORD);
        assertThat(told).anyMatch(text -> text.contains("org.apache.hc"));
        assertThat(told)
                .noneMatch(text -> text.toLowerCase(java.util.Locale.ROOT).contains("platform_token"));
    }

    @Test
    void whoMakesSessionsReadsTheirUsersAndNotTheirTokens() throws Exception {
        assertThat(RemoteSessions.class.getMethods())
                .extracting(Method::getName)
                .containsExactlyInAnyOrder("inMemory", "at", "users", "forget");
        RemoteSessions sessions = RemoteSessions.inMemory();
        ((SessionStore) sessions)
                .put(
                        "here",
                        "https://here.example/",
                        new Session("bert", URI.create("https://here.example/"), PASSWORD));
        ((SessionStore) sessions)
                .put(
                        "here",
                        "https://here.example/",
                        new Session("anna", URI.create("https://here.example/"), PASSWORD));
        assertThat(sessions.users("here")).containsExactly("anna", "bert");
        assertThat(sessions.users("there")).isEmpty();
        assertThat(SessionStore.class.getModule().isExported(SessionStore.class.getPackageName()))
                .isFalse();
    }
}
