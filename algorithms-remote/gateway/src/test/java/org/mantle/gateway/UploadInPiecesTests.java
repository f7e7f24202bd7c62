package org.mantle.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that arrive in pieces, in the bytes of the protocol reference (section 10.2). */
class UploadInPiecesTests extends TransferringGateway {

    private static final String LARGE = "POST " + SERVICE + "uplargefile/0";

    private static byte[] message(String directory, String id, String amount, String base, byte[] content)
            throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        StringBuilder start = new StringBuilder();
        for (List<String> field : List.of(
                List.of("DirName", directory),
                List.of("chunkid", id),
                List.of("chunkamount", amount),
                List.of("chunkbase", base))) {
            start.append("--" + U + "\r\nContent-Disposition: form-data; name=\"" + field.get(0) + "\"\r\nContent-ID: <"
                    + field.get(0) + ">\r\n\r\n" + field.get(1) + "\r\n");
        }
        String name = "." + base + "." + id;
        start.append("--" + U + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <"
                + name + ">\r\n\r\n");
        body.write(start.toString().getBytes(UTF_8));
        body.write(content);
        body.write(("\r\n--" + U + "--\r\n").getBytes(UTF_8));
        return body.toByteArray();
    }

    private static String send(String directory, int id, String amount, String base, byte[] content)
            throws IOException {
        Wire.Answer answer = wire.send(
                LARGE, cookie + UPLOAD_HEADERS, message(directory, Integer.toString(id), amount, base, content));
        assertThat(answer.status()).isEqualTo(200);
        return answer.text();
    }

    private static List<byte[]> pieces(int seed, int... lengths) {
        Random random = new Random(seed);
        List<byte[]> pieces = new ArrayList<>();
        for (int length : lengths) {
            byte[] piece = new byte[length];
            random.nextBytes(piece);
            pieces.add(piece);
        }
        return pieces;
    }

    private static byte[] joined(List<byte[]> pieces) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        pieces.forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** As Python 3 has it: 540 MiB in pieces of 512 are 2.0546875 pieces. */
    @Test
    void joinsThePiecesThatIbmsClientSendsAndShowsNothingBefore() throws IOException {
        List<byte[]> pieces = pieces(1, 600_000, 31_337);
        Files.createDirectories(work.resolve("order"));
        Files.writeString(work.resolve("order/scan 1.nxs"), "old");

        assertThat(send("/work/order", 1, "2.0546875", "scan%201.nxs", pieces.get(0)))
                .isEqualTo("Piece 1 of 2 of 'scan 1.nxs' uploaded successfully to /work/order");
        assertThat(work.resolve("order/scan 1.nxs")).hasContent("old");
        assertThat(send("/work/order", 2, "2.0546875", "scan%201.nxs", pieces.get(1)))
                .isEqualTo("File 'scan 1.nxs', in 2 pieces, uploaded successfully to /work/order");
        assertThat(work.resolve("order/scan 1.nxs")).hasBinaryContent(joined(pieces));
        assertThat(names(work.resolve("order"))).containsExactly("scan 1.nxs");
        assertThat(Files.getPosixFilePermissions(work.resolve("order/scan 1.nxs")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4321", "2143", "1234", "3142", "11223344", "1231234", "43214"})
    void joinsPiecesInAnyOrderAndEachAsOftenAsItComes(String order) throws IOException {
        List<byte[]> pieces = pieces(2, 1000, 0, 70_000, 1);
        String name = "o" + order;
        Path folder = Files.createDirectories(work.resolve("any" + order));

        for (int at = 0; at < order.length(); at++) {
            int id = order.charAt(at) - '0';
            boolean allThere = order.substring(0, at + 1).chars().distinct().count() == 4;
            assertThat(send("/work/any" + order, id, "4", name, pieces.get(id - 1)))
                    .contains("uploaded successfully")
                    .startsWith(allThere ? "File '" : "Piece " + id);
            assertThat(Files.exists(folder.resolve(name))).isEqualTo(allThere);
        }
        assertThat(folder.resolve(name)).hasBinaryContent(joined(pieces));
        assertThat(names(folder)).containsExactly(name);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertThat(send("/work/missing", 4, "5", "f", new byte[1]))
                .isEqualTo("Piece 4 of 5 of 'f' uploaded successfully to /work/missing; still missing: 1, 2, 3");
        assertThat(send("/work/missing", 2, "5", "f", new byte[2])).endsWith("still missing: 1, 3");
    }

    @Test
    void resumesAnUploadThatWasInterruptedAlsoByARestartOfTheGateway() throws Exception {
        List<byte[]> pieces = pieces(3, 400_000, 500_000, 300_000);
        assertThat(send("/work/cut", 1, "3", "f", pieces.get(0))).contains("successfully");
        byte[] second = message("/work/cut", "2", "3", "f", pieces.get(1));
        Path folder = work.resolve("cut");
        try (Socket socket = wire.connect()) {
            socket.getOutputStream()
                    .write((LARGE + " HTTP/1.1\r\n" + wire.hostHeader() + cookie + UPLOAD_HEADERS + "Content-Length: "
                                    + second.length + "\r\n\r\n")
                            .getBytes(UTF_8));
            socket.getOutputStream().write(second, 0, second.length / 2);
            socket.getOutputStream().flush();
            await().until(() -> names(folder).stream().anyMatch(name -> name.endsWith(".piece")));
        }
        await().until(() -> names(folder).stream().noneMatch(name -> name.endsWith(".piece")));
        assertThat(names(folder)).hasSize(1).noneMatch("f"::equals);
        gateway.close();
        gateway = Gateway.start(data);
        wire = new Wire(gateway);
        cookie = wire.logOn("fed", "secret");

        assertThat(send("/work/cut", 2, "3", "f", pieces.get(1))).startsWith("Piece 2 of 3");
        assertThat(send("/work/cut", 3, "3", "f", pieces.get(2))).startsWith("File 'f'");
        assertThat(folder.resolve("f")).hasBinaryContent(joined(pieces));
        assertThat(names(folder)).containsExactly("f");
    }

    @Test
    void takesAnotherFileOfTheNameWithoutMixingThem() throws IOException {
        List<byte[]> old = pieces(4, 1000, 1000, 1000);
        List<byte[]> changed = List.of(old.get(0), "other".getBytes(UTF_8), old.get(2));
        for (int id = 1; id <= 2; id++) {
            assertThat(send("/work/mix", id, "3", "f", old.get(id - 1))).contains("successfully");
        }
        // changed meanwhile, and sent from the beginning
        for (int id = 1; id <= 3; id++) {
            assertThat(send("/work/mix", id, "3", "f", changed.get(id - 1))).contains("successfully");
        }
        assertThat(work.resolve("mix/f")).hasBinaryContent(joined(changed));
        // and again, in another number of pieces
        List<byte[]> fewer = pieces(5, 10, 20);
        assertThat(send("/work/mix", 2, "2", "f", fewer.get(1))).endsWith("still missing: 1");
        assertThat(work.resolve("mix/f")).hasBinaryContent(joined(changed));
        assertThat(send("/work/mix", 1, "2", "f", fewer.get(0))).startsWith("File 'f'");
        assertThat(work.resolve("mix/f")).hasBinaryContent(joined(fewer));
        // and once more the same
        assertThat(send("/work/mix", 1, "2", "f", fewer.get(0))).startsWith("File 'f'");
        assertThat(names(work.resolve("mix"))).containsExactly("f");
    }

    @Test
    void takesPiecesAtATime() throws Exception {
        List<byte[]> pieces =
                pieces(6, IntStream.range(0, 24).map(i -> 50_000 + 1000 * i).toArray());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<String>> answers = new ArrayList<>();
        for (int id = pieces.size(); id >= 1; id--) {
            int each = id;
            answers.add(threads.submit(() -> send("/work/together", each, "24", "f", pieces.get(each - 1))));
            answers.add(threads.submit(() -> send("/work/together", each, "24", "f", pieces.get(each - 1))));
        }
        for (Future<String> answer : answers) {
            assertThat(answer.get()).contains("successfully");
        }
        threads.shutdown();
        assertThat(Arrays.equals(Files.readAllBytes(work.resolve("together/f")), joined(pieces)))
                .isTrue();
        assertThat(names(work.resolve("together"))).containsExactly("f");
    }

    @Test
    void takesAWholeFileAsThisOperationSendsThemIfEachIsShort() throws IOException {
        String body = "--" + U + "\r\nContent-ID: <DirName>\r\n\r\n/work/short\r\n--" + U
                + "\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\nwhole\r\n--" + U + "--\r\n";

        assertThat(wire.send(LARGE, cookie + UPLOAD_HEADERS, body).text())
                .isEqualTo("1 file uploaded successfully to /work/short");
        assertThat(work.resolve("short/f")).hasContent("whole");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/work/bad; 0; 2; f; There is no piece 0 of 2",
                "/work/bad; 3; 2; f; There is no piece 3 of 2",
                "/work/bad; 1; 0.9; f; There is no piece 1 of 0.9",
                "/work/bad; 1; 100001; f; which is at most 100000",
                "/work/bad; 1; inf; f; 'inf' (chunkamount) is not a number of pieces",
                "/work/bad; 1; ; f; '' (chunkamount) is not a number of pieces",
                "/work/bad; -1; 2; f; '-1' (chunkid) is not a number of pieces",
                "/work/bad; 99999999999999; 2; f; (chunkid) is not a number of pieces",
                "/work/bad; 1; 2; ..%2Fevil; cannot be a file's name",
                "/work/bad; 1; 2; ..; cannot be a file's name",
                "/work/bad; 1; 2; '  '; needs the file's name (chunkbase)",
                "/etc; 1; 1; f; is not a place of yours",
                "/work/../../x; 1; 1; f; is not a place of yours",
                "relative; 1; 1; f; must name its directory first"
            })
    void refusesWhatIsNoPiece(String directory, String id, String amount, String base, String words)
            throws IOException {
        Wire.Answer answer = wire.send(
                LARGE,
                cookie + UPLOAD_HEADERS,
                message(directory, id, amount == null ? "" : amount, base, "x".getBytes(UTF_8)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains(words).doesNotContain("successfully");
        Path folder = work.resolve("bad");
        assertThat(Files.exists(folder) ? names(folder) : List.of()).isEmpty();
    }

    @Test
    void replacesALinkAndNoDirectory() throws IOException {
        Path precious = Files.writeString(data.resolve("precious-pieces"), "precious");
        Files.createDirectories(work.resolve("link/folder"));
        link(work.resolve("link/f"), precious);

        assertThat(send("/work/link", 1, "1.2", "f", "new".getBytes(UTF_8))).contains("successfully");
        assertThat(precious).hasContent("precious");
        assertThat(work.resolve("link/f")).hasContent("new");
        assertThat(send("/work/link", 1, "1", "folder", "new".getBytes(UTF_8)))
                .contains("is a directory already")
                .doesNotContain("successfully");
        assertThat(names(work.resolve("link"))).containsExactly("f", "folder");
    }
}
