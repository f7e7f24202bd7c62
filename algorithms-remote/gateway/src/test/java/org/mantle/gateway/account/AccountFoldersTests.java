package org.mantle.gateway.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mantle.gateway.testing.AccountPlace.ALICE;
import static org.mantle.gateway.testing.AccountPlace.BOB;
import static org.mantle.gateway.testing.Eventually.await;

import com.google.common.io.Closer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.commons.testing.SmallDisk;
import org.mantle.gateway.file.DownloadRequest;
import org.mantle.gateway.place.NoAccountException;
import org.mantle.gateway.place.TreeRemoval;
import org.mantle.gateway.place.UserFilesException;
import org.mantle.gateway.testing.AccountPlace;
import org.mantle.pac.FileSource;

/** Files of two accounts, reached by processes of theirs that root began. */
class AccountFoldersTests {

    @TempDir
    private Path base;

    private AccountFolders folders;
    private Path ofAlice;
    private Path ofBob;

    @BeforeAll
    static void needs() {
        AccountPlace.require();
    }

    @BeforeEach
    void makeFolders() throws IOException {
        base = AccountPlace.open(base);
        ofAlice = AccountPlace.folder(base, ALICE);
        ofBob = AccountPlace.folder(base, BOB);
        folders = folders(Duration.ofMinutes(1), 10, Duration.ofMinutes(1));
    }

    private AccountFolders folders(Duration idle, int most, Duration patience) throws IOException {
        return folders(new FileProcessSettings(idle, most, patience, Duration.ofMinutes(10), "0022"));
    }

    private AccountFolders folders(FileProcessSettings settings) throws IOException {
        return new AccountFolders(new Accounts(1), base + "/{user}/jobs", settings);
    }

    @AfterEach
    void endProcesses() {
        folders.close();
        await().until(() -> processes().isEmpty());
    }

    private static List<ProcessHandle> processes() {
        return AccountPlace.fileProcesses(ProcessHandle.current());
    }

    private Path alice(String name) throws IOException {
        return folders.of(ALICE).file(ofAlice.resolve(name));
    }

    @Test
    void whatIsWrittenIsTheUsersOwn() throws IOException {
        Path jobs = folders.of(ALICE).jobsFolder();
        Files.createFile(
                jobs.resolve("x"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));

        Path real = ofAlice.resolve("jobs/x");
        assertThat(Files.getOwner(real).getName()).isEqualTo(ALICE);
        assertThat(Files.getOwner(real.getParent()).getName()).isEqualTo(ALICE);
        assertThat(Files.getAttribute(real, "unix:gid")).isEqualTo(65534);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void nothingOfTheGatewaysIsLeftToTheProcess() throws IOException {
        folders.of(ALICE).jobsFolder();

        Path process = Path.of("/proc", Long.toString(processes().get(0).pid()));
        assertThat(Files.readString(process.resolve("environ"))).isEqualTo("LC_ALL=C.UTF-8\0");
        assertThat(Files.readString(process.resolve("status")))
                .contains("Uid:\t65534\t65534\t65534\t65534")
                .contains("Gid:\t65534\t65534\t65534\t65534")
                .contains("Groups:\t65534 \n")
                .contains("CapPrm:\t0000000000000000")
                .contains("NoNewPrivs:\t1");
        // what it has open leads nowhere but to its own files, the gateway, and the JDK
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            assertThat(open.map(AccountFoldersTests::target))
                    .noneMatch(target -> target.contains("gateway.db") || target.startsWith("socket"));
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatTheUserMayNotReadIsNotReadThroughAPathThatWasChangedAfterTheCheck() throws IOException {
        Path secret = AccountPlace.secret(ofBob.resolve("secret"), BOB, "of bob");
        AccountPlace.secret(ofAlice.resolve("own"), ALICE, "of alice");
        Files.setPosixFilePermissions(ofBob, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path own = alice("own");
        List<FileSource> checked =
                new DownloadRequest(own.toString()).find(folders.of(ALICE), own.getParent(), "archive");
        assertThat(checked).hasSize(1);

        Files.delete(ofAlice.resolve("own"));
        Files.createSymbolicLink(ofAlice.resolve("own"), secret);

        assertThatThrownBy(() -> checked.get(0).open()).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> Files.size(folders.of(ALICE).file(Path.of("/root/x"))))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(Files.isReadable(folders.of(ALICE).file(secret))).isFalse();
        assertThat(Files.readString(folders.of(BOB).file(secret))).isEqualTo("of bob");
    }

    @Test
    void failuresAreThoseOfTheSystem() throws IOException {
        Path folder = Files.createDirectory(alice("folder"));
        Path file = Files.createFile(folder.resolve("file"));
        Path none = folder.resolve("none");

        assertThatThrownBy(() -> Files.size(none))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(none.toString());
        assertThatThrownBy(() -> Files.createFile(file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> Files.createDirectory(folder)).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> Files.delete(folder)).isInstanceOf(DirectoryNotEmptyException.class);
        assertThatThrownBy(() -> Files.newDirectoryStream(file).close()).isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> Files.createFile(folder.resolve("n".repeat(300))))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("File name too long");
        assertThatThrownBy(() -> Files.size(folder.resolve("n/".repeat(40_000))))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("File name too long");
        Files.createSymbolicLink(ofAlice.resolve("link"), ofAlice.resolve("folder/file"));
        assertThatThrownBy(
                        () -> Files.newOutputStream(alice("link"), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
                                .close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Too many levels of symbolic links");
        assertThat(Files.isSymbolicLink(alice("link"))).isTrue();
        assertThat(alice("link").toRealPath()).isEqualTo(file);
        assertThat(Files.isSameFile(alice("link"), file)).isTrue();
        assertThat(Files.exists(none)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 256 * 1024, 256 * 1024 + 1, 3_000_000})
    void contentGoesThroughWhole(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        Path file = alice("é\u4e2d'\"\n" + size);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            out.write(content);
        }

        assertThat(Files.readAllBytes(Path.of(file.toString()))).isEqualTo(content);
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
        try (InputStream in = Files.newInputStream(file)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        Path copy = alice("copy");
        try (FileChannel from = FileChannel.open(file);
                FileChannel to = FileChannel.open(copy, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            to.write(ByteBuffer.wrap("12345678".getBytes(UTF_8)));
            to.truncate(3);
            assertThat(to.position()).isEqualTo(3);
            long at = 0;
            while (at < from.size()) {
                at += from.transferTo(at, from.size() - at, to);
            }
        }
        byte[] copied = Files.readAllBytes(ofAlice.resolve("copy"));
        assertThat(copied).hasSize(size + 3).startsWith('1', '2', '3');
        assertThat(Arrays.copyOfRange(copied, 3, copied.length)).isEqualTo(content);
        BasicFileAttributes known = Files.readAttributes(Path.of(file.toString()), BasicFileAttributes.class);
        BasicFileAttributes told = Files.readAttributes(file, BasicFileAttributes.class);
        assertThat(told.size()).isEqualTo(size);
        assertThat(told.lastModifiedTime()).isEqualTo(known.lastModifiedTime());
        Files.move(file, copy, StandardCopyOption.ATOMIC_MOVE);
        assertThat(Files.readAllBytes(ofAlice.resolve("copy"))).isEqualTo(content);
    }

    @Test
    void foldersOfAnySizeAreListedAndRemoved() throws IOException {
        Path many = Files.createDirectories(ofAlice.resolve("many/deep"));
        for (int i = 0; i < 5001; i++) {
            Files.createFile(many.resolve("file" + i));
        }
        Files.createSymbolicLink(many.resolve("link"), ofBob);
        Files.createFile(ofBob.resolve("kept"));
        for (Path each : List.of(many, many.getParent())) {
            Files.setAttribute(each, "unix:uid", 65534);
        }
        try (Stream<Path> all = Files.list(alice("many/deep"))) {
            assertThat(all.map(file -> file.getFileName().toString()).distinct())
                    .hasSize(5002);
        }
        // some of a listing, which goes on in none of these
        Files.newDirectoryStream(alice("many/deep")).close();

        TreeRemoval.remove(alice("many"));

        assertThat(ofAlice.resolve("many")).doesNotExist();
        assertThat(ofBob.resolve("kept")).exists();
        TreeRemoval.remove(alice("many"));
    }

    @Test
    void filesCanBeLeftInFoldersThatTheUserMayNotList() throws IOException {
        Path box = Files.createDirectory(base.resolve("box"));
        Files.setPosixFilePermissions(box, PosixFilePermissions.fromString("rwx-wx-wx"));
        Path file = Files.writeString(folders.of(ALICE).file(box.resolve("x")), "x");
        TreeRemoval.remove(folders.of(ALICE).file(box.resolve("y")));
        assertThat(box.resolve("x")).hasContent("x");

        TreeRemoval.remove(file);

        assertThat(box).isEmptyDirectory();
    }

    @Test
    void aFullDiskIsToldAsTheSystemTellsIt() throws IOException {
        Path small = Files.createDirectory(ofAlice.resolve("small"));
        try (SmallDisk disk = SmallDisk.at(small, "size=1m,mode=1777")) {
            Path file = alice("small/x");
            assertThat(disk.folder()).isEqualTo(small);
            assertThatThrownBy(() -> Files.write(file, new byte[3 << 20]))
                    .isInstanceOf(IOException.class)
                    .hasMessage("No space left on device");
        }
    }

    @Test
    void aProcessThatNobodyUsesEndsAndAnotherBeginsWhenItIsNeeded() throws IOException {
        folders.close();
        folders = folders(Duration.ofSeconds(2), 10, Duration.ofMinutes(1));
        Path file = Files.writeString(alice("x"), "content");
        try (InputStream open = Files.newInputStream(file)) {
            assertThat(processes()).hasSize(1);
            ProcessHandle first = processes().get(0);
            // one that is used stays: as long as another one that is not lives and ends
            Files.createFile(folders.of(BOB).file(ofBob.resolve("x")));
            await().until(() -> processes().equals(List.of(first)));
            assertThat(new String(open.readAllBytes(), UTF_8)).isEqualTo("content");
        }
        await().until(() -> processes().isEmpty());
        await().until(() -> folders.processes() == 0);

        assertThat(Files.readString(file)).isEqualTo("content");
        assertThat(folders.processes()).isEqualTo(1);
    }

    @Test
    void aProcessThatIsKilledIsToldOnceAndAnotherTakesItsPlace() throws IOException {
        Path file = alice("x");
        OutputStream out = Files.newOutputStream(file);
        out.write(1);
        ProcessHandle process = processes().get(0);
        process.destroyForcibly();
        await().until(() -> !process.isAlive());

        assertThatThrownBy(() -> out.write(new byte[1 << 20]))
                .isInstanceOf(UserFilesException.class)
                .hasMessageContaining("The process of \"nobody\" that reads and writes files ended (exit code 137)");
        assertThatThrownBy(out::close).isInstanceOf(UserFilesException.class);
        assertThat(Files.size(file)).isEqualTo(1);
        assertThat(processes()).hasSize(1).doesNotContain(process);
    }

    @Test
    void aFileSystemThatDoesNotAnswerIsNotWaitedForWithoutEnd() throws Exception {
        folders.close();
        folders = folders(Duration.ofMinutes(1), 10, Duration.ofSeconds(3));
        Path file = Files.createFile(alice("x"));
        ProcessHandle process = processes().get(0);
        stop(process);

        // it is no file that is not there
        assertThatThrownBy(() -> Files.exists(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("has not answered for 3 seconds");
        assertThat(Files.exists(file)).isTrue();
        await().until(() -> !process.isAlive());
    }

    /** Opens what a process reads or writes, as another process of its account can that stops it (a debugger, say). */
    private static Closeable hold(ProcessHandle process, int descriptor) throws IOException {
        String place = "/proc/" + process.pid() + "/fd/" + descriptor;
        return descriptor == 0 ? new FileInputStream(place) : new FileOutputStream(place);
    }

    @Test
    @Timeout(60)
    void whoHoldsWhatADeadProcessWroteToKeepsNobodyWaiting() throws IOException {
        Path file = Files.createFile(alice("x"));
        try (Closer held = Closer.create()) {
            for (int i = 0; i < 3; i++) {
                // one that is dead, and was not seen to be, is told once
                await().ignoreExceptionsMatching(
                                told -> String.valueOf(told.getMessage()).contains("ended (exit code 137)"))
                        .until(() -> Files.size(file) == 0);
                ProcessHandle process = processes().get(0);
                held.register(hold(process, 1));
                process.destroyForcibly();
                await().until(() -> !process.isAlive());
            }

            // their remains are bounded, and in nobody else's way
            await().untilAsserted(() -> assertThatThrownBy(() -> Files.size(file))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("Processes of \"nobody\" that read and wrote files do not end"));
            assertThat(Files.createFile(folders.of(BOB).file(ofBob.resolve("y"))))
                    .exists();
            assertThat(folders.processes()).isEqualTo(4);
        }
        await().until(() -> folders.processes() == 1);
        assertThat(Files.size(file)).isZero();
    }

    @Test
    @Timeout(60)
    void aProcessThatTakesNothingKeepsNobodyWaiting() throws Exception {
        folders.close();
        folders = folders(Duration.ofMinutes(1), 10, Duration.ofSeconds(3));
        Path file = Files.createFile(alice("x"));
        ProcessHandle process = processes().get(0);
        try (Closeable held = hold(process, 0);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            stop(process);
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1 << 20)))
                    .isInstanceOf(UserFilesException.class)
                    .hasMessageContaining("has not answered");
            assertThat(Files.size(file)).isZero();
        } catch (UserFilesException e) {
            // the channel's process is gone
            assertThat(e).hasMessageContaining("has not answered");
        }
        await().until(() -> folders.processes() == 1);
    }

    @Test
    void aProcessIsNotUsedForLongSinceItHasTheGroupsOfItsBeginning() throws IOException {
        folders.close();
        folders = folders(
                new FileProcessSettings(Duration.ofMinutes(1), 10, Duration.ofMinutes(1), Duration.ZERO, "0022"));
        Path file = Files.createFile(alice("x"));
        ProcessHandle first = processes().get(0);
        try (InputStream open = Files.newInputStream(file)) {
            assertThat(open.read()).isEqualTo(-1);
            ProcessHandle second = processes().stream()
                    .filter(process -> !process.equals(first))
                    .findFirst()
                    .orElseThrow();
            // what is used goes on, beside one more
            for (int i = 0; i < 5; i++) {
                assertThat(Files.size(file)).isZero();
            }
            assertThat(processes()).contains(second).hasSize(2);
        }
        await().until(() -> processes().size() == 1);
    }

    @Test
    void aMoveThatCannotBeMadeAtOnceIsToldSo() throws IOException {
        Path small = Files.createDirectory(ofAlice.resolve("small"));
        Path file = Files.createFile(alice("x"));
        try (SmallDisk disk = SmallDisk.at(small, "size=1m,mode=1777")) {
            assertThatThrownBy(() -> Files.move(
                            file, folders.of(ALICE).file(disk.folder().resolve("x")), StandardCopyOption.ATOMIC_MOVE))
                    .isInstanceOf(AtomicMoveNotSupportedException.class);
        }
    }

    @Test
    @Timeout(120)
    void aFolderThatIsDeeperThanAnyPathIsRemovedOrToldNotToBe() throws Exception {
        assertThat(new ProcessBuilder(
                                "setpriv",
                                "--reuid=" + ALICE,
                                "--clear-groups",
                                "perl",
                                "-e",
                                "for (1..5000) { mkdir 'd', 0700; chdir 'd' }")
                        .directory(ofAlice.toFile())
                        .start()
                        .waitFor())
                .isZero();

        assertThatCode(() -> TreeRemoval.remove(alice("d")))
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        told -> assertThat(told).isInstanceOf(IOException.class).hasMessageNotContaining("answered"));
        assertThat(Files.createFile(alice("x"))).exists();
        new ProcessBuilder("rm", "-rf", ofAlice.resolve("d").toString()).start().waitFor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "", "a/b", "a\0b", "\ud800"})
    void namesThatNoFileCanHaveAreNotTakenOfAProcess(String name) throws IOException {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(told);
        out.writeInt(-1);
        out.writeInt(1);
        out.writeUTF(name);
        FileProcess process = FileProcess.start(
                new Accounts(1).require(ALICE), new FileProcessSettings(Duration.ofMinutes(1), 1, "0022"), () -> {});
        try (UserFolderStream stream = new UserFolderStream(
                process,
                alice("x"),
                entry -> true,
                new DataInputStream(new ByteArrayInputStream(told.toByteArray())))) {
            Iterator<Path> entries = stream.iterator();
            assertThatThrownBy(entries::hasNext)
                    .isInstanceOf(DirectoryIteratorException.class)
                    .hasMessageContaining("a name that none can have");
        } finally {
            process.end();
        }
    }

    @Test
    void accountsOfTheSystemItselfAreNotServedUnlessThatIsWanted() throws IOException {
        assertThat(new Accounts(5).require(BOB).uid()).isEqualTo(5);
        assertThat(new Accounts().require(ALICE).uid()).isEqualTo(65534);
        assertThatThrownBy(() -> new Accounts().require(BOB))
                .isInstanceOf(NoAccountException.class)
                .hasMessageContaining("an account of the system itself")
                .hasMessageContaining("below 1000")
                .hasMessageContaining("lowestUid");
        assertThatThrownBy(() -> new Accounts(1).require("root")).isInstanceOf(NoAccountException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'x:*:3000000000:4000000000::/h:/bin/sh', -1294967296",
        "'x:*:5000000000:1::/h:/bin/sh', ",
        "'y:*:1:1::/h:/bin/sh', ",
        "'x:*:7:1::h:', 7"
    })
    void theFormOfAccountsIsRead(String line, @Nullable Integer uid) {
        assertThat(Accounts.parse("x", line).map(Account::uid)).isEqualTo(Optional.ofNullable(uid));
    }

    @Test
    void greatNumbersOfAccountsAreGivenAsTheyAre() throws IOException {
        assertThat(FileProcessCommand.of(new Account("x", -1294967296, -294967296, Path.of("/")), "0022")
                        .command())
                .contains("--reuid=3000000000", "--regid=4000000000");
    }

    @Test
    @Timeout(30)
    void aDirectoryOfAccountsThatDoesNotAnswerIsNotWaitedFor() throws IOException {
        Path getent = Files.writeString(base.resolve("getent"), "#!/bin/sh\nexec sleep 1000\n");
        Files.setPosixFilePermissions(getent, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> new Accounts(1, getent.toString(), Duration.ofMillis(100)).require(ALICE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("are not told within");
    }

    private static void stop(ProcessHandle process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        await().until(() -> isStopped(process));
    }

    private static boolean isStopped(ProcessHandle process) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : (Iterable<Path>) threads::iterator) {
                if (!Files.readString(thread.resolve("status")).contains("State:\tT")) {
                    return false;
                }
            }
            return true;
        }
    }

    @Test
    void aProcessGivesWayWhenThereAreTooManyUnlessItIsUsed() throws IOException {
        folders.close();
        folders = folders(Duration.ofMinutes(1), 1, Duration.ofMinutes(1));
        Path file = Files.createFile(alice("x"));
        Files.createFile(folders.of(BOB).file(ofBob.resolve("y")));
        assertThat(folders.processes()).isEqualTo(1);

        try (InputStream open = Files.newInputStream(file)) {
            assertThatThrownBy(() -> Files.createFile(folders.of(BOB).file(ofBob.resolve("z"))))
                    .isInstanceOf(UserFilesException.class)
                    .hasMessageContaining("too many users");
            assertThat(open.read()).isEqualTo(-1);
        }
    }

    @Test
    void namesThatAreNoAccountAreRefusedAndSoIsRoot() {
        for (String name : List.of("no-such-account", "65534", "0", "-h", "../x")) {
            assertThatThrownBy(() -> folders.requireServed(name))
                    .isInstanceOf(NoAccountException.class)
                    .hasMessageStartingWith("There is no account \"" + name + "\"");
        }
        assertThatThrownBy(() -> folders.of("root"))
                .isInstanceOf(NoAccountException.class)
                .hasMessageContaining("administrator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs", "", "/scratch", "~/jobs", "{user}/jobs"})
    void aPlaceForJobsThatIsNoneIsRefused(String place) {
        assertThatThrownBy(() -> AccountFolders.requirePlace(place)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatAccountsCannotReadIsNotBegunForThem() throws IOException {
        Path jar = Files.createFile(Files.createDirectory(base.resolve("lib")).resolve("x.jar"));
        Files.setPosixFilePermissions(jar.getParent(), PosixFilePermissions.fromString("rwx--x--x"));
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
        FileProcessCommand.requireReachable(jar);
        Files.setPosixFilePermissions(jar.getParent(), PosixFilePermissions.fromString("rwxr-x---"));

        assertThatThrownBy(() -> FileProcessCommand.requireReachable(jar))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot come through \"" + jar.getParent() + "\" to \"" + jar + "\"");
    }

    /** The same folders in a process that is not root's. */
    @Test
    void startedByAnAccountItServesThatAccountAlone() throws Exception {
        Process process = new ProcessBuilder(
                        "setpriv",
                        "--reuid=" + ALICE,
                        "--regid=65534",
                        "--clear-groups",
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        String.join(
                                ":",
                                Path.of(System.getProperty("basedir"), "target", "classes")
                                        .toString(),
                                Path.of(System.getProperty("basedir"), "target", "test-classes")
                                        .toString()),
                        OwnAccountMain.class.getName(),
                        ofAlice.toString(),
                        BOB)
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                .isEqualTo("wrote " + ofAlice + "/x with 0 processes\n"
                        + "This gateway was started by the account \"nobody\", and serves that account alone, not \"games\":"
                        + " log in as nobody\n");
        assertThat(Files.getOwner(ofAlice.resolve("x")).getName()).isEqualTo(ALICE);
    }
}
