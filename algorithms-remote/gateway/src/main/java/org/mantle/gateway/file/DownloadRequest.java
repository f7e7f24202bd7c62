package org.mantle.gateway.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mantle.gateway.place.UserFolder;
import org.mantle.pac.FileSource;
import org.mantle.pac.JobFile;

/**
 * Which files a client asks for, and how they are to be packed: {@code NAMES}, or {@code NAMES|COMMAND}. Names may be an entry of the list
 * of files, paths, and patterns, with commas between.
 */
public final class DownloadRequest {

    private final String wanted;
    private final String names;
    private final Optional<String> command;

    /** Reads what a client wrote. */
    public DownloadRequest(String wanted) {
        this.wanted = wanted;
        int bar = wanted.lastIndexOf('|');
        names = bar < 0 ? wanted : wanted.substring(0, bar).strip();
        command = bar < 0 ? Optional.empty() : Optional.of(wanted.substring(bar + 1));
    }

    /** Tells whether the first file is named by an absolute path, for which no job need be known. */
    public boolean isAbsolute() {
        return JobFile.fromEntry(wanted).map(JobFile::path).orElse(wanted).startsWith("/");
    }

    /** Tells whether a command is given that is not understood; a file may have such a name all the same. */
    public boolean hasUnknownCommand() {
        return command.isPresent() && Packing.of(command.get()).isEmpty();
    }

    /** Returns the commands that are understood, for messages. */
    public static String understoodCommands() {
        return Packing.UNDERSTOOD;
    }

    /**
     * Finds the files.
     *
     * @param folder where relative paths begin
     * @param title how to call an archive of several files
     * @return what is to be sent, nothing if a name is of no file; packed files do not know their length
     * @throws org.mantle.gateway.place.OutsideFolderException if a path leads out of the user's folder
     * @throws AccessDeniedException if a file may not be read
     */
    public List<FileSource> find(UserFolder home, Path folder, String title) throws IOException {
        FileFinder plain = new FileFinder(home, folder, false);
        Packing packing = command.flatMap(Packing::of).orElse(Packing.NONE);
        Optional<Path> asNamed = plain.exactly(wanted);
        if (asNamed.isPresent() || packing.equals(Packing.NONE)) {
            return sources(asNamed.isPresent() ? List.of(asNamed.get()) : plain.find(wanted));
        }
        List<Path> files = new FileFinder(home, folder, packing.tar()).find(names);
        if (files.isEmpty()) {
            return List.of();
        }
        if (packing.tar()) {
            String name = packing.archive()
                    .orElseGet(() ->
                            (files.size() == 1 ? String.valueOf(files.get(0).getFileName()) : title)
                                    + packing.ending());
            return List.of(new PackedFile(name, () -> packed(new TarInput(home, folder, files), packing)));
        }
        List<FileSource> compressed = new ArrayList<>();
        for (FileSource file : sources(files)) {
            compressed.add(new PackedFile(file.name() + packing.ending(), () -> packed(file.open(), packing)));
        }
        return compressed;
    }

    private static InputStream packed(InputStream in, Packing packing) {
        return packing.gzip() ? new GzipInput(in) : in;
    }

    private static List<FileSource> sources(List<Path> files) throws IOException {
        List<FileSource> sources = new ArrayList<>();
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                // told before anything is sent
                throw new AccessDeniedException(file.toString());
            }
            sources.add(FileSource.growing(file));
        }
        return sources;
    }
}
