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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of resources, sessions and remembered users. */
class StateFileTests {
    @TempDir
    Path folder;

    private Path file(String name) {
        return folder.resolve("home/" + name);
    }

    private static Session session(String user) {
        return new Session(user, URI.create("https://host:8443/platform/"), "platform_token=" + user);
    }

    @Test
    void resourcesLastFromOneProgramToTheNextInAFormThatAPersonCanEdit() throws Exception {
        ComputeResource scarf = ComputeResource.pac("https://portal.scarf.rl.ac.uk:8443/platform")
                .scarfLogIn("https://portal.scarf.rl.ac.uk/cgi-bin/token.py")
                .application("*tomopy*", "TOMOPY_0_1_9")
                .connectTimeout(Duration.ofMillis(2500))
                .responseTimeout(Duration.ofSeconds(30))
                .trustedCertificates(Path.of("/etc/ca.pem"))
                .build();
        assertThat(ComputeResources.at(file("r.json")).add("SCARF@STFC", scarf)).isFalse();
        assertThat(ComputeResources.at(file("r.json")).add("SCARF@STFC", scarf)).isTrue();
        assertThat(file("r.json")).content().contains("\"url\": \"https://portal.scarf.rl.ac.uk:8443/platform/\"");
        ComputeResource read =
                ComputeResources.at(file("r.json")).find("SCARF@STFC").orElseThrow();
        assertThat(read.url()).hasToString("https://portal.scarf.rl.ac.uk:8443/platform/");
        assertThat(read.scarfLogInUrl()).contains(URI.create("https://portal.scarf.rl.ac.uk/cgi-bin/token.py"));
        assertThat(read.applicationFor("/x/tomopy/run")).isEqualTo("TOMOPY_0_1_9");
        assertThat(read.applicationFor("/x/savu")).isEqualTo("generic");
        assertThat(read.connectTimeout()).hasMillis(2500);
        assertThat(read.responseTimeout()).hasSeconds(30);
        assertThat(read.trustedCertificates()).contains(Path.of("/etc/ca.pem"));

        assertThat(ComputeResources.at(file("r.json")).remove("SCARF@STFC")).isTrue();
        assertThat(ComputeResources.at(file("r.json")).remove("SCARF@STFC")).isFalse();
        assertThat(ComputeResources.at(file("r.json")).list()).isEmpty();
    }

    @Test
    void aHandWrittenFileNeedsOnlyTheAddress() throws Exception {
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(file("r.json"), "{\"SCARF@STFC\": {\"url\": \"https://h/platform\"}}");
        assertThat(ComputeResources.at(file("r.json")).list().get("SCARF@STFC").url())
                .hasToString("https://h/platform/");
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
        assertThatThrownBy(() -> ComputeResource.pac(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:8080/platform/", "http://127.0.0.1:1", "http://[::1]:8080/", "HTTPS://Host/"})
    void thisMachineMayBeSpokenToWithoutEncryption(String url) {
        assertThat(ComputeResource.pac(url).build().url()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"SCARF@STFC\": {\"url\": \"https://h/\", \"adress\": 1}}",
                "{\"SCARF@STFC\": {\"url\": \"http://h/\"}}",
                "{\"SCARF@STFC\": {}}",
                "{\"SCARF@STFC\": {\"url\": \"https://h/\", \"type\": \"slurm\"}}",
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
        try (Host host = new Host(resources, Sessions.inMemory())) {
            assertThat(host.problems("anna", "JobStatus"))
                    .anySatisfy(problem -> assertThat(problem.message()).contains("repair it"));
        }
        assertThat(file("r.json")).hasContent(content);
        boolean unreadable = !content.startsWith("{") || content.endsWith(",}") || content.endsWith("\"");
        if (unreadable) {
            assertThatThrownBy(() ->
                            resources.add("x", ComputeResource.pac("https://h/").build()))
                    .isInstanceOf(StateFileException.class);
            assertThat(file("r.json")).hasContent(content);
        }
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
        Sessions.at(file("s.json")).put("SCARF@STFC", session("anna"));
        Sessions.at(file("s.json")).put("SCARF@STFC", session("bert"));
        Sessions sessions = Sessions.at(file("s.json"));
        assertThat(sessions.find("SCARF@STFC", "anna")).contains(session("anna"));
        assertThat(sessions.find("SCARF@STFC", "bert")).contains(session("bert"));
        assertThat(sessions.find("SCARF@STFC", "Anna")).isEmpty();
        assertThat(sessions.find("OTHER", "anna")).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("s.json"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("home"))))
                .isEqualTo("rwx------");
        sessions.remove("SCARF@STFC", session("anna"));
        assertThat(Sessions.at(file("s.json")).find("SCARF@STFC", "anna")).isEmpty();
        assertThat(Sessions.at(file("s.json")).find("SCARF@STFC", "bert")).isPresent();
    }

    @Test
    void aLinkInPlaceOfTheFileIsReplacedAndNeverWrittenThrough() throws Exception {
        Files.createDirectories(folder.resolve("home"));
        Path others = Files.writeString(folder.resolve("others"), "{}");
        Files.createSymbolicLink(file("s.json"), others);
        Sessions.at(file("s.json")).put("SCARF@STFC", session("anna"));
        assertThat(others).hasContent("{}");
        assertThat(file("s.json")).isRegularFile();
        assertThat(Files.isSymbolicLink(file("s.json"))).isFalse();
        assertThat(Sessions.at(file("s.json")).find("SCARF@STFC", "anna")).contains(session("anna"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("s.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void anInterruptedProgramChangesNothing() throws Exception {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Sessions.at(file("s.json")).put("SCARF@STFC", session("anna")))
                .isInstanceOf(StateFileException.class)
                .hasMessageContaining("was not changed: the program was interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(file("s.json")).doesNotExist();
    }

    @Test
    void anEndedSessionThatWasReplacedMeanwhileStays() throws Exception {
        Sessions sessions = Sessions.inMemory();
        sessions.put("R", new Session("anna", URI.create("https://h/"), "old"));
        Session old = sessions.find("R", "anna").orElseThrow();
        sessions.put("R", new Session("anna", URI.create("https://h/"), "new"));
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
                Host host = new Host(ComputeResources.inMemory(), Sessions.at(file("s.json")))) {
            host.resources.add("SCARF@STFC", ComputeResource.pac(server.url()).build());
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

    /** Among many writers on a slow disk, one may wait for longer than a program is ready to: it tries again. */
    private static void putPatiently(Path file, String user) throws StateFileException {
        for (int attempt = 1; true; attempt++) {
            try {
                Sessions.at(file).put("R", session(user));
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
        Sessions.at(file("s.json")).put("R", session("anna"));
        try (FileChannel other = FileChannel.open(file("s.json.lock"), StandardOpenOption.WRITE);
                FileLock held = other.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThatThrownBy(() -> Sessions.at(file("s.json")).put("R", session("bert")))
                    .isInstanceOf(StateFileException.class)
                    .hasMessageContaining("is being changed by another program for longer than 10 s");
        }
        Sessions.at(file("s.json")).put("R", session("cleo"));
        assertThat(Sessions.at(file("s.json")).find("R", "anna")).isPresent();
        assertThat(Sessions.at(file("s.json")).find("R", "bert")).isEmpty();
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
            assertThat(Sessions.at(file("s.json")).find("R", "user" + i)).isPresent();
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
        Sessions sessions = Sessions.at(file("s.json"));
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
                Host host = new Host(ComputeResource.pac(server.url()).build())) {
            host.loggedIn("anna");
            host.resources.add(
                    "SCARF@STFC", ComputeResource.pac("https://other.example/").build());
            assertThat(host.problems("anna", "JobStatus"))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message()).contains("log in first"));
        }
    }

    @Test
    void aResourceNeedsAName() {
        assertThatThrownBy(() -> ComputeResources.inMemory()
                        .add(" ", ComputeResource.pac("https://h/").build()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
