package org.mantle.remote;

import java.nio.file.Path;
import java.util.SortedSet;
import org.mantle.remote.job.StateFileException;
import org.mantle.remote.state.StateFile;
import org.mantle.remote.state.StateStore;

/**
 * The sessions of a host's users, one for each user at each compute resource. Safe from many threads.
 *
 * <p>Kept is what a log-in gave (the service's address and a token), never a password. A later log-in replaces a session. A host makes
 * them and hands them to the algorithms, which alone can read their tokens.
 *
 * @since 0.1.0
 */
public sealed interface RemoteSessions permits KeptSessions {

    /**
     * Returns the users who have a session at a resource, in order of their names; some may have ended at the service.
     *
     * @param resource the name of the resource, such as {@code SCARF@STFC}
     * @throws StateFileException if the file cannot be read
     */
    SortedSet<String> users(String resource) throws StateFileException;

    /**
     * Forgets all sessions at a resource, which do not end at its service by that: for one that is not there any more.
     *
     * @param resource the name of the resource, such as {@code SCARF@STFC}
     * @throws StateFileException if the file cannot be read or written
     */
    void forget(String resource) throws StateFileException;

    /** Returns sessions that end with the program. */
    static RemoteSessions inMemory() {
        return new KeptSessions(StateStore.inMemory());
    }

    /**
     * Returns sessions that last from one program to the next.
     *
     * @param file where they are kept; made when first needed, readable by its owner alone. Several programs may use it at
     *     the same time. A file that cannot be understood is reported and never written over
     */
    static RemoteSessions at(Path file) {
        return new KeptSessions(new StateFile(file, "sessions"));
    }
}
