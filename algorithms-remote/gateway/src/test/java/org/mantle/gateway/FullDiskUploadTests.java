package org.mantle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.gateway.testing.Prerequisites;

/** Uploads to a disk that is too small, which is a tmpfs of its own. */
class FullDiskUploadTests {

    @TempDir
    Path data;

    private Path small;
    private boolean mounted;

    @BeforeEach
    void mountSmallDisk() throws Exception {
        Prerequisites.command("setsid", "util-linux");
        Prerequisites.command("mount", "mount");
        small = Files.createDirectories(data.resolve("fed/work/small"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", small.toString()) == 0;
        Prerequisites.that(mounted, "a tmpfs cannot be mounted: run the tests as root, with the right to mount");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", small.toString())).isZero();
        }
    }

    @Test
    void saysThatTheDiskIsFullAndLeavesNoHalfFile() throws IOException {
        Files.writeString(small.resolve("old"), "old");
        try (Gateway gateway = Gateway.start(data)) {
            gateway.users().add("fed", "secret".toCharArray());
            Wire wire = new Wire(gateway);
            String cookie = wire.logOn("fed", "secret");
            for (String name : new String[] {"new", "old"}) {
                Wire.Answer answer = wire.upload(cookie, "0", "/work/small", name, new byte[5 << 20]);

                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.text())
                        .isEqualTo("'" + name + "' could not be stored: there is no space left on the gateway's disk."
                                + " Nothing of it was kept: free some space, then upload again");
                assertThat(small.toFile().list()).containsExactly("old");
                assertThat(small.resolve("old")).hasContent("old");
            }
            assertThat(wire.upload(cookie, "0", "/work/small", "new", new byte[1 << 20])
                            .text())
                    .contains("successfully");
        }
    }

    private static int run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
