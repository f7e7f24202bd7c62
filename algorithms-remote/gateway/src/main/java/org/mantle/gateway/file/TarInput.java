package org.mantle.gateway.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.place.UserFolder;
import org.mantle.pac.FileSource;
import org.mantle.pac.stream.BlockInput;

/** A tar archive that is made while it is read: of files, and of folders with what is in them. For one thread. */
final class TarInput extends BlockInput {

    private static final System.Logger LOG = System.getLogger(TarInput.class.getName());

    private final UserFolder home;
    private final Path base;
    private final FileWalk walk;
    private boolean ended;

    /**
     * Begins an archive.
     *
     * @param base the folder that the names in the archive begin in; those of files elsewhere begin with the user's own paths
     */
    TarInput(UserFolder home, Path base, List<Path> files) {
        super(nullInputStream());
        this.home = home;
        this.base = base;
        walk = new FileWalk(home, files);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        while (count < 0 && !ended) {
            in.close();
            in = nextEntry();
            count = in.read(bytes, offset, length);
        }
        return count;
    }

    private InputStream nextEntry() throws IOException {
        for (Path file = walk.next(); file != null; file = walk.next()) {
            @Nullable InputStream entry = entry(file);
            if (entry != null) {
                return entry;
            }
        }
        ended = true;
        // two blocks of zeros end an archive
        return new ByteArrayInputStream(new byte[2 * TarHeader.BLOCK]);
    }

    /** Returns an entry with its content, or null if the file is gone, or may not be read any more. */
    private @Nullable InputStream entry(Path file) throws IOException {
        try {
            long modified = Files.getLastModifiedTime(file).to(TimeUnit.SECONDS);
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                return new ByteArrayInputStream(new TarHeader(name(file) + "/", 0, modified, false).toBytes());
            }
            // as long as it is now: a job may go on writing
            FileSource source = FileSource.growing(file);
            TarHeader header = new TarHeader(name(file), source.length(), modified, Files.isExecutable(file));
            return new SequenceInputStream(Collections.enumeration(List.of(
                    new ByteArrayInputStream(header.toBytes()),
                    source.open(),
                    new ByteArrayInputStream(new byte[TarHeader.padding(source.length())]))));
        } catch (NoSuchFileException | AccessDeniedException e) {
            LOG.log(System.Logger.Level.DEBUG, "a file is left out of an archive", e);
            return null;
        }
    }

    private String name(Path file) {
        return file.startsWith(base) && !file.equals(base)
                ? base.relativize(file).toString()
                : home.virtual(file).replaceFirst("^/+", "");
    }

    @Override
    public void close() throws IOException {
        try (walk) {
            in.close();
        }
    }
}
