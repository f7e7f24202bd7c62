package org.mantle.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads, in the bytes of the protocol reference. */
class UploadTests extends TransferringGateway {

    @Test
    void takesIbmsUploadOfSeveralFilesToADirectoryThatIsMadeForIt() throws IOException {
        String body = "--" + U + "\r\nContent-Disposition: form-data; name=\"DirName\"\r\nContent-ID: <DirName>\r\n\r\n"
                + "/work/new%20dir/sub\r\n"
                + part("a 1.txt", "one\r\n") + part("100%25.bin", "two") + "--" + U + "--\r\n";
        Wire.Answer answer = wire.send("POST " + SERVICE + "upfile/0", cookie + UPLOAD_HEADERS, body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("2 files uploaded successfully to /work/new dir/sub");
        assertThat(work.resolve("new dir/sub/a 1.txt")).hasContent("one\r\n");
        assertThat(work.resolve("new dir/sub/100%25.bin")).hasContent("two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "no line end", "ends in a line end\n", "ends in two\r\n\r\n"})
    void takesMantidsChunkedUploadWhoseFileRunsIntoTheClosingDelimiter(String content) throws IOException {
        String body = "--" + U + "\r\nContent-Disposition: form-data; name=\"DirName\"\r\nContent-ID: <DirName>\r\n\r\n"
                + "/work/imat\r\n"
                + "--" + U + "\r\nContent-Disposition: form-data; name=\"m.nxs\"\r\n"
                + "Content-Type: application/octet-stream \r\nContent-Transfer-Encoding: UTF-8\r\n"
                + "Content-ID: <m.nxs>\r\n\r\n"
                + content + "--" + U + "--\r\n\r\n";
        Wire.Answer answer = sendChunked(body);

        assertThat(answer.text()).contains("successfully");
        assertThat(work.resolve("imat/m.nxs")).hasBinaryContent(content.getBytes(UTF_8));
    }

    private static Wire.Answer sendChunked(String body) throws IOException {
        StringBuilder chunks = new StringBuilder();
        for (int at = 0; at < body.length(); at += 100) {
            String chunk = body.substring(at, Math.min(body.length(), at + 100));
            chunks.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        String head = "POST " + SERVICE + "upfile/0 HTTP/1.1\r\n" + wire.hostHeader() + cookie + UPLOAD_HEADERS
                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
        return wire.sendRaw((head + chunks + "0\r\n\r\n").getBytes(UTF_8));
    }

    @Test
    void takesAnUploadToTheDirectoryOfAJobWhereDirNameIsMissing() throws Exception {
        String id = wire.submit(cookie, Scripts.executable(data, "fed", "true.sh", "exit 0"), "");
        Wire.Answer whole = wire.send(
                "POST " + SERVICE + "upfile/" + id,
                cookie + UPLOAD_HEADERS,
                part("late.txt", "late") + "--" + U + "--\r\n");
        Wire.Answer below = wire.upload(cookie, id, "sub%20dir", "below.txt", "below".getBytes(UTF_8));

        assertThat(whole.text()).contains("successfully");
        assertThat(below.text()).contains("successfully");
        assertThat(wire.send("GET " + SERVICE + "file/" + id, cookie, "late.txt")
                        .text())
                .isEqualTo("late");
        assertThat(wire.send("GET " + SERVICE + "file/" + id, cookie, "sub dir/below.txt")
                        .text())
                .isEqualTo("below");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "sp ace",
                "per%cent%41",
                "quo\"te",
                "ünï 𝄞",
                "a'b",
                "-rf",
                "a;b",
                "a*b",
                ".hidden",
                "a,b",
                "a|b",
                "$x"
            })
    void keepsEveryNameAndTheEmptyFileAsTheyAre(String name) throws IOException {
        assertThat(wire.upload(cookie, "0", "/work/names", name, new byte[0]).text())
                .contains("successfully");
        assertThat(wire.upload(cookie, "0", "/work/names", name, "new".getBytes(UTF_8))
                        .text())
                .contains("successfully");

        assertThat(work.resolve("names").resolve(name)).hasContent("new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", "..", ".", "a/b", "a\u0001b"})
    void refusesNamesThatAreMoreThanAName(String name) throws IOException {
        Wire.Answer answer = wire.upload(cookie, "0", "/work/refused", name, "x".getBytes(UTF_8));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).doesNotContain("successfully");
        assertNothingIn(work.resolve("refused"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc",
                "/work/../..",
                "/work/../../other",
                "/workshop",
                "/",
                "%2e%2e/x",
                "/work/%2e%2e/%2e%2e/x",
                "relative",
                "",
                "host1%3A/tmp/r",
                "/work/link",
                "/work/link/sub",
                "/work/dangling",
                "/work/dangling/x",
                "/work/x%00y"
            })
    void refusesDirectoriesThatAreNotTheUsers(String directory) throws IOException {
        Path outside = Files.createDirectories(data.resolve("outside"));
        link(work.resolve("link"), outside);
        link(work.resolve("dangling"), outside.resolve("nothing"));
        Wire.Answer answer = wire.upload(cookie, "0", directory, "evil", "x".getBytes(UTF_8));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isNotBlank().doesNotContain("successfully").doesNotContain(data.toString());
        assertThat(outside).isEmptyDirectory();
        try (Stream<Path> all = Files.walk(data)) {
            assertThat(all.map(p -> p.getFileName().toString())).doesNotContain("evil");
        }
    }

    @Test
    void replacesALinkRatherThanWritingThroughIt() throws IOException {
        Path outside = Files.writeString(data.resolve("precious"), "precious");
        link(work.resolve("alias"), outside);

        assertThat(wire.upload(cookie, "0", "/work", "alias", "new".getBytes(UTF_8))
                        .text())
                .contains("successfully");
        assertThat(outside).hasContent("precious");
        assertThat(work.resolve("alias")).hasContent("new");
    }

    @Test
    void leavesNothingOfAnUploadThatIsCutShort() throws Exception {
        Files.createDirectories(work.resolve("cut"));
        Files.writeString(work.resolve("cut/old.txt"), "old");
        String body = part("first.txt", "first") + part("old.txt", "x".repeat(3_000_000));
        try (Socket socket = wire.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + SERVICE + "upfile/0 HTTP/1.1\r\n" + wire.hostHeader() + cookie + UPLOAD_HEADERS
                            + "Content-Length: 9000000\r\n\r\n--" + U
                            + "\r\nContent-ID: <DirName>\r\n\r\n/work/cut\r\n")
                    .getBytes(UTF_8));
            out.write(body.getBytes(UTF_8));
            out.flush();
            await().until(() -> names(work.resolve("cut")).stream().anyMatch(n -> n.endsWith(".part")));
        }
        await().until(() -> names(work.resolve("cut")).equals(List.of("old.txt")));
        assertThat(work.resolve("cut/old.txt")).hasContent("old");
    }

    @Test
    void leavesNothingOfAMessageWithoutItsEnd() throws IOException {
        Wire.Answer answer = wire.send(
                "POST " + SERVICE + "upfile/0",
                cookie + UPLOAD_HEADERS,
                "--" + U + "\r\nContent-ID: <DirName>\r\n\r\n/work/noend\r\n" + part("a", "1") + part("b", "2"));

        assertThat(answer.text()).contains("cut short").doesNotContain("successfully");
        assertNothingIn(work.resolve("noend"));
    }

    @Test
    void refusesAnUploadWithoutFilesOrInNoParts() throws IOException {
        assertThat(wire.send(
                                "POST " + SERVICE + "upfile/0",
                                cookie + UPLOAD_HEADERS,
                                "--" + U + "\r\nContent-ID: <DirName>\r\n\r\n/work\r\n--" + U + "--\r\n")
                        .text())
                .isEqualTo("The upload has no file in it");
        assertThat(wire.send("POST " + SERVICE + "upfile/0", cookie + "Content-Type: text/plain\r\n", "x")
                        .text())
                .contains("multipart/mixed with a boundary");
        assertThat(wire.send(
                                "POST " + SERVICE + "upfile/0",
                                cookie + UPLOAD_HEADERS,
                                part("a", "1") + "--" + U + "--\r\n")
                        .text())
                .contains("must name its directory first");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "upfile/0; false; multipart/mixed: boundary=b; Your current login session was logout",
                "upfile/4711; true; multipart/mixed: boundary=b; Job <4711> is not found",
                "uplargefile/4711; true; multipart/mixed: boundary=b; Job <4711> is not found",
                "upfile/0; true; application/octet-stream; multipart/mixed with a boundary",
                "submitapp; true; application/json; multipart/mixed with a boundary",
                "submitapp; false; multipart/mixed: boundary=b; Your current login session was logout"
            })
    void doesNotMakeAClientSendThatAskedBeforehand(String path, boolean loggedIn, String type, String words)
            throws IOException {
        try (Socket socket = wire.connect()) {
            socket.getOutputStream()
                    .write(("POST " + SERVICE + path + " HTTP/1.1\r\n" + wire.hostHeader() + (loggedIn ? cookie : "")
                                    + "Content-Type: " + type.replace(':', ';')
                                    + "\r\nContent-Length: 1000000000\r\nExpect: 100-continue\r\n\r\n")
                            .getBytes(UTF_8));
            assertThat(Wire.read(socket.getInputStream())
                            .text()
                            .replace("&lt;", "<")
                            .replace("&gt;", ">"))
                    .contains(words);
        }
    }

    @Test
    void saysThatAFailedUploadOfAFileCalledSuccessfullyFailed() throws IOException {
        assertThat(wire.upload(cookie, "0", "/successfully", "x", new byte[1]).text())
                .doesNotContain("successfully");
    }

    @Test
    void takesManyUploadsAtATime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<String>> answers = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            byte[] content = new byte[200_000 + i];
            new Random(i).nextBytes(content);
            contents.add(content);
            String name = "f" + i;
            answers.add(threads.submit(
                    () -> wire.upload(cookie, "0", "/work/many", name, content).text()));
        }
        for (int i = 0; i < 24; i++) {
            assertThat(answers.get(i).get()).contains("successfully");
            assertThat(Arrays.equals(Files.readAllBytes(work.resolve("many/f" + i)), contents.get(i)))
                    .isTrue();
        }
        threads.shutdown();
    }

    @Test
    void keepsOneWholeFileOfUploadsToTheSameName() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            byte[] content = ("" + i).repeat(500_000).getBytes(UTF_8);
            answers.add(threads.submit(() ->
                    wire.upload(cookie, "0", "/work/race", "same", content).text()));
        }
        for (Future<String> answer : answers) {
            assertThat(answer.get()).contains("successfully");
        }
        threads.shutdown();
        String kept = Files.readString(work.resolve("race/same"));
        assertThat(kept).hasSize(500_000);
        assertThat(kept.chars().distinct().count()).isEqualTo(1);
        assertThat(names(work.resolve("race"))).containsExactly("same");
    }

    private static String part(String name, String content) {
        return "--" + U + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name + "\"\r\n"
                + "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n"
                + "Content-ID: <" + name + ">\r\n\r\n" + content + "\r\n";
    }

    private static void assertNothingIn(Path folder) throws IOException {
        assertThat(Files.exists(folder) ? names(folder) : List.of()).isEmpty();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
