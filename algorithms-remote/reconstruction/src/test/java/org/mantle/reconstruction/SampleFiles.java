package org.mantle.reconstruction;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The files that h5py made; {@code README.md} beside them says what each has. */
final class SampleFiles {

    private static final Path FOLDER =
            Path.of(System.getProperty("mantle.root"), "algorithms-remote/reconstruction/src/test/resources/hdf5");

    private SampleFiles() {}

    static Path path(String name) {
        return FOLDER.resolve(name);
    }

    /** Unpacks a file into a folder. */
    static Path unpack(String name, Path folder) {
        Path target = folder.resolve(name);
        try (InputStream packed = new GZIPInputStream(Files.newInputStream(path(name + ".gz")))) {
            Files.copy(packed, target);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
