package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.PermissionDeniedException;
import org.mantle.remote.job.RemoteServiceException;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.SessionEndedException;
import org.mantle.remote.job.UnknownFileException;
import org.mantle.remote.job.UnknownJobException;

/** Files from a service: which of them come, and where they go. */
class DownloadTests extends DownloadRoom {

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

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "slice_*.png"})
    void aListOrAPatternOfNamesSaysThatOneExactNameIsNeeded(String name) {
        lists("PAC Server*/j/a*FILE*1*true;PAC Server*/j/b*FILE*1*true;");
        assertThat(failure(name))
                .isInstanceOf(UnknownFileException.class)
                .hasMessageContaining("give one exact name, or leave RemoteJobFilename empty for all files");
    }
}
