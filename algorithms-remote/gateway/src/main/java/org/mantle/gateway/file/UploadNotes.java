package org.mantle.gateway.file;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Port: remembers what has come of files that arrive in pieces, a text for each of them. Safe for use by several threads. */
public interface UploadNotes {

    /**
     * Writes a text down, in place of an earlier one; it is on the disk when this returns.
     *
     * @param key whose it is and where the file goes
     * @throws IOException if it cannot be kept
     */
    void write(String key, String note) throws IOException;

    /**
     * Strikes out what is known of a file.
     *
     * @throws IOException if that cannot be kept
     */
    void forget(String key) throws IOException;

    /**
     * Finds what is known of a file.
     *
     * @throws IOException if it cannot be read
     */
    Optional<String> read(String key) throws IOException;

    /**
     * Returns all files of which something is known.
     *
     * @throws IOException if they cannot be read
     */
    Set<String> keys() throws IOException;
}
