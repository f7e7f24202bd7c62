package org.mantle.gateway.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mantle.commons.file.PathText;
import org.mantle.gateway.place.StorageException;
import org.mantle.gateway.place.UserFolder;
import org.mantle.pac.JobFile;

/** Finds the files that a text names: an entry of the list, names and paths, and patterns. */
final class FileFinder {

    /** What is sent at once is known beforehand, file by file. */
    private static final int MOST_FILES = 10_000;

    private final UserFolder home;
    private final Path folder;
    private final boolean findsFolders;

    /**
     * Creates a finder.
     *
     * @param folder where relative paths begin
     * @param findsFolders whether folders are found as files are
     */
    FileFinder(UserFolder home, Path folder, boolean findsFolders) {
        this.home = home;
        this.folder = folder;
        this.findsFolders = findsFolders;
    }

    /**
     * Finds a whole entry of the list, a name, path or pattern, or several with commas between; nothing if one is not there. What
     * there is by that very name counts before what it would be as several, or as a pattern. Blanks around a name are part of it if
     * there is such a file, and are left otherwise.
     */
    List<Path> find(String wanted) throws IOException {
        String path = JobFile.fromEntry(wanted).map(JobFile::path).orElse(wanted);
        Optional<Path> one = exactly(path);
        if (one.isPresent()) {
            return List.of(one.get());
        }
        Set<Path> several = new LinkedHashSet<>();
        for (String name : path.split(",", -1)) {
            Collection<Path> found = matching(name.strip());
            if (found.isEmpty()) {
                return List.of();
            }
            several.addAll(found);
            requireFew(several);
        }
        return List.copyOf(several);
    }

    private static void requireFew(Collection<Path> found) throws StorageException {
        if (found.size() > MOST_FILES) {
            throw new StorageException("These names are of more than " + MOST_FILES
                    + " files: ask for fewer at a time, or for an archive of their folder by |tar");
        }
    }

    /** Finds what there is by that very name. */
    Optional<Path> exactly(String name) throws IOException {
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(home.resolve(name, folder)).filter(this::isWanted);
    }

    private boolean isWanted(Path file) {
        return Files.isRegularFile(file) || (findsFolders && Files.isDirectory(file));
    }

    private Collection<Path> matching(String name) throws IOException {
        Optional<Path> one = exactly(name);
        if (one.isPresent()) {
            return List.of(one.get());
        }
        if (!NamePattern.isPattern(name)) {
            return List.of();
        }
        // the part before the first component that is a pattern is a path as any
        String[] components = name.split("/+", -1);
        int first = 0;
        while (!NamePattern.isPattern(components[first])) {
            first++;
        }
        String start = String.join("/", List.of(components).subList(0, first));
        boolean isAbsolute = name.startsWith("/");
        List<Path> found = List.of(home.resolve(isAbsolute && start.isEmpty() ? "/" : start, folder));
        for (int at = first; at < components.length; at++) {
            boolean isLast = at == components.length - 1;
            found = step(found, components[at], isLast);
        }
        return found;
    }

    private List<Path> step(List<Path> folders, String component, boolean isLast) throws IOException {
        NamePattern pattern = NamePattern.of(component);
        List<Path> found = new ArrayList<>();
        for (Path each : folders) {
            if (!NamePattern.isPattern(component)) {
                Path next = home.resolve(component, each);
                if (isLast ? isWanted(next) : Files.isDirectory(next)) {
                    found.add(next);
                }
            } else if (Files.isDirectory(each)) {
                found.addAll(entries(each, pattern, isLast));
                requireFew(found);
            }
        }
        return found;
    }

    private List<Path> entries(Path directory, NamePattern pattern, boolean isLast) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                boolean fits = pattern.fitsFile(String.valueOf(entry.getFileName()))
                        && PathText.leadsBack(entry)
                        && home.isInside(entry);
                if (fits && (isLast ? isWanted(entry) && Files.isReadable(entry) : Files.isDirectory(entry))) {
                    found.add(entry);
                    requireFew(found);
                }
            }
        } catch (AccessDeniedException | NotDirectoryException e) {
            // as if nothing were in it
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(null);
        return found;
    }
}
