package org.mantle.gateway.place;

import com.google.common.primitives.Longs;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.OwnerOnly;

/**
 * The folders of jobs by the jobs' ids, also of those that are not known any more: a link to each in the gateway's own folder. Safe for
 * use by several threads.
 */
public final class JobFolders {

    private final Path links;

    /** Opens the links; made if missing. */
    public JobFolders(Path ownFolder) throws IOException {
        links = OwnerOnly.createFolder(ownFolder.resolve("jobs"));
    }

    /** Returns the greatest id of a job that was noted and not forgotten, or 0. */
    public long greatestId() throws IOException {
        long greatest = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(links)) {
            for (Path link : all) {
                @Nullable Long id = Longs.tryParse(String.valueOf(link.getFileName()));
                greatest = id == null ? greatest : Math.max(greatest, id);
            }
        }
        return greatest;
    }

    /** Notes where the files of a job are. */
    public void note(long id, Path folder) throws IOException {
        Files.createSymbolicLink(link(id), folder);
    }

    /** Forgets a job whose files are gone. */
    public void forget(long id) throws IOException {
        Files.deleteIfExists(link(id));
    }

    /** Finds the folder of a job, if it is a user's and still there. */
    public Optional<Path> find(long id, UserFolder home) throws IOException {
        try {
            Path folder = Files.readSymbolicLink(link(id));
            return Files.isDirectory(folder) && home.isInside(folder) ? Optional.of(folder) : Optional.empty();
        } catch (NoSuchFileException | NotLinkException e) {
            return Optional.empty();
        }
    }

    private Path link(long id) {
        return links.resolve(Long.toString(id));
    }
}
