package org.mantle.gateway.place;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/** The folder in which a gateway keeps its users' folders, and what is its own. */
public final class DataFolder {

    /** No user can have this name, since those begin with a letter or digit. */
    private static final String OWN = ".gateway";

    private final Path root;
    private final Path own;

    private DataFolder(Path root) throws IOException {
        this.root = root;
        own = PrivateFiles.createDirectories(root.resolve(OWN));
    }

    /** Opens a data folder; made if missing. */
    public static DataFolder open(Path directory) throws IOException {
        return new DataFolder(PrivateFiles.createDirectories(directory).toRealPath());
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
     * Keeps other gateways from using this folder, until the channel is closed.
     *
     * @throws IOException if another one uses it already
     */
    public FileChannel lock() throws IOException {
        FileChannel channel = PrivateFiles.openForLocking(own.resolve("lock"));
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // another gateway of this JVM
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        if (!locked) {
            throw new IOException(
                    "another gateway uses the folder " + root + ": end it, or give this one another folder");
        }
        return channel;
    }
}
