package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.remote.job.Session;
import org.mantle.remote.job.StateFileException;
import org.mantle.remote.kind.InvalidSettingsException;
import org.mantle.remote.state.SessionStore;
import org.mantle.remote.state.StateFile;

/** The files of resources, sessions and remembered users. */
class StateFileTests {

    @TempDir
    Path folder;

    private Path file(String name) {
        return folder.resolve("home/" + name);
    }

    private static SessionStore sessions(Path file) {
        return (SessionStore) RemoteSessions.at(file);
    }

    private static Session session(String user) {
        return new Session(user, URI.create("https://host:8443/platform/"), "platform_token=" + user);
    }

    @Test
    void resourcesLastFromOneProgramToTheNextInAFormThatAPersonCanEdit() throws Exception {
        Map<String, Object> scarf = Host.pac(
                "https://portal.scarf.rl.ac.uk:8443/platform",
                "type",
                "pac",
                "logIn",
                "scarf",
                "logInUrl",
                "https://portal.scarf.rl.ac.uk/cgi-bin/token.py",
                "applications",
                List.of(Map.of("runnable", "*tomopy*", "application", "TOMOPY_0_1_9")),
                "connectTimeoutSeconds",
                2.5,
                "responseTimeoutSeconds",
                30,
                "trustedCertificates",
                Path.of("/etc/ca.pem"));
        assertThat(ComputeResources.at(file("r.json")).add("SCARF@STFC", scarf)).isFalse();
        assertThat(ComputeResources.at(file("r.json")).add("SCARF@STFC", scarf)).isTrue();
        assertThat(file("r.json")).hasContent("""
                {
                  "SCARF@STFC": {
                    "type": "pac",
                    "url": "https://portal.scarf.rl.ac.uk:8443/platform/",
                    "logIn": "scarf",
                    "logInUrl": "https://portal.scarf.rl.ac.uk/cgi-bin/token.py",
                    "applications": [
                      {
                        "runnable": "*tomopy*",
                        "application": "TOMOPY_0_1_9"
                      }
                    ],
                    "connectTimeoutSeconds": 2.5,
                    "responseTimeoutSeconds": 30,
                    "trustedCertificates": "/etc/ca.pem"
                  }
                }
                """);
        ComputeResource read =
                ComputeResources.at(file("r.json")).find("SCARF@STFC").orElseThrow();
        assertThat(read).hasToString("https://portal.scarf.rl.ac.uk:8443/platform/");
        assertThat(read.kind().type()).isEqualTo("pac");

        assertThat(ComputeResources.at(file("r.json")).remove("SCARF@STFC")).isTrue();
        assertThat(ComputeResources.at(file("r.json")).remove("SCARF@STFC")).isFalse();
        assertThat(ComputeResources.at(file("r.json")).list()).isEmpty();
    }

    @Test
    void aHandWrittenFileNeedsOnlyTheAddress() throws Exception {
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(file("r.json"), "{\"SCARF@STFC\": {\"url\": \"https://h/platform\"}}");
        assertThat(ComputeResources.at(file("r.json")).toJson().toString())
                .isEqualTo("{\"SCARF@STFC\":{\"type\":\"pac\",\"url\":\"https://h/platform/\",\"logIn\":\"pac\","
                        + "\"applications\":[],\"connectTimeoutSeconds\":10,\"responseTimeoutSeconds\":60}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://portal.scarf.rl.ac.uk/platform/",
                "http://127.evil.example/",
                "http://localhost.evil.example/",
                "ftp://host/",
                "portal.scarf.rl.ac.uk:8443",
                "https://user:pass@host/",
                "https:///platform/",
                "not an address",
                ""
            })
    void onlySafeAddressesAreTaken(String url) {
        assertThatThrownBy(() -> ComputeResources.inMemory().add("R", Host.pac(url)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("https://");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:8080/platform/", "http://127.0.0.1:1", "http://[::1]:8080/", "HTTPS://Host/"})
    void thisMachineMayBeSpokenToWithoutEncryption(String url) throws Exception {
        ComputeResources resources = ComputeResources.inMemory();
        resources.add("R", Map.of("url", url));
        assertThat(resources.list().get("R").toString()).startsWithIgnoringCase(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"SCARF@STFC\": {\"url\": \"https://h/\", \"adress\": 1}}",
                "{\"SCARF@STFC\": {\"url\": \"http://h/\"}}",
                "{\"SCARF@STFC\": {}}",
                "{\"SCARF@STFC\": {\"url\": \"https://h/\", \"type\": 1}}",
                "{\"SCARF@STFC\": {\"url\": \"https://h/\", \"logIn\": \"scarf\"}}",
                "{\"SCARF@STFC\": {\"url\": \"https://h/\", \"logIn\": \"magic\"}}",
                "{\"SCARF@STFC\": {\"url\": \"https://h/\", \"logInUrl\": \"https://h/x\"}}",
                "{\"SCARF@STFC\": {\"url\": \"https://h/\", \"connectTimeoutSeconds\": 0}}",
                "{\"SCARF@STFC\": {\"url\": \"https://h/\", \"responseTimeoutSeconds\": \"1\"}}",
                "{\"SCARF@STFC\": {\"url\": \"https://h/\", \"applications\": {}}}",
                "{\"SCARF@STFC\": {\"url\": \"https://h/\", \"applications\": [{\"runnable\": \"*\"}]}}",
                "{\"SCARF@STFC\": 1}",
                "{\"SCARF@STFC\": {\"url\": \"https://h/\"},}",
                "{\"SCARF@STFC\"",
                "[]",
                ""
            })
    void aBrokenFileOfResourcesIsReportedAndLeftAsItIs(String content) throws Exception {
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(file("r.json"), content);
        ComputeResources resources = ComputeResources.at(file("r.json"));
        assertThatThrownBy(resources::list)
                .isInstanceOf(StateFileException.class)
                .hasMessageContaining(file("r.json").toString())
                .hasMessageContaining("repair it")
                .hasMessageNotContaining("JsonReader"); // the parser's own advice is for programmers
        try (Host host = new Host(resources, RemoteSessions.inMemory())) {
            assertThat(host.problems("anna", "JobStatus"))
                    .anySatisfy(problem -> assertThat(problem.message()).contains("repair it"));
        }
        assertThat(file("r.json")).hasContent(content);
        boolean unreadable = !content.startsWith("{") || content.endsWith(",}") || content.endsWith("\"");
        if (unreadable) {
            assertThatThrownBy(() -> resources.add("x", Host.pac("https://h/"))).isInstanceOf(StateFileException.class);
            assertThat(file("r.json")).hasContent(content);
        }
    }

    @Test
    void everythingThatIsWrongWithAResourceIsToldAtOnceWithWhatIsAllowed() throws Exception {
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(
                file("r.json"),
                "{\"A@B\": {\"url\": \"http://h/\", \"adress\": 1, \"logIn\": \"magic\", \"responseTimeoutSeconds\": \"1\","
                        + " \"connectTimeoutSeconds\": 0, \"applications\": [1]}}");
        assertThatThrownBy(() -> ComputeResources.at(file("r.json")).find("A@B"))
                .isInstanceOf(StateFileException.class)
                .hasMessageContaining("the resource A@B: 6 settings are wrong:\n  \"url\"")
                .hasMessageEndingWith("\nrepair it, or move it away to begin anew")
                .satisfies(failure ->
                        assertThat(failure.getMessage().lines().toList()).hasSize(1 + 6 + 1))
                .hasMessageContaining("\"url\": must begin with https://, which \"http://h/\" does not")
                .hasMessageContaining("\"adress\": there is no such setting; there are type, url, logIn,")
                .hasMessageContaining("\"logIn\": must be one of pac, scarf")
                .hasMessageContaining("\"responseTimeoutSeconds\": needs a number, not a text")
                .hasMessageContaining("\"connectTimeoutSeconds\": 0 is not at least 0.001")
                .hasMessageContaining("\"applications\": needs a list of objects");
    }

    @Test
    void aMisspeltSettingIsToldWithTheOneThatWasMeant() {
        assertThatThrownBy(() -> ComputeResources.inMemory()
                        .add("A@B", Map.of("url", "https://h/", "responseTimeoutSecond", 1, "proxi", "direct")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage(
                        "2 settings are wrong:\n"
                                + "  \"proxi\": there is no such setting; did you mean proxy?\n"
                                + "  \"responseTimeoutSecond\": there is no such setting; did you mean responseTimeoutSeconds?");
    }

    @Test
    void anUnknownTypeIsToldWithThoseThereAre() {
        assertThatThrownBy(() -> ComputeResources.inMemory().add("A@B", Map.of("type", "slrum", "host", "h")))
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                            assertThat(problem.property()).isEqualTo("type");
                            assertThat(problem.allowed()).containsExactly("pac");
                        }))
                .hasMessageContaining("slrum")
                .hasMessageContaining("there is pac");
    }

    @Test
    void aResourceOfAMissingKindDoesNotHideTheOthersAndStays() throws Exception {
        String content =
                "{\"SCARF@STFC\": {\"url\": \"https://h/\"}, \"A@B\": {\"type\": \"slurm\", \"partition\": \"long\"}}";
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(file("r.json"), content);
        ComputeResources resources = ComputeResources.at(file("r.json"));
        assertThat(resources.list()).containsOnlyKeys("SCARF@STFC");
        assertThat(resources.ofMissingKinds()).isEqualTo(Map.of("A@B", "slurm"));
        assertThat(resources.toJson().keySet()).containsExactly("A@B", "SCARF@STFC");
        assertThat(resources.toJson().get("A@B")).hasToString("{\"type\":\"slurm\",\"partition\":\"long\"}");
        assertThat(resources.find("SCARF@STFC")).isPresent();
        assertThatThrownBy(() -> resources.find("A@B"))
                .isInstanceOf(StateFileException.class)
                .hasMessage("the resource A@B is of type \"slurm\", a kind that is not here (there is pac);"
                        + " add the module of that kind");
        assertThat(file("r.json")).hasContent(content);
        resources.add("C@D", Host.pac("https://h/"));
        assertThat(resources.toJson().keySet()).containsExactly("A@B", "C@D", "SCARF@STFC");
    }

    @Test
    void aFileThatIsNoTextIsReportedAndLeftAsItIs() throws Exception {
        Files.createDirectories(folder.resolve("home"));
        byte[] noText = {'{', (byte) 0xff, (byte) 0xfe, '}'};
        Files.write(file("r.json"), noText);
        assertThatThrownBy(() -> ComputeResources.at(file("r.json")).remove("x"))
                .isInstanceOf(StateFileException.class)
                .hasMessageContaining("UTF-8");
        assertThat(Files.readAllBytes(file("r.json"))).isEqualTo(noText);
    }

    @Test
    void sessionsLastFromOneProgramToTheNextAndOnlyTheOwnerCanReadThem() throws Exception {
        sessions(file("s.json")).put("SCARF@STFC", "https://h/", session("anna"));
        sessions(file("s.json")).put("SCARF@STFC", "https://h/", session("bert"));
        SessionStore sessions = sessions(file("s.json"));
        assertThat(sessions.find("SCARF@STFC", "anna")).contains(session("anna"));
        assertThat(sessions.find("SCARF@STFC", "bert")).contains(session("bert"));
        assertThat(sessions.find("SCARF@STFC", "Anna")).isEmpty();
        assertThat(sessions.find("OTHER", "anna")).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("s.json"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("home"))))
                .isEqualTo("rwx------");
        sessions.remove("SCARF@STFC", session("anna"));
        assertThat(sessions(file("s.json")).find("SCARF@STFC", "anna")).isEmpty();
        assertThat(sessions(file("s.json")).find("SCARF@STFC", "bert")).isPresent();
    }

    @Test
    void aLinkInPlaceOfTheFileIsReplacedAndNeverWrittenThrough() throws Exception {
        Files.createDirectories(folder.resolve("home"));
        Path others = Files.writeString(folder.resolve("others"), "{}");
        Files.createSymbolicLink(file("s.json"), others);
        sessions(file("s.json")).put("SCARF@STFC", "https://h/", session("anna"));
        assertThat(others).hasContent("{}");
        assertThat(file("s.json")).isRegularFile();
        assertThat(Files.isSymbolicLink(file("s.json"))).isFalse();
        assertThat(sessions(file("s.json")).find("SCARF@STFC", "anna")).contains(session("anna"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("s.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void anInterruptedProgramChangesNothing() throws Exception {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> sessions(file("s.json")).put("SCARF@STFC", "https://h/", session("anna")))
                .isInstanceOf(StateFileException.class)
                .hasMessageContaining("was not changed: the program was interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(file("s.json")).doesNotExist();
    }

    @Test
    void anEndedSessionThatWasReplacedMeanwhileStays() throws Exception {
        SessionStore sessions = (SessionStore) RemoteSessions.inMemory();
        sessions.put("R", "https://h/", new Session("anna", URI.create("https://h/"), "old"));
        Session old = sessions.find("R", "anna").orElseThrow();
        sessions.put("R", "https://h/", new Session("anna", URI.create("https://h/"), "new"));
        sessions.remove("R", old);
        assertThat(sessions.find("R", "anna")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ half", "{\"\u00ff\u00fe\": 1}", "{\"SCARF@STFC\": 1}", ""})
    void aBrokenFileOfSessionsIsFoundBeforeThePasswordIsSentAndIsNeverWrittenOver(String content) throws Exception {
        Files.createDirectories(folder.resolve("home"));
        byte[] damaged = content.getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file("s.json"), damaged);
        try (ScriptedServer server = new ScriptedServer();
                Host host = new Host(ComputeResources.inMemory(), RemoteSessions.at(file("s.json")))) {
            host.resources.add("SCARF@STFC", Host.pac(server.url()));
            assertThat(host.failure("anna", "LogIn", "Password", "x"))
                    .isInstanceOf(StateFileException.class)
                    .hasMessageContaining(file("s.json").toString())
                    .hasMessageContaining("repair it, or move it away");
            assertThat(server.requests()).isEmpty();
            assertThat(host.problems("anna", "JobStatus"))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message()).contains("s.json", "repair it"));
        }
        assertThat(Files.readAllBytes(file("s.json"))).isEqualTo(damaged);
    }

    @Test
    void aBrokenFileOfResourcesIsToldOnce() throws Exception {
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(file("r.json"), "{ half");
        try (Host host = new Host(ComputeResources.at(file("r.json")), RemoteSessions.inMemory())) {
            for (String action : List.of("Ping", "JobStatus")) {
                assertThat(host.problems("anna", action))
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.message()).contains("r.json", "repair it"));
            }
        }
    }

    /** Among many writers on a slow disk, one may wait for longer than a program is ready to: it tries again. */
    private static void putPatiently(Path file, String user) throws StateFileException {
        for (int attempt = 1; true; attempt++) {
            try {
                sessions(file).put("R", "https://h/", session(user));
                return;
            } catch (StateFileException e) {
                if (attempt == 12 || !String.valueOf(e.getMessage()).contains("is being changed by another program")) {
                    throw e;
                }
            }
        }
    }

    @Test
    void aFileThatAnotherProgramKeepsLockedIsGivenUpSoon() throws Exception {
        sessions(file("s.json")).put("R", "https://h/", session("anna"));
        try (FileChannel other = FileChannel.open(file("s.json.lock"), StandardOpenOption.WRITE);
                FileLock held = other.lock()) {
            assertThat(held.isValid()).isTrue();
            KeptSessions hasty = new KeptSessions(new StateFile(file("s.json"), "sessions", Duration.ofSeconds(1)));
            assertThatThrownBy(() -> hasty.put("R", "https://h/", session("bert")))
                    .isInstanceOf(StateFileException.class)
                    .hasMessageContaining("is being changed by another program for longer than 1 s");
        }
        sessions(file("s.json")).put("R", "https://h/", session("cleo"));
        assertThat(sessions(file("s.json")).find("R", "anna")).isPresent();
        assertThat(sessions(file("s.json")).find("R", "bert")).isEmpty();
    }

    @Test
    void manyWritersAtOnceLoseNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> writes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String user = "user" + i;
            writes.add(threads.submit(() -> {
                putPatiently(file("s.json"), user);
                return null;
            }));
        }
        for (Future<?> write : writes) {
            write.get();
        }
        threads.shutdown();
        for (int i = 0; i < 40; i++) {
            assertThat(sessions(file("s.json")).find("R", "user" + i)).isPresent();
        }
        try (var files = Files.list(folder.resolve("home"))) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("s.json", "s.json.lock");
        }
    }

    @Test
    void severalProcessesAtOnceLoseNothing() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path")
                                    + java.io.File.pathSeparator
                                    + System.getProperty("jdk.module.path", ""),
                            SessionWriter.class.getName(),
                            file("s.json").toString(),
                            "p" + i)
                    .inheritIO()
                    .start());
        }
        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }
        SessionStore sessions = sessions(file("s.json"));
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < SessionWriter.COUNT; j++) {
                assertThat(sessions.find("R", "p" + i + "-" + j)).isPresent();
            }
        }
    }

    /** Writes sessions from a process of its own. */
    static final class SessionWriter {
        static final int COUNT = 20;

        public static void main(String[] args) throws Exception {
            for (int i = 0; i < COUNT; i++) {
                putPatiently(Path.of(args[0]), args[1] + "-" + i);
            }
        }
    }

    @Test
    void theRememberedUserLastsFromOneProgramToTheNext() throws Exception {
        RememberedUsers.at(file("u.json")).remember("SCARF@STFC", "anna");
        assertThat(RememberedUsers.at(file("u.json")).last("SCARF@STFC")).contains("anna");
        assertThat(RememberedUsers.at(file("u.json")).last("OTHER")).isEmpty();
    }

    @Test
    void aTokenIsNotUsedForAResourceThatMovedToAnotherHost() throws Exception {
        try (ScriptedServer server = new ScriptedServer();
                Host host = new Host(Host.pac(server.url()))) {
            host.loggedIn("anna");
            host.resources.add("SCARF@STFC", Host.pac("https://other.example/"));
            assertThat(host.problems("anna", "JobStatus"))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message()).contains("log in first"));
        }
    }

    @Test
    void aResourceNeedsAName() {
        assertThatThrownBy(() -> ComputeResources.inMemory().add(" ", Host.pac("https://h/")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
