package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.PermissionDeniedException;
import org.mantle.remote.job.RemoteServiceException;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.ServiceUnreachableException;
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

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream coded = new GZIPOutputStream(out)) {
            coded.write(content);
        }
        return out.toByteArray();
    }

    private void givesCoded(String coding, byte[] content) {
        server.on(
                "file",
                (request, out) ->
                        out.write(ScriptedServer.response("200 OK", "Content-Encoding: " + coding + "\r\n", content)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP"})
    void bytesThatComeCodedAlthoughNoCodingWasAskedForAreDecoded(String coding) throws Exception {
        byte[] content = new byte[1_000_003];
        new Random(6).nextBytes(content);
        lists("PAC Server*/j/a.bin*FILE*1000003*true;");
        givesCoded(coding, gzip(content));
        download("a.bin");
        assertThat(results.resolve("a.bin")).hasBinaryContent(content);
        assertThat(server.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.headers()).containsEntry("accept-encoding", "identity"));
    }

    @Test
    void aCodedAnswerGrowsToNoMoreThanWasListed() throws Exception {
        lists("PAC Server*/j/a*FILE*1000*true;");
        givesCoded("gzip", gzip(new byte[50_000_000]));
        assertThat(failure("a")).isInstanceOf(ServiceFaultException.class).hasMessageContaining("more");
        assertThat(everythingWritten()).isEmpty();
    }

    @Test
    void aCodingThatIsNotKnownOrNotTrueIsRefused() throws Exception {
        lists("PAC Server*/j/a*FILE*4*true;");
        givesCoded("br", bytes("abcd"));
        assertThat(failure("a")).isInstanceOf(ServiceFaultException.class).hasMessageContaining("the coding \"br\"");
        givesCoded("gzip", bytes("abcd"));
        assertThat(failure("a"))
                .isInstanceOf(ServiceFaultException.class)
                .hasMessageContaining("not in the coding gzip");
        givesCoded("gzip", Arrays.copyOf(gzip(bytes("abcd")), 20));
        assertThat(failure("a")).isInstanceOf(ServiceUnreachableException.class);
        assertThat(everythingWritten()).isEmpty();
        givesCoded("identity", bytes("abcd"));
        download("a");
        assertThat(results.resolve("a")).hasContent("abcd");
    }

    @Test
    void aCodedListIsReadToo() throws Exception {
        byte[] list = gzip(bytes("PAC Server*/j/a*FILE*1*true;"));
        server.on(
                "jobfiles",
                (request, out) -> out.write(ScriptedServer.response("200 OK", "Content-Encoding: gzip\r\n", list)));
        gives(bytes("x"));
        download("a");
        assertThat(results.resolve("a")).hasContent("x");
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
                "C:\\..\\evil",
                "C:\\j\\..",
                "..\\..\\evil",
                "/j/..\\evil",
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

    /** The names that this system allows: on another one, some of them are refused by name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dir\\t.tif",
                "C:\\t.tif",
                "\\\\host\\t.tif",
                "12:30.log",
                "C:x",
                "trailing ",
                "trailing.",
                " leading",
                " ",
                "\u00a0no break\u00a0",
                "a\u0007b",
                "a\tb",
                "two  blanks, a comma",
                "e\u0301",
                "\u00e9",
                "~",
                "-rf",
                "%20",
                "#1?",
                "\"quoted\"",
                "CON"
            })
    void aNameArrivesAsItIs(String name) throws Exception {
        Prerequisites.that(OS.LINUX.isCurrentOs(), "run this test on Linux, which allows these names");
        lists("PAC Server*/j/" + name + "*FILE*4*true;");
        gives(bytes("good"));
        download("");
        assertThat(everythingWritten()).containsExactly("in/results/" + name);
        assertThat(server.only("file").body()).isEqualTo("/j/" + name);
        Files.delete(results.resolve(name));
        download(name);
        assertThat(everythingWritten()).containsExactly("in/results/" + name);
    }

    @Test
    void aFileOfAWindowsServiceHasTheNameBehindItsLastBackslash() throws Exception {
        lists("HOST*C:\\jobs\\7\\t.tif*FILE*4*true;HOST*\\\\share\\7\\u.tif*FILE*4*true;");
        gives(bytes("good"));
        download("");
        assertThat(everythingWritten()).containsExactly("in/results/t.tif", "in/results/u.tif");
    }

    @Test
    void aBlankThatTheNameDoesNotHaveIsForgiven() throws Exception {
        lists("PAC Server*/j/a*FILE*1*true;");
        gives(bytes("x"));
        download(" a ");
        assertThat(everythingWritten()).containsExactly("in/results/a");
    }

    @Test
    void hiddenFilesAreWrittenWhenTheyAreAskedForAlone() throws Exception {
        lists("PAC Server*/j/.bashrc*FILE*4*true;PAC Server*/j/good*FILE*4*true;PAC Server*/j/...*FILE*4*true;");
        gives(bytes("good"));
        download("");
        assertThat(everythingWritten()).containsExactly("in/results/good");
        download(".bashrc");
        assertThat(everythingWritten()).containsExactly("in/results/.bashrc", "in/results/good");
    }

    /** As of a job of an earlier time, of which the service knows nothing but the files. */
    @ParameterizedTest
    @ValueSource(strings = {"PAC Server*/j/a*FILE*1*true;", "Job <7> is not found", "No files for job <7> yet"})
    void aFileIsFetchedByItsAbsolutePathWhateverTheListSays(String list) throws Exception {
        server.text("jobs", "<Jobs><note>No matching job found</note></Jobs>");
        lists(list);
        String body = "\r\n--X\r\nContent-ID: <b.tif>\r\n\r\nearlier\r\n--X--\r\n";
        server.on(
                "file",
                (request, out) -> out.write(ScriptedServer.response(
                        "200 OK", "Content-Type: multipart/mixed; boundary=X\r\n", bytes(body))));
        download("/work/jobs/old_1/b.tif");
        assertThat(results.resolve("b.tif")).hasContent("earlier");
        assertThat(server.only("file").body()).isEqualTo("/work/jobs/old_1/b.tif");
        // in parts an empty file, a missing one and one that is cut short can be told apart
        assertThat(server.only("file").headers().get("accept")).contains("multipart/mixed");

        server.text("file", "<html><title>Log in</title></html>");
        assertThat(failure("/work/jobs/old_1/b.tif"))
                .isInstanceOf(ServiceFaultException.class)
                .hasMessageContaining("a page of HTML");
        gives(new byte[0]);
        assertThat(failure("/work/jobs/old_1/b.tif")).isInstanceOf(UnknownFileException.class);
        server.status("file", "404 Not Found", "", "");
        assertThat(failure("/work/jobs/old_1/b.tif")).isInstanceOf(UnknownFileException.class);
        assertThat(results.resolve("b.tif")).hasContent("earlier");
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
