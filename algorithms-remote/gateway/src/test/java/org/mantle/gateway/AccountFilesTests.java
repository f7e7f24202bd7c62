package org.mantle.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mantle.gateway.testing.AccountPlace.ALICE;
import static org.mantle.gateway.testing.AccountPlace.BOB;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.SmallDisk;
import org.mantle.gateway.testing.AccountPlace;
import org.mantle.gateway.testing.SetClock;

/** Files of users who are accounts, at a gateway of root; its Slurm is not there, and no job is run. */
class AccountFilesTests {

    private static final String SERVICE = "/platform/webservice/pacclient/";
    private static final URI NO_SLURM = URI.create("http://127.0.0.1:1");
    private static final String U = "4k89ogja023oh1-gkdfk903jf9wngmujfs95m";

    @TempDir
    private Path base;

    private final SetClock clock = new SetClock();

    private Path data;
    private Path ofAlice;
    private Path ofBob;
    private Gateway gateway;
    private Wire wire;
    private String alice;

    @BeforeAll
    static void needs() {
        AccountPlace.require();
    }

    @BeforeEach
    void startGateway() throws IOException {
        base = AccountPlace.open(base);
        data = Files.createDirectory(base.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        ofAlice = AccountPlace.folder(base, ALICE);
        ofBob = AccountPlace.folder(base, BOB);
        AccountPlace.secret(data.resolve("key"), "root", "0123456789abcdef0123456789abcdef");
        gateway = Gateway.start(GatewayConfig.builder(data)
                .slurm(NO_SLURM, data.resolve("key"))
                .jobsFolder(base + "/{user}/jobs")
                .lowestUid(1)
                .clock(clock)
                .build());
        gateway.users().add(ALICE, "secret".toCharArray());
        wire = new Wire(gateway);
        alice = wire.logOn(ALICE, "secret");
    }

    @AfterEach
    void stopGateway() {
        if (gateway != null) {
            gateway.close();
        }
        assertThat(AccountPlace.fileProcesses(ProcessHandle.current())).isEmpty();
    }

    private String upload(String cookie, Path directory, String name, String text) throws IOException {
        return wire.upload(cookie, "0", directory.toString(), name, text.getBytes(UTF_8))
                .text();
    }

    private String fetch(String wanted) throws IOException {
        return wire.send("GET " + SERVICE + "file/0", alice, wanted).text();
    }

    @Test
    void whatIsUploadedBelongsToTheUserAndNothingOfItIsInTheDataFolder() throws IOException {
        assertThat(AccountPlace.fileProcesses(ProcessHandle.current())).isEmpty();
        assertThat(upload(alice, ofAlice.resolve("in/deep"), "é.txt", "text")).contains("successfully");

        Path file = ofAlice.resolve("in/deep/é.txt");
        assertThat(file).hasContent("text");
        for (Path each : List.of(file, file.getParent(), ofAlice.resolve("in"))) {
            assertThat(Files.getOwner(each).getName()).isEqualTo(ALICE);
        }
        assertThat(data.resolve(ALICE)).doesNotExist();
        assertThat(fetch(file.toString())).isEqualTo("text");
        assertThat(fetch(ofAlice + "/in/d*/*.txt")).isEqualTo("text");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
    }

    @Test
    void whatTheSystemDeniesTheUserIsDeniedInWords() throws IOException {
        AccountPlace.secret(ofBob.resolve("secret"), BOB, "of bob");
        Files.setPosixFilePermissions(ofBob, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(ofAlice.resolve("shadow"), Path.of("/etc/shadow"));
        Files.createSymbolicLink(ofAlice.resolve("other"), ofBob.resolve("secret"));
        for (String wanted : List.of(
                "/etc/shadow", ofAlice + "/shadow", ofAlice + "/other", ofBob + "/secret", ofBob + "/secret|gzip")) {
            // the older generation has no words for it
            assertThat(wire.send("GET " + SERVICE + "file/0", alice + "Accept: multipart/mixed\r\n", wanted)
                            .status())
                    .isEqualTo(403);
            Wire.Answer newer = wire.send(
                    "POST /platform/ws/jobfiles/download/0",
                    alice + "Content-Type: application/x-www-form-urlencoded\r\n",
                    "dir=" + wanted.replace("|", "%7C"));
            assertThat(newer.status()).isEqualTo(403);
            assertThat(newer.text()).contains(wanted).contains("cannot be read: permission denied");
        }
        assertThat(upload(alice, ofBob, "x", "x"))
                .isEqualTo("'x' could not be stored: permission to write there is denied. Nothing of it was kept:"
                        + " choose another directory");
        assertThat(upload(alice, Path.of("/etc/mantle-test"), "x", "x"))
                .contains("permission to write there is denied");
        // a link is replaced, and not followed
        assertThat(upload(alice, ofAlice, "other", "mine")).contains("successfully");
        assertThat(ofBob.resolve("secret")).hasContent("of bob");
        assertThat(ofAlice.resolve("other")).hasContent("mine");
        try (Stream<Path> left = Files.list(ofBob)) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void anArchiveHasWhatTheUserMayRead() throws Exception {
        upload(alice, ofAlice.resolve("d"), "one", "1");
        AccountPlace.secret(ofAlice.resolve("d/two"), BOB, "of bob");
        byte[] tar = wire.send("GET " + SERVICE + "file/0", alice, ofAlice + "/d|tar cf")
                .body();
        Path file = Files.write(base.resolve("d.tar"), tar);

        Process list = new ProcessBuilder("tar", "tf", file.toString()).start();
        assertThat(new String(list.getInputStream().readAllBytes(), UTF_8).lines())
                .anyMatch(name -> name.endsWith("d/one"))
                .noneMatch(name -> name.endsWith("d/two"));
    }

    @Test
    void aFileInPiecesIsJoinedInTheUsersProcess() throws IOException {
        String large = "x".repeat(1_000_000);
        assertThat(piece(1, large)).contains("Piece 1 of 2");
        assertThat(piece(2, "end")).contains("File 'whole'");

        assertThat(ofAlice.resolve("whole")).hasContent(large + "end");
        assertThat(Files.getOwner(ofAlice.resolve("whole")).getName()).isEqualTo(ALICE);
        try (Stream<Path> left = Files.list(ofAlice)) {
            assertThat(left).hasSize(1);
        }
    }

    private String piece(int number, String content) throws IOException {
        return piece(alice, ofAlice, "whole", number, 2, content);
    }

    private String piece(String cookie, Path directory, String name, int number, int amount, String content)
            throws IOException {
        StringBuilder body = new StringBuilder();
        String[] head = {
            "DirName",
            directory.toString(),
            "chunkid",
            Integer.toString(number),
            "chunkamount",
            Integer.toString(amount)
        };
        for (int i = 0; i < head.length; i += 2) {
            body.append("--" + U + "\r\nContent-Disposition: form-data; name=\"" + head[i] + "\"\r\nContent-ID: <"
                    + head[i] + ">\r\n\r\n" + head[i + 1] + "\r\n");
        }
        body.append("--" + U + "\r\nContent-Disposition: form-data; name=\"chunkbase\"\r\n"
                + "Content-ID: <chunkbase>\r\n\r\n" + name + "\r\n");
        body.append("--" + U + "\r\nContent-Disposition: form-data; name=\"p\"; filename=\"p\"\r\n"
                + "Content-Type: application/octet-stream\r\nContent-ID: <p>\r\n\r\n" + content + "\r\n--" + U
                + "--\r\n");
        return wire.send(
                        "POST " + SERVICE + "uplargefile/0",
                        cookie + "Accept: text/plain;\r\nContent-Type: multipart/mixed; boundary=" + U + "\r\n",
                        body.toString())
                .text();
    }

    @Test
    void aUserWhoIsNoAccountIsToldSoAtLogIn() throws IOException {
        for (String name : List.of("no-such-account", "root")) {
            gateway.users().add(name, "secret".toCharArray());
            assertThatThrownBy(() -> wire.logOn(name, "secret"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(
                            name.equals("root")
                                    ? "does nothing as the administrator of its machine"
                                    : "There is no account \"no-such-account\" on the gateway's machine");
            assertThatThrownBy(() -> wire.logOn(name, "wrong")).hasMessageContaining("password is not right");
        }
    }

    @Test
    void theDoctorTriesAProcessAndNamesUsersWhoAreNoAccounts() throws IOException {
        gateway.users().add("no-such-account", "secret".toCharArray());
        gateway.close();
        GatewayConfig config =
                GatewayConfig.builder(data).slurm(NO_SLURM, data.resolve("key")).build();

        assertThat(config.examine())
                .filteredOn(finding -> finding.subject().equals("accounts"))
                .extracting(finding -> finding.level() + " " + finding.message())
                .satisfiesExactly(
                        warning -> assertThat(warning).startsWith("WARNING There is no account \"no-such-account\""),
                        ok -> assertThat(ok).isEqualTo("OK 1 of the users are accounts that are served"));
    }

    @Test
    void usersWorkSideBySideEachWithTheirOwnRights() throws Exception {
        gateway.users().add(BOB, "secret".toCharArray());
        String bob = wire.logOn(BOB, "secret");
        List<Callable<String>> uploads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String name = "f" + i;
            String text = name.repeat(100_000);
            uploads.add(() -> upload(alice, ofAlice, name, text));
            uploads.add(() -> upload(bob, ofBob, name, text));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<String> done : threads.invokeAll(uploads)) {
                assertThat(done.get()).contains("successfully");
            }
        } finally {
            threads.shutdown();
        }

        for (int i = 0; i < 20; i++) {
            assertThat(ofAlice.resolve("f" + i)).hasContent(("f" + i).repeat(100_000));
            assertThat(Files.getOwner(ofAlice.resolve("f" + i)).getName()).isEqualTo(ALICE);
            assertThat(Files.getOwner(ofBob.resolve("f" + i)).getName()).isEqualTo(BOB);
        }
        assertThat(AccountPlace.fileProcesses(ProcessHandle.current())).hasSize(2);
    }

    @Test
    void aFullDiskIsToldInWords() throws IOException {
        Path small = Files.createDirectory(ofAlice.resolve("small"));
        try (SmallDisk disk = SmallDisk.at(small, "size=1m,mode=1777")) {
            assertThat(upload(alice, disk.folder(), "x", "x".repeat(3 << 20)))
                    .isEqualTo(
                            "'x' could not be stored: there is no space left on the disk of its folder. Nothing of it was"
                                    + " kept: free some space, then upload again");
            assertThat(small).isEmptyDirectory();
        }
    }

    @Test
    void anUploadWhoseProcessIsKilledIsToldSoAndTheNextGoesWell() throws Exception {
        byte[] content = new byte[8 << 20];
        String start =
                "--" + U + "\r\nContent-Disposition: form-data; name=\"DirName\"\r\nContent-ID: <DirName>\r\n\r\n"
                        + ofAlice + "\r\n--" + U + "\r\nContent-Disposition: form-data; name=\"x\"; filename=\"x\"\r\n"
                        + "Content-Type: application/octet-stream\r\nContent-ID: <x>\r\n\r\n";
        String end = "\r\n--" + U + "--\r\n";
        try (Socket socket = wire.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + SERVICE + "upfile/0 HTTP/1.1\r\n" + wire.hostHeader() + alice
                            + "Accept: text/plain;\r\nContent-Type: multipart/mixed; boundary=" + U
                            + "\r\nContent-Length: " + (start.length() + content.length + end.length())
                            + "\r\nConnection: close\r\n\r\n" + start)
                    .getBytes(ISO_8859_1));
            out.write(content, 0, content.length / 2);
            out.flush();
            await().until(() -> sizeOfPart() > content.length / 4);
            ProcessHandle process =
                    AccountPlace.fileProcesses(ProcessHandle.current()).get(0);
            process.destroyForcibly();
            await().until(() -> !process.isAlive());
            out.write(content, content.length / 2, content.length / 2);
            out.write(end.getBytes(ISO_8859_1));
            out.flush();

            assertThat(Wire.read(socket.getInputStream()).text())
                    .contains("The process of \"nobody\" that reads and writes files ended (exit code 137)"
                            + " in the middle of this: try again, then another one does it");
        }
        assertThat(ofAlice).isEmptyDirectory();
        assertThat(upload(alice, ofAlice, "x", "x")).contains("successfully");
    }

    /** Stops the process of a user, as the user can. */
    private static ProcessHandle stopProcess() throws Exception {
        ProcessHandle process =
                AccountPlace.fileProcesses(ProcessHandle.current()).get(0);
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        return process;
    }

    private void ask(List<Socket> sockets, String path, String cookie, String body) throws IOException {
        Socket socket = wire.connect();
        sockets.add(socket);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\n" + wire.hostHeader() + cookie + "Content-Length: "
                                + body.length() + "\r\nConnection: close\r\n\r\n" + body)
                        .getBytes(ISO_8859_1));
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void aUserWhoStopsTheirProcessKeepsNobodyElseWaiting() throws Exception {
        gateway.users().add(BOB, "secret".toCharArray());
        String bob = wire.logOn(BOB, "secret");
        upload(alice, ofAlice, "x", "x");
        ProcessHandle process = stopProcess();
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 350; i++) {
                ask(sockets, SERVICE + "file/0", alice, ofAlice + "/x");
            }

            long begun = System.nanoTime();
            assertThat(upload(bob, ofBob, "y", "y")).contains("successfully");
            assertThat(wire.get(SERVICE + "jobs", bob).status()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        } finally {
            close(sockets);
            process.destroyForcibly();
        }
    }

    @Test
    void downloadsOfAUserAreBoundedSinceEachCanKeepAThread() throws Exception {
        Path large = AccountPlace.secret(ofAlice.resolve("large"), ALICE, "");
        try (FileChannel file = FileChannel.open(large, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(1), 1L << 30);
        }
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 66; i++) {
                ask(sockets, SERVICE + "file/0", alice, large.toString());
            }
            List<String> statuses = new ArrayList<>();
            for (Socket socket : sockets) {
                byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
                statuses.add(new String(start, ISO_8859_1));
            }
            assertThat(statuses).filteredOn("HTTP/1.1 200"::equals).hasSize(64);
            assertThat(statuses).filteredOn("HTTP/1.1 503"::equals).hasSize(2);
            close(sockets);
            assertThat(upload(alice, ofAlice, "x", "x")).contains("successfully");
            await().untilAsserted(() -> assertThat(fetch(ofAlice + "/x")).isEqualTo("x"));
        } finally {
            close(sockets);
        }
    }

    @Test
    void oldPiecesOfAUserWhoseProcessStandsStillKeepNobodyElseWaiting() throws Exception {
        gateway.users().add(BOB, "secret".toCharArray());
        assertThat(piece(alice, ofAlice, "old", 1, 2, "x")).contains("Piece 1 of 2");
        clock.advance(Duration.ofDays(8));
        String bob = wire.logOn(BOB, "secret");
        ProcessHandle process = stopProcess();
        try {
            long begun = System.nanoTime();
            assertThat(piece(bob, ofBob, "new", 1, 2, "x")).contains("Piece 1 of 2");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        } finally {
            process.destroyForcibly();
        }
    }

    private long sizeOfPart() throws IOException {
        try (Stream<Path> files = Files.list(ofAlice)) {
            return files.findFirst().map(part -> part.toFile().length()).orElse(0L);
        }
    }

    @Test
    void aGatewayWithoutItsRightsOverFilesOfOthersSaysWhoseTheFilesAreAndWhatToDo() throws Exception {
        gateway.close();
        AccountPlace.secret(data.resolve("key"), BOB, "0123456789abcdef0123456789abcdef");
        assertThatThrownBy(() -> GatewayProcess.ofAccount(onlyRights(), data, ALICE, List.of()))
                .hasMessage("the gateway did not start");
        assertThat(GatewayProcess.log(data)).content().contains("chown root " + data.resolve("key"));

        AccountPlace.secret(data.resolve("key"), "root", "0123456789abcdef0123456789abcdef");
        Path database = data.resolve(".gateway/gateway.db");
        AccountPlace.give(database, BOB);
        assertThatThrownBy(() -> GatewayProcess.ofAccount(onlyRights(), data, ALICE, List.of()))
                .hasMessage("the gateway did not start");
        assertThat(GatewayProcess.log(data)).content().contains(database + " belongs to " + BOB);

        AccountPlace.give(data.resolve(".gateway"), BOB);
        assertThatThrownBy(() -> GatewayProcess.ofAccount(onlyRights(), data, ALICE, List.of()))
                .hasMessage("the gateway did not start");
        assertThat(GatewayProcess.log(data))
                .content()
                .contains(data.resolve(".gateway") + " belongs to " + BOB + ", and this runs as root: have root call"
                        + " chown -R root: " + data.resolve(".gateway"));
    }

    @Test
    void filesOfAnySizeGoThroughALittleMemoryAndTheProcessEndsWithAGatewayThatIsKilled() throws Exception {
        gateway.close();
        long size = 200L << 20;
        GatewayProcess small = GatewayProcess.ofAccount(onlyRights(), data, ALICE, List.of("-Xmx48m"));
        ProcessHandle files;
        try {
            wire = small.wire();
            String cookie = wire.logOn(ALICE, "secret");
            String start = "--" + U
                    + "\r\nContent-Disposition: form-data; name=\"DirName\"\r\nContent-ID: <DirName>\r\n\r\n" + ofAlice
                    + "\r\n--" + U + "\r\nContent-Disposition: form-data; name=\"x\"; filename=\"x\"\r\n"
                    + "Content-Type: application/octet-stream\r\nContent-ID: <x>\r\n\r\n";
            String end = "\r\n--" + U + "--\r\n";
            try (Socket socket = wire.connect()) {
                OutputStream out = socket.getOutputStream();
                out.write(("POST " + SERVICE + "upfile/0 HTTP/1.1\r\n" + wire.hostHeader() + cookie
                                + "Accept: text/plain;\r\nContent-Type: multipart/mixed; boundary=" + U
                                + "\r\nContent-Length: " + (start.length() + size + end.length())
                                + "\r\nConnection: close\r\n\r\n" + start)
                        .getBytes(ISO_8859_1));
                byte[] block = new byte[1 << 20];
                for (long sent = 0; sent < size; sent += block.length) {
                    out.write(block);
                }
                out.write(end.getBytes(ISO_8859_1));
                out.flush();
                assertThat(Wire.read(socket.getInputStream()).text()).contains("successfully");
            }
            assertThat(ofAlice.resolve("x")).hasSize(size);
            assertThat(Files.getOwner(ofAlice.resolve("x")).getName()).isEqualTo(ALICE);
            try (Socket socket = wire.connect()) {
                socket.getOutputStream()
                        .write(("GET " + SERVICE + "file/0 HTTP/1.1\r\n" + wire.hostHeader() + cookie
                                        + "Content-Length: " + (ofAlice + "/x").length()
                                        + "\r\nConnection: close\r\n\r\n"
                                        + ofAlice + "/x")
                                .getBytes(ISO_8859_1));
                assertThat(count(socket.getInputStream())).isGreaterThan(size).isLessThan(size + 1000);
            }
            files = AccountPlace.fileProcesses(small.process().toHandle()).get(0);
        } finally {
            small.kill();
        }
        await().until(() -> !files.isAlive());
    }

    /** Starts what follows with the rights alone that the page about the gateway names. */
    private static List<String> onlyRights() {
        return List.of(
                "setpriv", "--bounding-set=-all,+setuid,+setgid,+kill", "--inh-caps=-all", "--no-new-privs", "--");
    }

    private static long count(InputStream in) throws IOException {
        byte[] block = new byte[1 << 20];
        long count = 0;
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
            count += read;
        }
        return count;
    }
}
