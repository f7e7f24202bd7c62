package org.mantle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.commons.testing.SmallDisk;

/** Uploads to a disk that is too small, which is a tmpfs of its own. */
class FullDiskUploadTests {

    @TempDir
    Path data;

    @Test
    void saysThatTheDiskIsFullAndLeavesNoHalfFile() throws IOException {
        Prerequisites.command("setsid", "util-linux");
        Path small = Files.createDirectories(data.resolve("fed/work/small"));
        try (SmallDisk disk = SmallDisk.at(small, "size=2m");
                Gateway gateway = Gateway.start(data)) {
            Files.writeString(disk.folder().resolve("old"), "old");
            gateway.users().add("fed", "secret".toCharArray());
            Wire wire = new Wire(gateway);
            String cookie = wire.logOn("fed", "secret");
            for (String name : new String[] {"new", "old"}) {
                Wire.Answer answer = wire.upload(cookie, "0", "/work/small", name, new byte[5 << 20]);

                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.text())
                        .isEqualTo(
                                "'" + name + "' could not be stored: there is no space left on the disk of its folder."
                                        + " Nothing of it was kept: free some space, then upload again");
                assertThat(small.toFile().list()).containsExactly("old");
                assertThat(small.resolve("old")).hasContent("old");
            }
            assertThat(wire.upload(cookie, "0", "/work/small", "new", new byte[1 << 20])
                            .text())
                    .contains("successfully");
        }
    }
}
