package org.mantle.commons.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.commons.testing.SmallDisk;

/** What becomes of files that are replaced, on a real file system. */
class FileReplacementTests {

    @TempDir
    Path folder;

    static Stream<Function<Path, FileReplacement>> rules() {
        return Stream.of(FileReplacement::ofUser, FileReplacement::ofOthers, FileReplacement::ofPrivateState);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private Path old(String name, String mode) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "old");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aReaderSeesTheOldContentUntilTheNewIsCommitted(Function<Path, FileReplacement> rule) throws IOException {
        Path file = old("file", "rw-r--r--");
        try (PendingFile pending = rule.apply(file).begin()) {
            pending.out().write("new".getBytes(StandardCharsets.UTF_8));
            pending.finish();
            assertThat(file).hasContent("old");
            assertThat(pending.part()).hasParent(folder).hasContent("new");
            pending.commit();
            assertThat(file).hasContent("new");
        }
        assertThat(names()).containsExactly("file");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void whatIsClosedWithoutCommitIsGone(Function<Path, FileReplacement> rule) throws IOException {
        Path file = old("file", "rw-r--r--");
        for (Path each : List.of(file, folder.resolve("none"))) {
            try (PendingFile pending = rule.apply(each).begin()) {
                pending.write("half");
            }
        }
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("file");
    }

    @Test
    void whatAUserNamesFollowsLinksAlsoRelativeOnesInAChain() throws IOException {
        Path below = Files.createDirectories(folder.resolve("a/b"));
        Path file = Files.writeString(folder.resolve("a/file"), "old");
        Path inner = Files.createSymbolicLink(below.resolve("inner"), Path.of("../file"));
        Path outer = Files.createSymbolicLink(folder.resolve("outer"), Path.of("a/b/inner"));
        Path through = Files.createSymbolicLink(folder.resolve("through"), folder.resolve("a/b"));

        FileReplacement.ofUser(outer).write("new");
        assertThat(file).hasContent("new");
        FileReplacement.ofUser(through.resolve("inner")).write("newer");
        assertThat(file).hasContent("newer");

        assertThat(List.of(inner, outer, through)).allMatch(Files::isSymbolicLink);
        assertThat(names()).containsExactly("a", "outer", "through");
        assertThat(folder.resolve("a")).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aPartOfWhatAUserNamesStandsBesideTheFileThatALinkLeadsTo() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), elsewhere.resolve("file"));
        try (PendingFile pending = FileReplacement.ofUser(link).begin()) {
            assertThat(pending.part()).hasParent(elsewhere);
            pending.commit();
        }
        assertThat(elsewhere.resolve("file")).isEmptyFile();
        assertThat(link).isSymbolicLink();
    }

    @Test
    void linksThatLeadNowhereAreSaidInOneMessageThatNamesTheLink() throws IOException {
        Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("gone/file"));
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> FileReplacement.ofUser(nowhere).begin())
                .withMessage(nowhere + ": the folder " + folder.resolve("gone") + " is not there");

        Path circle = Files.createSymbolicLink(folder.resolve("circle"), Path.of("round"));
        Files.createSymbolicLink(folder.resolve("round"), Path.of("circle"));
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> FileReplacement.ofUser(circle).begin())
                .withMessage(circle + ": its links lead round in a circle");
        assertThat(names()).containsExactly("circle", "nowhere", "round");
    }

    @Test
    void whatOthersNameAndPrivateStateNeverFollowALink() throws IOException {
        Path file = old("file", "rw-r--r--");
        Path others = Files.createSymbolicLink(folder.resolve("others"), file);
        Path state = Files.createSymbolicLink(folder.resolve("state"), file);
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("none"));

        FileReplacement.ofOthers(others).write("theirs");
        FileReplacement.ofPrivateState(state).write("mine");
        FileReplacement.ofOthers(dangling).write("theirs");

        assertThat(file).hasContent("old");
        assertThat(folder.resolve("none")).doesNotExist();
        assertThat(others).isRegularFile().hasContent("theirs");
        assertThat(state).isRegularFile().hasContent("mine");
        assertThat(mode(state)).isEqualTo("rw-------");
        assertThat(List.of(others, state, dangling)).noneMatch(Files::isSymbolicLink);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-r-----", "rwxr-x---", "rw-rw-rw-", "r--r--r--", "---------"})
    void theModeOfWhatAUserNamesStays(String mode) throws IOException {
        Path file = old("file", mode);
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        try (PendingFile pending = FileReplacement.ofUser(link).begin()) {
            assertThat(mode(pending.part())).isEqualTo("rw-------"); // also while it is written
            pending.write("new");
            pending.commit();
        }
        assertThat(mode(file)).isEqualTo(mode);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(file).hasContent("new");
    }

    @Test
    void aNewFileHasTheModeOfTheProcessAndPrivateStateNone() throws IOException {
        String usual = mode(Files.createFile(folder.resolve("usual")));
        Path file = folder.resolve("file");
        FileReplacement.ofUser(file).write("");
        assertThat(mode(file)).isEqualTo(usual);
        FileReplacement.ofOthers(old("others", "rwxrwxrwx")).write("");
        assertThat(mode(folder.resolve("others"))).isEqualTo(usual);
        FileReplacement.ofPrivateState(old("state", "rw-rw-rw-")).write("");
        assertThat(mode(folder.resolve("state"))).isEqualTo("rw-------");
        FileReplacement.ofUser(folder.resolve("own")).ownerOnly().write("");
        assertThat(mode(folder.resolve("own"))).isEqualTo("rw-------");
        FileReplacement.ofOthers(old("own", "rw-r--r--")).ownerOnly().write("");
        assertThat(mode(folder.resolve("own"))).isEqualTo("rw-------");
    }

    @Test
    void ownerAndGroupOfWhatAUserNamesStayWhereTheSystemAllowsIt() throws IOException {
        Prerequisites.administrator();
        Path file = old("file", "rw-r-----");
        Files.setAttribute(file, "unix:uid", 12345);
        Files.setAttribute(file, "unix:gid", 54321);
        FileReplacement.ofUser(file).write("new");
        assertThat(Files.readAttributes(file, "unix:uid,gid"))
                .containsEntry("uid", 12345)
                .containsEntry("gid", 54321);
        assertThat(mode(file)).isEqualTo("rw-r-----");
    }

    /** A process of somebody who may not give files to the group that they had. */
    @Test
    void aGroupThatCannotStayGetsNoMoreThanEverybody() throws Exception {
        Prerequisites.administrator();
        Path file = old("file", "rw-rw-r-x");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Prerequisites.succeeds("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "true");
        Processes.run(
                List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
                Writes.class,
                file.toString(),
                "new");
        assertThat(file).hasContent("new");
        assertThat(Files.readAttributes(file, "unix:uid,gid"))
                .containsEntry("uid", 65534)
                .containsEntry("gid", 65534);
        assertThat(mode(file)).isEqualTo("rw-r--r-x");
    }

    /** Writes what a user named. */
    static final class Writes {

        public static void main(String[] arguments) throws IOException {
            FileReplacement.ofUser(Path.of(arguments[0])).write(arguments[1]);
        }
    }

    static Stream<String> longestNames() {
        return Stream.of("a".repeat(255), "\u00fc".repeat(127) + "a", "\ud83d\ude00".repeat(63) + "abc");
    }

    @ParameterizedTest
    @MethodSource("longestNames")
    void aNameMayBeAsLongAsTheSystemAllows(String name) throws IOException {
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSize(255);
        Path file = folder.resolve(name);
        for (Function<Path, FileReplacement> rule : rules().toList()) {
            rule.apply(file).write("new");
            rule.apply(file).write("newer");
            assertThat(file).hasContent("newer");
            assertThat(names()).containsExactly(name);
            Files.delete(file);

            Path tooLong = folder.resolve(name + "b");
            assertThatThrownBy(() -> rule.apply(tooLong).begin()).hasMessageContaining("File name too long");
            assertThat(names()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void whatIsNoFileIsRefusedBeforeAnythingIsWritten(Function<Path, FileReplacement> rule) throws IOException {
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> rule.apply(folder).begin())
                .withMessage(folder + ": it is a folder");
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> rule.apply(Path.of("/")).begin())
                .withMessage("/: it is no name for a file");
        Path missing = folder.resolve("missing/file");
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> rule.apply(missing).begin())
                .withMessage(missing + ": the folder " + folder.resolve("missing") + " is not there");
        Path file = old("file", "rw-r--r--");
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> rule.apply(file.resolve("below")).begin())
                .withMessageContaining(file.resolve("below").toString())
                .withMessageContaining("Not a directory");
        assertThat(names()).containsExactly("file");
    }

    @Test
    void aFolderThatMayNotBeWrittenIsSaidWithTheFile() {
        // a folder of the system's in which nobody can make a file
        Path file = Path.of("/proc/1/mantle");
        assertThatThrownBy(() -> FileReplacement.ofUser(file).begin())
                .isInstanceOfAny(AccessDeniedException.class, NoSuchFileException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining("the folder /proc/1");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aFullDiskLeavesTheOldFileWholeAndNoPart(Function<Path, FileReplacement> rule) throws Exception {
        try (SmallDisk disk = SmallDisk.at(folder, "size=64k")) {
            assertThat(disk.folder()).isEmptyDirectory();
            Path file = old("file", "rw-r--r--");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> rule.apply(file).write(new byte[1 << 20]))
                    .withMessageContaining("No space left");
            assertThat(file).hasContent("old");
            assertThat(names()).containsExactly("file");
        }
    }

    @Test
    void aPipeOfAUserIsWrittenIntoAndStays() throws Exception {
        Path pipe = folder.resolve("pipe");
        Prerequisites.succeeds("mkfifo", pipe.toString());
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        FileReplacement.ofUser(Files.createSymbolicLink(folder.resolve("link"), pipe))
                .write("through");
        assertThat(read.get(1, TimeUnit.MINUTES)).isEqualTo("through");
        assertThat(Files.readAttributes(pipe, "isOther", LinkOption.NOFOLLOW_LINKS))
                .containsEntry("isOther", true);
        assertThat(names()).containsExactly("link", "pipe");

        FileReplacement.ofOthers(pipe).write("in its place");
        assertThat(pipe).isRegularFile().hasContent("in its place");
    }

    @Test
    void aLinkToAnOpenFileIsWrittenIntoAndNothingThatStandsThereIsLost() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("out"), Path.of("/proc/self/fd/1"));
        Path file = old("file", "rw-r--r--");
        Object inode = Files.getAttribute(file, "unix:ino");
        String java = "'" + String.join("' '", Processes.java(Writes.class, link.toString(), "-new-")) + "'";
        Processes.run(List.of("sh", "-c", "{ " + java + "; printf end; } >> '" + file + "'"));
        assertThat(file).hasContent("old-new-end");
        assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);

        Processes.run(List.of("sh", "-c", java + " | cat > '" + file + "'"));
        assertThat(file).hasContent("-new-");
        assertThat(names()).containsExactly("file", "out");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void anInterruptDisturbsNoWriting(Function<Path, FileReplacement> rule) throws IOException {
        Path file = old("file", "rw-r--r--");
        Thread.currentThread().interrupt();
        boolean stillInterrupted;
        try {
            rule.apply(file).write("new");
        } finally {
            stillInterrupted = Thread.interrupted();
        }
        assertThat(stillInterrupted).isTrue();
        assertThat(file).hasContent("new");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void whatMustBeNewLeavesAFileThatCameMeanwhile(Function<Path, FileReplacement> rule) throws IOException {
        Path file = folder.resolve("file");
        try (PendingFile pending = rule.apply(file).begin()) {
            pending.write("new");
            Files.writeString(file, "another's");
            assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(pending::commitNew);
        }
        assertThat(file).hasContent("another's");
        Files.delete(file);
        try (PendingFile pending = rule.apply(file).begin()) {
            pending.write("new");
            pending.commitNew();
        }
        assertThat(file).hasContent("new");
        assertThat(names()).containsExactly("file");
    }

    @Test
    void ofThoseWhoMakeANewFileAtOnceOneDoes() throws Exception {
        for (int i = 0; i < 2000; i++) {
            Path file = folder.resolve("file" + i);
            CyclicBarrier start = new CyclicBarrier(2);
            CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> isMadeNew(file, "other", start));
            boolean mine = isMadeNew(file, "mine", start);
            assertThat(other.get(1, TimeUnit.MINUTES)).isEqualTo(!mine);
            assertThat(file).hasContent(mine ? "mine" : "other");
            Files.delete(file);
        }
        assertThat(names()).isEmpty();
    }

    private static boolean isMadeNew(Path file, String content, CyclicBarrier start) {
        try (PendingFile pending = FileReplacement.ofOthers(file).begin()) {
            pending.write(content);
            pending.finish();
            start.await(1, TimeUnit.MINUTES);
            pending.commitNew();
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPartHasTheNameThatItIsGivenAndReplacesOneThatWasLeft() throws IOException {
        Path file = old("file", "rw-r--r--");
        Path part = Files.writeString(folder.resolve("file.part"), "left by a program that was killed");
        try (PendingFile pending = FileReplacement.ofOthers(file).by(part).begin()) {
            assertThat(pending.part()).isEqualTo(part).isEmptyFile();
            Files.writeString(pending.part(), "by its path");
            pending.commit();
        }
        assertThat(file).hasContent("by its path");
        assertThat(names()).containsExactly("file");
    }

    @Test
    void aTextThatUtf8CannotHoldIsRefusedAndNotSpoiled() throws IOException {
        Path file = old("file", "rw-r--r--");
        assertThatExceptionOfType(CharacterCodingException.class)
                .isThrownBy(() -> FileReplacement.ofUser(file).write("half \ud83d"));
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("file");
        FileReplacement.ofUser(file).write("whole \ud83d\ude00");
        assertThat(Files.readString(file)).isEqualTo("whole \ud83d\ude00");
    }

    @Test
    void aFileSystemWithoutOwnersIsServedToo() throws IOException {
        URI zip = URI.create("jar:" + folder.resolve("files.zip").toUri());
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path file = files.getPath("/file");
            for (Function<Path, FileReplacement> rule : rules().toList()) {
                rule.apply(file).write("new");
                rule.apply(file).write("newer");
                assertThat(Files.readString(file)).isEqualTo("newer");
                Files.delete(file);
            }
            assertThat(OwnerOnly.ofFile(file)).isEmpty();
            assertThat(OwnerOnly.ofFolder(file)).isEmpty();
            OwnerOnly.createFile(files.getPath("/a/b/file"));
            assertThat(Files.exists(files.getPath("/a/b/file"))).isTrue();
        }
    }
}
