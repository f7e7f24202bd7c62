package org.mantle.algorithms.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Files that are written one after the other, and get their names when all are whole. */
public final class WholeFiles implements Closeable {

    private final boolean overwrite;
    private final Consumer<String> told;
    private final List<Path> targets = new ArrayList<>();
    private final List<WholeFile> files = new ArrayList<>();

    /** Begins, with what {@link WholeFile#begin} needs for each file. */
    public WholeFiles(boolean overwrite, Consumer<String> told) {
        this.overwrite = overwrite;
        this.told = told;
    }

    /** Begins the next file, unless it must not replace one that is there. */
    public void begin(Path target) throws IOException {
        if (!overwrite && Files.exists(target)) {
            throw new IOException(isThere(target));
        }
        if (!files.isEmpty()) {
            files.get(files.size() - 1).finish();
        }
        targets.add(target);
        files.add(WholeFile.begin(target, overwrite, told));
    }

    /** Returns what to tell the user of a file that must not be replaced. */
    public static String isThere(Path target) {
        return target + " is there already; choose another OutputDirectory, or set Overwrite=true";
    }

    /** Returns the number of files that were begun. */
    public int count() {
        return files.size();
    }

    /** Writes into the file that was begun last. */
    public void write(byte[] bytes, int offset, int length) throws IOException {
        files.get(files.size() - 1).out().write(bytes, offset, length);
    }

    /** Gives all files their names; returns their full paths. */
    public List<String> keep() throws IOException {
        for (WholeFile file : files) {
            file.keep();
        }
        return targets.stream().map(path -> path.toAbsolutePath().toString()).toList();
    }

    @Override
    public void close() throws IOException {
        IOException failure = new IOException("files that are not whole could not be removed");
        for (WholeFile file : files) {
            try {
                file.close();
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }
}
