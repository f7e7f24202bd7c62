package org.mantle.gateway.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.FileReplacement;
import org.mantle.commons.file.OwnerOnly;
import org.mantle.gateway.place.StoreException;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * The library of the system that SQLite is.
 *
 * <p>The driver would write it anew into the folder for temporary files at every start, where many may write, where those that are
 * killed leave it, and where programs may not be allowed. So it is written once, into the gateway's own folder. If it cannot be loaded
 * from there, the driver goes its own way.
 */
final class SqliteLibrary {

    private static final String FOLDER = "org.sqlite.lib.path";
    private static final String TEMPORARY_FOLDER = "org.sqlite.tmpdir";

    private SqliteLibrary() {}

    /** Loads the library, unless it is there; whoever set a folder for it keeps that. */
    static void load(Path ownFolder) throws IOException {
        if (System.getProperty(FOLDER) == null && System.getProperty(TEMPORARY_FOLDER) == null) {
            // of that version; under the driver's own name, by which it looks in its jar as well
            Path folder = ownFolder.resolve("native").resolve(SQLiteJDBCLoader.getVersion());
            if (isWritten(folder, LibraryLoaderUtil.getNativeLibName())) {
                System.setProperty(FOLDER, folder.toString());
            }
        }
        initialize(ownFolder);
    }

    /** Writes the library unless it is there; returns whether it is there then, since the driver has none for some systems. */
    private static boolean isWritten(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
            return true;
        }
        try (InputStream in =
                SQLiteJDBCLoader.class.getResourceAsStream(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name)) {
            if (in == null) {
                return false;
            }
            OwnerOnly.createFolder(folder);
            FileReplacement.ofPrivateState(file).write(in.readAllBytes());
            return true;
        }
    }

    private static void initialize(Path ownFolder) throws StoreException {
        @Nullable Exception problem = null;
        boolean loaded = false;
        try {
            loaded = SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            // the driver declares no other
            problem = e;
        }
        if (!loaded) {
            throw new StoreException(
                    "SQLite, which keeps what the gateway remembers, cannot be loaded: programs may be run neither from "
                            + ownFolder.resolve("native") + " nor from " + System.getProperty("java.io.tmpdir")
                            + " (a file system that is mounted noexec), or there is no library for this system. Name a"
                            + " folder from which they may: -D" + TEMPORARY_FOLDER + "=DIR (in MANTLE_JAVA_OPTIONS)",
                    StoreFailure.WORDS,
                    problem);
        }
    }
}
