package org.mantle.gateway.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The links to the folders of jobs. */
class JobFoldersTests {

    @TempDir
    Path folder;

    @Test
    void knowsTheGreatestId() throws IOException {
        JobFolders folders = new JobFolders(folder);
        assertThat(folders.greatestId()).isZero();
        folders.note(9, folder);
        folders.note(10, folder.resolve("gone"));
        Files.createFile(folder.resolve("jobs/stray"));

        assertThat(new JobFolders(folder).greatestId()).isEqualTo(10);
    }
}
