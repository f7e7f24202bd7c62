package org.mantle.commons.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
