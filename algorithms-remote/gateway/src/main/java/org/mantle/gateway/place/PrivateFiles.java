package org.mantle.gateway.place;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.mantle.commons.file.FileReplacement;

/** The gateway's small files of state, which only their owner can read. */
public final class PrivateFiles {

    private PrivateFiles() {}

    /** Replaces a small file at once: a reader sees the old or the new text, never a half. */
    public static void write(Path file, String text) throws IOException {
        try {
            FileReplacement.ofPrivateState(file).write(text);
        } catch (IOException e) {
            throw new IOException("the file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Returns the text of a file, or nothing if there is none. */
    public static Optional<String> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
