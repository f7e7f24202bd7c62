package org.mantle.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.commons.testing.Prerequisites;

/** Downloads of several files by patterns, and of archives, which the system's own tar and gzip unpack. */
class PackedDownloadTests extends TransferringGateway {

    private static final String PARTS = "Accept: text/plain,application/xml,text/xml,multipart/mixed\r\n";

    /** More than a head of ustar holds, and in more than ASCII. */
    private static final String LONG_NAME = "ä" + "long-name-".repeat(20) + "𝄞";

    private static String job;
    private static Path folder;
    private static byte[] random;

    @TempDir
    Path unpacked;

    @BeforeAll
    static void makeFiles() throws Exception {
        Prerequisites.command("tar", "tar");
        String id = wire.submit(
                cookie,
                Scripts.executable(data, "fed", "make.sh", "mkdir -p sub/deep empty"),
                "",
                "OUTPUT_FILE",
                "log.output",
                "ERROR_FILE",
                "log.error");
        await().until(() -> wire.state(cookie, id).equals("Done"));
        job = id;
        folder = data.toRealPath()
                .resolve("fed")
                .resolve(wire.get(SERVICE + "jobfiles/" + id, cookie)
                        .text()
                        .split("\\*")[1]
                        .substring(1))
                .getParent();
        random = new byte[700_001];
        new Random(1).nextBytes(random);
        Files.write(folder.resolve("slice_01.tif"), random);
        Files.writeString(folder.resolve("slice_02.tif"), "two");
        Files.writeString(folder.resolve("slice_0a.tif"), "a");
        Files.writeString(folder.resolve("test 1.txt"), "one");
        Files.writeString(folder.resolve(".hidden"), "h");
        Files.writeString(folder.resolve("sub/x.txt"), "x");
        Files.writeString(folder.resolve("sub/deep/y.txt"), "y");
        Files.writeString(folder.resolve("sub").resolve(LONG_NAME), "long");
        Files.write(folder.resolve("sub/block"), new byte[1024]);
        Files.createSymbolicLink(folder.resolve("sub/out"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(folder.resolve("sub/up"), Path.of(".."));
        Files.createSymbolicLink(folder.resolve("sub/in"), folder.resolve("slice_02.tif"));
    }

    private static Wire.Answer fetch(String wanted) throws IOException {
        return wire.send("GET " + SERVICE + "file/" + job, cookie + PARTS, wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "slice_[0-9][0-9].tif; slice_01.tif slice_02.tif",
                "slice_0[!0-9].tif; slice_0a.tif",
                "slice_0?.tif,log.*; slice_01.tif slice_02.tif slice_0a.tif log.error log.output",
                "slice_*,slice_02.tif; slice_01.tif slice_02.tif slice_0a.tif",
                "s*/x.txt; x.txt",
                "*/*.txt; x.txt",
                "sub/./?.txt; x.txt",
                "*/deep/*; y.txt",
                "./log*; log.error log.output"
            })
    void sendsWhatPatternsFit(String wanted, String names) throws IOException {
        Wire.Answer answer = fetch(wanted);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(IbmParts.of(answer).keySet()).containsExactly(names.split(" "));
    }

    @Test
    void sendsTheExampleOfIbmsHelpAndNamesWithBlanks() throws IOException {
        assertThat(IbmParts.of(fetch("slice_02*, test 1.txt")))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("slice_02.tif", "two".getBytes(UTF_8), "test 1.txt", "one".getBytes(UTF_8)));
    }

    @Test
    void sendsTheBytesThemselvesToARawClientIfOneFileFits() throws IOException {
        assertThat(wire.send("GET " + SERVICE + "file/" + job, cookie, "slice_*1.tif")
                        .body())
                .isEqualTo(random);
        assertThat(wire.send("GET " + SERVICE + "file/" + job, cookie, "slice_*")
                        .body())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*.none", "none*,log.output", "[", "empty/*", ".h?*x", "*/", "*|none", "sub/ou?", "", "?|gzip"})
    void findsNothingWhereNothingFits(String wanted) throws IOException {
        Wire.Answer answer = fetch(wanted);

        assertThat(answer.status()).isIn(400, 404);
        assertThat(wire.send("GET " + SERVICE + "file/" + job, cookie, "*.none").body())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../*",
                "/etc/pass*",
                "/*",
                "sub/up/../../../../../../etc/pass*",
                "*/../../../../../etc/passwd"
            })
    void leavesNoFolderByAPattern(String wanted) throws IOException {
        for (String packed : List.of(wanted, wanted + "|tar cf", wanted + "|gzip")) {
            Wire.Answer answer = fetch(packed);

            assertThat(answer.status()).as(packed).isEqualTo(403);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void compressesEachFile() throws IOException {
        Map<String, byte[]> files = IbmParts.of(fetch("slice_01.tif,log.error|gzip -9"));

        assertThat(files).containsOnlyKeys("slice_01.tif.gz", "log.error.gz");
        assertThat(gunzip(files.get("slice_01.tif.gz"))).isEqualTo(random);
        assertThat(gunzip(files.get("log.error.gz"))).isEmpty();
    }

    @Test
    void compressesForARawClientAsTheSystemsGzipReadsIt() throws Exception {
        Prerequisites.command("gzip", "gzip");
        byte[] body = wire.send("GET " + SERVICE + "file/" + job, cookie, "slice_01.tif|gzip")
                .body();
        Path file = Files.write(unpacked.resolve("s.gz"), body);

        assertThat(run("gzip", "-d", file.toString())).isZero();
        assertThat(unpacked.resolve("s")).hasBinaryContent(random);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tar czf", "tar -czf", "tar cvzf -", "tar cf"})
    void packsFoldersWithAllThatIsInThem(String command) throws Exception {
        Map<String, byte[]> parts = IbmParts.of(fetch("sub,slice_0?.tif,empty|" + command));
        String name = job + (command.contains("z") ? ".tar.gz" : ".tar");

        assertThat(parts).containsOnlyKeys(name);
        Path archive = Files.write(unpacked.resolve(name), parts.get(name));
        Path to = Files.createDirectory(unpacked.resolve("to"));
        assertThat(run("tar", "xf", archive.toString(), "-C", to.toString())).isZero();
        Map<String, String> expected = new TreeMap<>();
        expected.put("slice_02.tif", "two");
        expected.put("slice_0a.tif", "a");
        expected.put("sub/x.txt", "x");
        expected.put("sub/deep/y.txt", "y");
        expected.put("sub/" + LONG_NAME, "long");
        expected.put("sub/block", "\0".repeat(1024));
        expected.put("sub/in", "two");
        assertThat(to.resolve("slice_01.tif")).hasBinaryContent(random);
        Files.delete(to.resolve("slice_01.tif"));
        assertThat(contents(to)).isEqualTo(expected);
        assertThat(to.resolve("empty")).isEmptyDirectory();
        assertThat(Files.getLastModifiedTime(to.resolve("sub/x.txt")).toMillis() / 1000)
                .isEqualTo(
                        Files.getLastModifiedTime(folder.resolve("sub/x.txt")).toMillis() / 1000);
    }

    @Test
    void letsTheClientSeeThatAnArchiveIsNotWhole() throws Exception {
        Path large = folder.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(64L * 1024 * 1024);
        }
        try (Socket socket = wire.connect()) {
            socket.getOutputStream()
                    .write(("GET " + SERVICE + "file/" + job + " HTTP/1.1\r\n" + wire.hostHeader() + cookie
                                    + "Connection: close\r\nContent-Length: 12\r\n\r\nlarge|tar cf")
                            .getBytes(UTF_8));
            // it is on its way
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            Files.write(large, new byte[0]);
            byte[] rest = socket.getInputStream().readAllBytes();

            assertThat(new String(rest, rest.length - 5, 5, UTF_8)).isNotEqualTo("0\r\n\r\n");
            assertThat(rest.length).isLessThan(64 * 1024 * 1024);
        } catch (SocketException e) {
            // that is another way to see it
            assertThat(e).hasMessageContaining("reset");
        } finally {
            Files.delete(large);
        }
    }

    @Test
    void namesAnArchiveAsItsOneFileOrAsTheClientSays() throws IOException {
        assertThat(IbmParts.of(fetch("sub|tar czf"))).containsOnlyKeys("sub.tar.gz");
        assertThat(IbmParts.of(fetch("sub|tar czf mine.tgz"))).containsOnlyKeys("mine.tgz");
    }

    @Test
    void sendsAFileWhoseNameIsThatOfARequest() throws IOException {
        Files.writeString(folder.resolve("a|gzip"), "name");
        Files.writeString(folder.resolve("b[1].txt"), "brackets");
        try {
            assertThat(IbmParts.of(fetch("a|gzip"))).containsOnlyKeys("a|gzip");
            assertThat(IbmParts.of(fetch("b[1].txt"))).containsOnlyKeys("b[1].txt");
        } finally {
            Files.delete(folder.resolve("a|gzip"));
            Files.delete(folder.resolve("b[1].txt"));
        }
    }

    private static byte[] gunzip(byte[] bytes) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }
}
