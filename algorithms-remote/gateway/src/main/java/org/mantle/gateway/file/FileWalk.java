package org.mantle.gateway.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.PathText;
import org.mantle.gateway.place.Printable;
import org.mantle.gateway.place.UserFilesException;
import org.mantle.gateway.place.UserFolder;

/**
 * Goes through files and folders with all that is in these, one at a time, and keeps no more than the way to where it is. What a user cannot
 * fetch is left out: what is hidden, links that lead out of the user's folder or to folders, pipes and their like. For one thread.
 */
final class FileWalk implements Closeable {

    private static final System.Logger LOG = System.getLogger(FileWalk.class.getName());

    private final UserFolder home;
    private final Deque<Level> levels = new ArrayDeque<>();

    /** A folder that is being gone through, or what was asked for. */
    private record Level(Iterator<Path> entries, @Nullable DirectoryStream<Path> stream) {}

    FileWalk(UserFolder home, List<Path> roots) {
        this.home = home;
        levels.push(new Level(roots.iterator(), null));
    }

    /** Returns the next file or folder, a folder before what is in it; null when there is none left. */
    @Nullable Path next() throws IOException {
        while (!levels.isEmpty()) {
            Level level = levels.getFirst();
            Path entry;
            try {
                if (!level.entries().hasNext()) {
                    close(levels.pop());
                    continue;
                }
                entry = level.entries().next();
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
            boolean isAskedFor = level.stream() == null;
            if (isAskedFor || isFetchable(home, entry)) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    enter(entry);
                }
                return entry;
            }
        }
        return null;
    }

    private static boolean isFetchable(UserFolder home, Path entry) {
        boolean isHidden = String.valueOf(entry.getFileName()).startsWith(".");
        if (isHidden || !home.isInside(entry) || !PathText.leadsBack(entry)) {
            return false;
        }
        return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                || (Files.isRegularFile(entry) && Files.isReadable(entry));
    }

    // closed with its level
    @SuppressWarnings("StreamResourceLeak")
    private void enter(Path folder) throws UserFilesException {
        try {
            DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
            levels.push(new Level(stream.iterator(), stream));
        } catch (UserFilesException e) {
            // an archive that lacks what could not be reached must not look whole
            throw e;
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a folder is left out of an archive: " + Printable.text(home.virtual(folder)),
                    e);
        }
    }

    private static void close(Level level) throws IOException {
        if (level.stream() != null) {
            level.stream().close();
        }
    }

    @Override
    public void close() throws IOException {
        while (!levels.isEmpty()) {
            close(levels.pop());
        }
    }
}
