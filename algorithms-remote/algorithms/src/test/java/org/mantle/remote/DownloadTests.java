package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.framework.AlgorithmRun;
import org.mantle.framework.RunState;

/** Files from a service: whole or not at all, and only where they belong. */
class DownloadTests {
    @TempDir
    Path folder;

    private Path results;
    private ScriptedServer server;
    private Host host;

    @BeforeEach
    void start() throws Exception {
        results = Files.createDirectories(folder.resolve("in/results"));
        server = new ScriptedServer();
        server.text("jobs", "<Jobs><Job><cmd>x</cmd><id>7</id><name>n</name><status>Done</status></Job></Jobs>");
        host = new Host(ComputeResource.pac(server.url())
                .responseTimeout(Duration.ofSeconds(2))
                .build());
        host.loggedIn("anna");
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
        server.close();
    }

    private void lists(String list) {
        server.text("jobfiles", list);
    }

    private void gives(byte[] content) {
        server.on("file", (request, out) -> out.write(ScriptedServer.response("200 OK", "", content)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void download(String name) {
        host.run(
                "anna",
                "Download",
                "DownloadJobID",
                7,
                "LocalDirectory",
                results.toString(),
                "RemoteJobFilename",
                name);
    }

    private Throwable failure(String name) {
        return host.failure(
                "anna",
                "Download",
                "DownloadJobID",
                7,
                "LocalDirectory",
                results.toString(),
                "RemoteJobFilename",
                name);
    }

    private List<String> everythingWritten() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aFileComesRawByteForByte() throws Exception {
        byte[] content = new byte[1_000_003];
        new Random(5).nextBytes(content);
        lists("PAC Server*/home/u/job/a ü.bin*FILE*1000003*true;PAC Server*/home/u/job/sub*DIR*4096*true;");
        gives(content);
        download("a ü.bin");
        assertThat(Arrays.equals(Files.readAllBytes(results.resolve("a ü.bin")), content))
                .isTrue();
        ScriptedServer.Request request = server.only("file");
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/platform/webservice/pacclient/file/7");
        assertThat(request.headers()).containsEntry("content-type", "text/plain");
        assertThat(request.body()).isEqualTo("/home/u/job/a ü.bin");
        assertThat(server.requests("jobfiles")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: multipart/mixed; boundary=X\r\n", "Content-Type: text/plain\r\n", ""})
    void aFileInAMessageIsUnpackedWhateverItsMediaType(String header) throws Exception {
        lists("PAC Server*/home/u/job/a.bin*FILE*6*true;");
        String body = "\r\n--X\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n"
                + "Content-ID: <../../../a.bin>\r\n\r\n\u0000\u00ff\r\n-\n\r\n--X--\r\n";
        server.on("file", (request, out) -> out.write(ScriptedServer.response("200 OK", header, bytes(body))));
        download("a.bin");
        assertThat(Files.readAllBytes(results.resolve("a.bin"))).isEqualTo(bytes("\u0000\u00ff\r\n-\n"));
        assertThat(everythingWritten()).containsExactly("in/results/a.bin");
    }

    @Test
    void aChunkedAnswerIsUnderstood() throws Exception {
        lists("PAC Server*/j/a*FILE*5*true;");
        server.on(
                "file",
                (request, out) -> out.write(bytes(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")));
        download("a");
        assertThat(results.resolve("a")).hasContent("abcde");
    }

    @Test
    void aCompressedAnswerIsLeftAsItIs() throws Exception {
        lists("PAC Server*/j/a.gz*FILE*4*true;");
        server.on(
                "file",
                (request, out) -> out.write(
                        ScriptedServer.response("200 OK", "Content-Encoding: gzip\r\n", bytes("\u001f\u008bxy"))));
        download("a.gz");
        assertThat(Files.readAllBytes(results.resolve("a.gz"))).isEqualTo(bytes("\u001f\u008bxy"));
        assertThat(server.only("file").headers()).doesNotContainKey("accept-encoding");
    }

    @Test
    void allFilesComeWhenNoneIsNamedAndDirectoriesDoNot() throws Exception {
        lists("PAC Server*/j/7.error*FILE*0*true;PAC Server*/j/7.output*FILE*2*true;PAC Server*/j/d*DIR*0*true;");
        server.on(
                "file",
                (request, out) -> out.write(ScriptedServer.response(
                        "200 OK", "", bytes(request.body().endsWith(".output") ? "hi" : ""))));
        download("");
        assertThat(everythingWritten()).containsExactly("in/results/7.error", "in/results/7.output");
        assertThat(results.resolve("7.error")).isEmptyFile();
        assertThat(results.resolve("7.output")).hasContent("hi");
    }

    @Test
    void emptyMissingAndForbiddenFilesAreToldApart() throws Exception {
        lists("PAC Server*/j/empty*FILE*0*true;PAC Server*/j/secret*FILE*10*false;PAC Server*/j/gone*FILE*10*true;");
        gives(new byte[0]);
        download("empty");
        assertThat(results.resolve("empty")).isEmptyFile();
        assertThat(failure("secret"))
                .isInstanceOf(PermissionDeniedException.class)
                .hasMessageContaining("secret");
        assertThat(failure("gone")).isInstanceOf(UnknownFileException.class).hasMessageContaining("lists 10 bytes");
        assertThat(failure("other"))
                .isInstanceOf(UnknownFileException.class)
                .hasMessageContaining("empty, secret, gone");
        server.status("file", "403 Forbidden", "", "");
        assertThat(failure("gone")).isInstanceOf(PermissionDeniedException.class);
        server.status("file", "404 Not Found", "", "");
        assertThat(failure("gone")).isInstanceOf(UnknownFileException.class);
        assertThat(everythingWritten()).containsExactly("in/results/empty");
    }

    @Test
    void whatCannotBeHadOfAllFilesDoesNotKeepTheRestFromComing() throws Exception {
        lists("PAC Server*/j/secret*FILE*1*false;PAC Server*/j/a*FILE*1*true;PAC Server*/j/sub/a*FILE*1*true;");
        gives(bytes("x"));
        assertThat(failure(""))
                .isInstanceOf(RemoteServiceException.class)
                .hasMessageContaining("1 of 3 files")
                .hasMessageContaining("secret (no permission)");
        assertThat(everythingWritten()).containsExactly("in/results/a");
        assertThat(failure("a")).isInstanceOf(UnknownFileException.class).hasMessageContaining("/j/a, /j/sub/a");
        download("/j/sub/a");
        assertThat(server.requests("file"))
                .last()
                .satisfies(r -> assertThat(r.body()).isEqualTo("/j/sub/a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/j/../../../../../../etc/passwd",
                "../../evil",
                "/j/..",
                "/j/.",
                "/j/",
                "/j/a\u0007b",
                "/j/a:b",
                "C:\\..\\evil",
                "/j/a\u0000b"
            })
    void hostileNamesGoNowhere(String path) throws Exception {
        Path marker = Files.writeString(folder.resolve("evil"), "untouched");
        lists("PAC Server*" + path + "*FILE*4*true;PAC Server*/j/good*FILE*4*true;");
        gives(bytes("evil"));
        assertThat(failure(""))
                .isInstanceOf(UnknownFileException.class)
                .hasMessageContaining("1 of 2 files")
                .hasMessageContaining("could lead out of the directory");
        assertThat(everythingWritten()).containsExactly("evil", "in/results/good");
        assertThat(marker).hasContent("untouched");
        assertThat(server.requests("file")).hasSize(1);
    }

    @Test
    void aLinkOfThatNameIsReplacedAndNotFollowed() throws Exception {
        Path outside = Files.writeString(folder.resolve("outside"), "untouched");
        Files.createSymbolicLink(results.resolve("a"), outside);
        lists("PAC Server*/j/a*FILE*3*true;");
        gives(bytes("new"));
        download("a");
        assertThat(outside).hasContent("untouched");
        assertThat(results.resolve("a")).hasContent("new").isRegularFile();
    }

    @Test
    void aTransferThatBreaksOffLeavesTheOldFileAndNoHalfOne() throws Exception {
        Files.writeString(results.resolve("a"), "old");
        lists("PAC Server*/j/a*FILE*1000000*true;");
        server.on("file", (request, out) -> {
            out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"));
            out.write(new byte[500_000]);
        });
        assertThat(failure("a")).isInstanceOf(ServiceUnreachableException.class).hasMessageContaining("broke off");
        assertThat(everythingWritten()).containsExactly("in/results/a");
        assertThat(results.resolve("a")).hasContent("old");
    }

    @Test
    void anAnswerWithoutALengthIsMeasuredByTheList() throws Exception {
        lists("PAC Server*/j/a*FILE*10*true;");
        server.on("file", (request, out) -> out.write(bytes("HTTP/1.0 200 OK\r\n\r\n12345")));
        assertThat(failure("a")).isInstanceOf(ServiceUnreachableException.class).hasMessageContaining("5 bytes of 10");
        server.on("file", (request, out) -> out.write(bytes("HTTP/1.0 200 OK\r\n\r\n1234567890and more since")));
        download("a");
        assertThat(results.resolve("a")).hasContent("1234567890and more since");
    }

    @Test
    void aMessageWithoutItsEndIsNotWhole() throws Exception {
        lists("PAC Server*/j/a*FILE*3*true;");
        server.on(
                "file",
                (request, out) -> out.write(ScriptedServer.response(
                        "200 OK",
                        "Content-Type: multipart/mixed; boundary=X\r\n",
                        bytes("\r\n--X\r\nContent-ID: <a>\r\n\r\nabcdef"))));
        assertThat(failure("a")).isInstanceOf(ServiceUnreachableException.class).hasMessageContaining("not whole");
        assertThat(everythingWritten()).isEmpty();
    }

    @Test
    void anErrorInPlaceOfTheFileIsNotTakenForTheFile() throws Exception {
        lists("PAC Server*/j/a*FILE*3*true;");
        server.text("file", "Your current login session was logout. Log in again.");
        assertThat(failure("a")).isInstanceOf(SessionEndedException.class);
        host.loggedIn("anna");
        server.text("file", "<Job><errMsg>disk on fire</errMsg></Job>");
        assertThat(failure("a")).isInstanceOf(ServiceFaultException.class).hasMessageContaining("disk on fire");
        assertThat(everythingWritten()).isEmpty();
    }

    @Test
    void aListThatIsAMessageIsReportedAsOne() {
        lists("Your current login session was logout");
        assertThat(failure("")).isInstanceOf(SessionEndedException.class);
        host.loggedIn("anna");
        lists("<Job><errMsg>You do not have permission for job 7</errMsg></Job>");
        assertThat(failure("")).isInstanceOf(PermissionDeniedException.class);
        lists("ls_rsetenv: A connect sys call failed: /var/x");
        assertThat(failure("")).isInstanceOf(ServiceFaultException.class).hasMessageContaining("ls_rsetenv");
        lists("There is no data for the job");
        assertThat(failure("")).isInstanceOf(UnknownFileException.class).hasMessageContaining("no files yet");
        server.text("jobs", "<Jobs><note>No matching job found</note></Jobs>");
        lists("Job <7> is not found");
        assertThat(failure("")).isInstanceOf(UnknownJobException.class).hasMessageContaining("is not found");
    }

    @Test
    void cancellingStopsATransferAndLeavesNothing() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        lists("PAC Server*/j/a*FILE*1000000000*true;");
        server.on("file", (request, out) -> {
            out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"));
            out.write(new byte[1_000_000]);
            out.flush();
            awaitUntilClosed(never, out);
        });
        AlgorithmRun run = host.mantle.start(
                Host.NAME,
                Host.properties(
                        "UserName", "anna", "Action", "Download", "DownloadJobID", 7, "LocalDirectory", "" + results));
        Awaitility.await().until(() -> run.progress().done() >= 1_000_000);
        assertThat(run.progress().total()).isEqualTo(1_000_000_000);
        assertThat(run.progress().unit()).isEqualTo("bytes");
        run.cancel();
        assertThat(run.await(Duration.ofSeconds(5))).isTrue();
        assertThat(run.state()).isEqualTo(RunState.CANCELLED);
        assertThat(everythingWritten()).isEmpty();
        never.countDown();
    }

    private static void awaitUntilClosed(CountDownLatch never, OutputStream out) throws IOException {
        try {
            never.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void aTransferMayLastLongerThanTheTimeOutAsLongAsBytesMove() throws Exception {
        host.resources.add(
                "SCARF@STFC",
                ComputeResource.pac(server.url())
                        .responseTimeout(Duration.ofMillis(400))
                        .build());
        lists("PAC Server*/j/a*FILE*10*true;");
        CountDownLatch tick = new CountDownLatch(1);
        server.on("file", (request, out) -> {
            out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"));
            for (int i = 0; i < 10; i++) {
                try {
                    tick.await(100, java.util.concurrent.TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                out.write('0' + i);
                out.flush();
            }
        });
        download("a");
        assertThat(results.resolve("a")).hasContent("0123456789");
    }

    @Test
    void aDirectoryInTheWayIsReported() throws Exception {
        Files.createDirectories(results.resolve("a/b"));
        lists("PAC Server*/j/a*FILE*1*true;");
        gives(bytes("x"));
        assertThat(failure("a")).isInstanceOf(LocalFileException.class).hasMessageContaining("LocalDirectory");
        assertThat(everythingWritten()).isEmpty();
    }

    @Test
    void aFileThatCannotBeWrittenIsNamedWithHowManyArrived() throws Exception {
        Files.createDirectories(results.resolve("b/in the way"));
        lists("PAC Server*/j/a*FILE*1*true;PAC Server*/j/b*FILE*1*true;PAC Server*/j/c*FILE*1*true;");
        gives(bytes("x"));
        assertThat(failure(""))
                .isInstanceOf(LocalFileException.class)
                .hasMessageStartingWith(
                        "1 of 3 files of job 7 were fetched; " + results.resolve("b") + " could not be written: ")
                .hasMessageNotContaining("make room")
                .hasMessageEndingWith("; choose another LocalDirectory, and fetch again");
    }

    @Test
    void filesThatTellOfTheOthersComeLast() {
        lists("PAC Server*/j/report.json*FILE*1*true;PAC Server*/j/z*FILE*1*true;PAC Server*/j/a*FILE*1*true;");
        gives(bytes("x"));
        download("");
        assertThat(server.requests("file").stream().map(ScriptedServer.Request::body))
                .containsExactly("/j/z", "/j/a", "/j/report.json");
    }

    @Test
    void whatAKilledDownloadLeftIsSweptAndWhatAnotherStillWritesIsNot() throws Exception {
        String left = "mantle-00000000-0000-4000-8000-000000000001.part";
        String written = "mantle-00000000-0000-4000-8000-000000000002.part";
        Files.writeString(results.resolve(left), "half");
        Files.writeString(results.resolve("mantle-my own.part"), "mine");
        lists("PAC Server*/j/a*FILE*1*true;");
        gives(bytes("x"));
        try (FileChannel other =
                FileChannel.open(results.resolve(written), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            assertThat(other.tryLock()).isNotNull();
            download("a");
        }
        assertThat(everythingWritten())
                .containsExactly(
                        "in/results/a", "in/results/mantle-" + written.substring(7), "in/results/mantle-my own.part");
    }

    @Test
    void aFileOnItsWayIsOneThatOthersDoNotSweep() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        lists("PAC Server*/j/slow*FILE*2*true;PAC Server*/j/quick*FILE*1*true;");
        server.on("file", (request, out) -> {
            if (request.body().equals("/j/quick")) {
                out.write(ScriptedServer.response("200 OK", "", bytes("q")));
                return;
            }
            out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\ns"));
            out.flush();
            awaitUntilClosed(go, out);
            out.write(bytes("s"));
        });
        AlgorithmRun slow = host.mantle.start(
                Host.NAME,
                Host.properties(
                        "UserName",
                        "anna",
                        "Action",
                        "Download",
                        "DownloadJobID",
                        7,
                        "LocalDirectory",
                        "" + results,
                        "RemoteJobFilename",
                        "slow"));
        Awaitility.await().until(() -> !everythingWritten().isEmpty());
        download("quick");
        go.countDown();
        assertThat(slow.await(Duration.ofSeconds(5))).isTrue();
        assertThat(results.resolve("slow")).hasContent("ss");
        assertThat(everythingWritten()).containsExactly("in/results/quick", "in/results/slow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "slice_*.png"})
    void aListOrAPatternOfNamesSaysThatOneExactNameIsNeeded(String name) {
        lists("PAC Server*/j/a*FILE*1*true;PAC Server*/j/b*FILE*1*true;");
        assertThat(failure(name))
                .isInstanceOf(UnknownFileException.class)
                .hasMessageContaining("give one exact name, or leave RemoteJobFilename empty for all files");
    }
}
