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
    private static final String NAME = "org.sqlite.lib.name";
    private static final String TEMPORARY_FOLDER = "org.sqlite.tmpdir";

    private SqliteLibrary() {}

    /** Loads the library, unless it is there; whoever set a folder for it keeps that. */
    static void load(Path ownFolder) throws IOException {
        if (System.getProperty(FOLDER) == null && System.getProperty(TEMPORARY_FOLDER) == null) {
            Path folder = ownFolder.resolve("native");
            @Nullable Path file = write(folder);
            if (file != null) {
                System.setProperty(FOLDER, folder.toString());
                System.setProperty(NAME, String.valueOf(file.getFileName()));
            }
        }
        initialize(ownFolder);
    }

    /** Returns the file that holds the library; nothing if the driver has none for this system. */
    private static @Nullable Path write(Path folder) throws IOException {
        String name = LibraryLoaderUtil.getNativeLibName();
        Path file = folder.resolve(SQLiteJDBCLoader.getVersion() + "-" + name);
        if (Files.exists(file)) {
            return file;
        }
        try (InputStream in =
                SQLiteJDBCLoader.class.getResourceAsStream(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name)) {
            if (in == null) {
                return null;
            }
            OwnerOnly.createFolder(folder);
            FileReplacement.ofPrivateState(file).write(in.readAllBytes());
            return file;
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
