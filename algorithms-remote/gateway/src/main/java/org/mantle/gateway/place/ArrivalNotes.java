package org.mantle.gateway.place;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Port: remembers which temporary files and folders there are, from one gateway to the next. Safe for use by several threads. */
public interface ArrivalNotes {

    /**
     * Notes that something is about to be made; it is known also to a gateway after one that is killed.
     *
     * @throws IOException if it cannot be kept
     */
    void add(String user, Path temporary) throws IOException;

    /**
     * Forgets what is gone.
     *
     * @throws IOException if that cannot be kept
     */
    void remove(Path temporary) throws IOException;

    /**
     * Returns what was noted and not forgotten.
     *
     * @throws IOException if it cannot be read
     */
    List<Arrival> all() throws IOException;

    /**
     * Something that is arriving.
     *
     * @param user in whose folder
     * @param place where
     */
    record Arrival(String user, Path place) {}
}
