package org.mantle.commons.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who can read what is made for its owner alone. */
class OwnerOnlyTests {

    @TempDir
    Path folder;

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void aFileAndTheFoldersAroundItAreTheOwners() throws IOException {
        Path file = folder.resolve("a/b/file");
        OwnerOnly.createFile(file);
        assertThat(file).isEmptyFile();
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(file.getParent())).isEqualTo("rwx------");
        assertThat(mode(folder.resolve("a"))).isEqualTo("rwx------");
        assertThat(OwnerOnly.createFolder(folder.resolve("c"))).isEqualTo(folder.resolve("c"));
        assertThat(mode(folder.resolve("c"))).isEqualTo("rwx------");
    }

    @Test
    void whatIsThereStaysAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        OwnerOnly.createFile(file);
        OwnerOnly.createFolder(folder);
        assertThat(file).hasContent("old");
        assertThat(mode(file)).isEqualTo("rw-r--r--");

        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        OwnerOnly.createFile(link);
        assertThat(link).isSymbolicLink();
        Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("none"));
        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> OwnerOnly.createFile(nowhere));
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void whatOthersMayDoWithPrivateStateIsTakenFromThem() throws IOException {
        Path file = folder.resolve("a/state");
        OwnerOnly.createState(file);
        assertThat(mode(file)).isEqualTo("rw-------");
        Files.writeString(file, "old");
        for (String wide : List.of("rw-r-----", "rwxrwxrwx", "r--------", "r--r--r--")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(wide));
            OwnerOnly.createState(file);
            assertThat(mode(file)).isEqualTo(wide.startsWith("rw") ? "rw-------" : "r--------");
        }
        assertThat(file).hasContent("old");
    }

    @ParameterizedTest
    @CsvSource({
        "rw-------, ''",
        "r--------, ''",
        "rwx--x--x, ''",
        "rw-r-----, others can read it",
        "rw----r--, others can read it",
        "rw--w----, others can change it",
        "rw-r---w-, others can read and change it"
    })
    void whatOthersMayDoWithASecretIsToldWithWhatToDo(String permissions, String words) throws IOException {
        Path secret = Files.createFile(folder.resolve("key"));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString(permissions));
        assertThat(OwnerOnly.openness(secret).orElse(""))
                .isEqualTo(words.isEmpty() ? "" : words + ": take that right away with: chmod 600 " + secret);
    }

    @Test
    void privateStateIsNoLinkAndNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("none"));
        for (Path each : List.of(link, nowhere)) {
            assertThatIOException()
                    .isThrownBy(() -> OwnerOnly.createState(each))
                    .withMessageContaining("it is a link, which private state never follows");
            assertThatIOException().isThrownBy(() -> OwnerOnly.checkState(each));
            assertThat(each).isSymbolicLink();
        }
        assertThat(mode(file)).isEqualTo("rw-r--r--");
        assertThat(folder.resolve("none")).doesNotExist();
        assertThatIOException().isThrownBy(() -> OwnerOnly.createState(folder)).withMessage("it is no regular file");
        OwnerOnly.checkState(folder.resolve("none"));
        // a folder that is a link is where its user put the state
        Path home = Files.createSymbolicLink(folder.resolve("home"), Files.createDirectory(folder.resolve("real")));
        OwnerOnly.createState(home.resolve("state"));
        assertThat(folder.resolve("real/state")).isEmptyFile();
    }
}
