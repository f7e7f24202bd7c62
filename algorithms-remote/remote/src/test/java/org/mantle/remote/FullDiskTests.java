package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.SmallDisk;
import org.mantle.remote.job.LocalFileException;

/** Downloads into a disk that is too small for them. */
class FullDiskTests {

    @TempDir
    Path folder;

    @Test
    void theFileThatFindsNoRoomIsNamedAndAReportIsNotThereBeforeTheRest() throws Exception {
        try (SmallDisk disk = SmallDisk.at(folder, "size=1m");
                ScriptedServer server = new ScriptedServer();
                Host host = new Host(Host.pac(server.url()))) {
            Path small = disk.folder();
            server.text("jobs", "<Jobs><Job><cmd>x</cmd><id>7</id><name>n</name><status>Done</status></Job></Jobs>");
            server.text(
                    "jobfiles",
                    "PAC Server*/j/report.json*FILE*2*true;PAC Server*/j/slice_1*FILE*700000*true;"
                            + "PAC Server*/j/slice_2*FILE*700000*true;");
            server.on(
                    "file",
                    (request, out) -> out.write(ScriptedServer.response(
                            "200 OK", "", new byte[request.body().endsWith(".json") ? 2 : 700_000])));
            Throwable failure = host.loggedIn("anna")
                    .failure("anna", "Download", "DownloadJobID", 7, "LocalDirectory", small.toString());
            assertThat(failure)
                    .isInstanceOf(LocalFileException.class)
                    .hasMessageStartingWith("1 of 3 files of job 7 were fetched; " + small.resolve("slice_2")
                            + " could not be written: ")
                    .hasMessageEndingWith("; make room there or choose another LocalDirectory, and fetch again");
            assertThat(small.toFile().list()).containsExactly("slice_1");
        }
    }
}
