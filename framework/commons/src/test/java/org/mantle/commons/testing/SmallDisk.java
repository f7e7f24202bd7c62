package org.mantle.commons.testing;

import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;

/** A folder that is a disk of its own, in memory, until this is closed. */
public final class SmallDisk implements AutoCloseable {

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts one over an empty folder, with options of tmpfs such as {@code size=1m}. */
    public static SmallDisk at(Path folder, String options) {
        Prerequisites.that(
                Prerequisites.exitCode("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()) == 0,
                "a tmpfs cannot be mounted: install mount, and run the tests as root with the right to mount");
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        Assertions.assertEquals(0, Prerequisites.exitCode("umount", folder.toString()), "umount " + folder);
    }
}
