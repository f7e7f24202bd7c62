package org.mantle.gateway.place;

import java.io.IOException;
import java.nio.file.Path;
import org.mantle.commons.file.LockFile;
import org.mantle.commons.file.OwnerOnly;

/** The folder in which a gateway keeps its users' folders, and what is its own. */
public final class DataFolder {

    /** No user can have this name, since those begin with a letter or digit. */
    private static final String OWN = ".gateway";

    private final Path root;
    private final Path own;

    private DataFolder(Path root) throws IOException {
        this.root = root;
        own = OwnerOnly.createFolder(root.resolve(OWN));
    }

    /** Opens a data folder; made if missing. */
    public static DataFolder open(Path directory) throws IOException {
        return new DataFolder(OwnerOnly.createFolder(directory).toRealPath());
    }

    /** Returns the folder of the gateway's own files. */
    public Path own() {
        return own;
    }

    /** Opens the folder of a user; made if missing. */
    public UserFolder ofUser(String user, PathMap map) throws IOException {
        return UserFolder.open(root, user, map);
    }

    /**
     * Keeps other gateways from using this folder, until the lock is closed.
     *
     * @throws IOException if another one uses it already
     */
    public LockFile.Held lock() throws IOException {
        return new LockFile(own.resolve("lock"))
                .tryAcquire()
                .orElseThrow(() -> new IOException(
                        "another gateway uses the folder " + root + ": end it, or give this one another folder"));
    }
}
