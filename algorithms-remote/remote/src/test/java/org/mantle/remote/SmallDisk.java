package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A folder on a disk of one megabyte, which is a tmpfs of its own until this is closed. */
final class SmallDisk implements AutoCloseable {

    private static final String OTHERWISE =
            "a tmpfs cannot be mounted: install mount, and run the tests as root with the right to mount";

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static SmallDisk at(Path folder) {
        boolean mounted;
        try {
            mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString()) == 0;
        } catch (IOException e) {
            mounted = false;
        }
        if (!mounted && "fail".equals(System.getProperty("mantle.test.skips"))) {
            Assertions.fail(OTHERWISE);
        }
        Assumptions.assumeTrue(mounted, OTHERWISE);
        return new SmallDisk(folder);
    }

    Path folder() {
        return folder;
    }

    private static int run(String... command) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        assertThat(run("umount", folder.toString())).isZero();
    }
}
