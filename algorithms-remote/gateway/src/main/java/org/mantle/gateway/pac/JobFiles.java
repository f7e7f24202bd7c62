package org.mantle.gateway.pac;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mantle.commons.file.PathText;
import org.mantle.gateway.http.Exchange;
import org.mantle.gateway.place.Arrivals;
import org.mantle.gateway.place.IncomingFiles;
import org.mantle.gateway.place.Printable;
import org.mantle.gateway.place.UserFolder;
import org.mantle.pac.FileSource;
import org.mantle.pac.JobFile;
import org.mantle.pac.MultipartBody;
import org.mantle.pac.MultipartPart;
import org.mantle.pac.MultipartReader;
import org.mantle.pac.PacProtocol;
import org.mantle.pac.PacText;
import org.mantle.pac.PercentEncoding;

/** Lists, sends and receives the files of jobs. */
final class JobFiles {

    private static final System.Logger LOG = System.getLogger(JobFiles.class.getName());
    private static final int MAXIMUM_DIRECTORY_NAME = 8192;
    private static final int MAXIMUM_REQUEST = 64 * 1024;

    private final OwnJobs jobs;
    private final Arrivals arrivals;

    JobFiles(OwnJobs jobs, Arrivals arrivals) {
        this.jobs = jobs;
        this.arrivals = arrivals;
    }

    /** Returns the list of a job's files, or a message without slashes. Names that the list cannot hold are left out of it. */
    String list(String user, UserFolder home, String id) throws IOException, RefusedException {
        Path folder = jobs.requireFolder(user, home, id);
        List<JobFile> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                entry(home, entry).ifPresent(files::add);
            }
        } catch (AccessDeniedException e) {
            throw RefusedException.forbidden(
                    "The folder of job <" + Printable.text(id) + "> may not be read: its job has" + " changed that");
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        files.sort(Comparator.comparing(JobFile::path));
        return files.isEmpty() ? "No files for job <" + Printable.text(id) + "> yet" : JobFile.toList(files);
    }

    /** Returns an entry of the list. What cannot be fetched is told to be so; only what vanished meanwhile is left out. */
    private static Optional<JobFile> entry(UserFolder home, Path entry) {
        String path = home.virtual(entry);
        if (String.valueOf(entry.getFileName()).startsWith(".")) {
            return Optional.empty();
        }
        if (!JobFile.canBeListed(path)) {
            LOG.log(System.Logger.Level.WARNING, "a job has a file that no list can hold: {0}", Printable.text(path));
            return Optional.empty();
        }
        boolean reachable = home.isInside(entry) && PathText.leadsBack(entry);
        if (reachable && Files.isDirectory(entry)) {
            return Optional.of(new JobFile(JobFile.SHARED_HOST, path, true, 0, false));
        }
        try {
            boolean fetchable = reachable && Files.isRegularFile(entry) && Files.isReadable(entry);
            return Optional.of(
                    new JobFile(JobFile.SHARED_HOST, path, false, fetchable ? Files.size(entry) : 0, fetchable));
        } catch (NoSuchFileException e) {
            LOG.log(System.Logger.Level.TRACE, "a file of a running job is gone already", e);
            return Optional.empty();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "a file of a job cannot be examined: " + Printable.text(path), e);
            return Optional.of(new JobFile(JobFile.SHARED_HOST, path, false, 0, false));
        }
    }

    /** Sends what the request's body asks for: in parts to clients that accept them, as it is to others. */
    void download(String user, UserFolder home, String id, Exchange exchange) throws IOException, RefusedException {
        String wanted = PacText.decode(exchange.shortBody(MAXIMUM_REQUEST));
        List<Path> files = find(home, base(user, home, id, wanted), wanted);
        if (files.isEmpty() && wanted.indexOf('|') >= 0) {
            throw RefusedException.notServed("This gateway runs no commands on files: ask for the names alone");
        }
        if (files.isEmpty()
                && wanted.matches("(?s).*[*?\\[].*")
                && JobFile.fromEntry(wanted).isEmpty()) {
            throw RefusedException.notServed("This gateway finds no files by wildcards: ask for the names themselves");
        }
        if (files.isEmpty() || (files.size() > 1 && !exchange.acceptsMultipart())) {
            throw RefusedException.notFound("There is no such file");
        }
        if (exchange.acceptsMultipart()) {
            List<FileSource> sources = new ArrayList<>();
            for (Path file : files) {
                sources.add(FileSource.growing(file));
            }
            MultipartBody parts = MultipartBody.download(sources);
            exchange.stream(parts.contentType(), parts.contentLength(), parts.open());
        } else {
            FileSource file = FileSource.growing(files.get(0));
            exchange.stream("application/octet-stream", file.length(), file.open());
        }
    }

    /** Returns where relative paths begin. An absolute path is the user's own, and needs no job that is known. */
    private Path base(String user, UserFolder home, String id, String wanted) throws IOException, RefusedException {
        boolean absolute =
                JobFile.fromEntry(wanted).map(JobFile::path).orElse(wanted).startsWith("/");
        return absolute && jobs.isOfNoKnownJob(id) ? home.root() : jobs.requireFolder(user, home, id);
    }

    /**
     * Finds a whole entry of the list, a name or path, or several with commas between; nothing if one is not there. Blanks around a name
     * are part of it if there is such a file, and are left otherwise.
     */
    private static List<Path> find(UserFolder home, Path folder, String wanted) throws IOException {
        String path = JobFile.fromEntry(wanted).map(JobFile::path).orElse(wanted);
        Optional<Path> one = file(home, folder, path);
        if (one.isPresent()) {
            return List.of(one.get());
        }
        List<Path> several = new ArrayList<>();
        for (String name : path.split(",", -1)) {
            Optional<Path> file = file(home, folder, name.strip());
            if (file.isEmpty()) {
                return List.of();
            }
            several.add(file.get());
        }
        return several;
    }

    private static Optional<Path> file(UserFolder home, Path folder, String name) throws IOException {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Path file = home.resolve(name, folder);
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    /** Takes the files of an upload, and returns what to say; id 0 is for a directory of no job. */
    String upload(String user, UserFolder home, String id, MultipartReader message)
            throws IOException, RefusedException {
        Optional<Path> base = id.equals("0")
                ? Optional.empty()
                : Optional.of(jobs.require(user, id).directory());
        Path directory = base.orElse(home.root());
        boolean directoryKnown = base.isPresent();
        try (IncomingFiles files = new IncomingFiles(arrivals)) {
            for (MultipartPart part = message.next(); part != null; part = message.next()) {
                if (part.isCalled("DirName")
                        && !part.hasFileName()
                        && files.files().isEmpty()) {
                    String given = PercentEncoding.decode(part.readText(MAXIMUM_DIRECTORY_NAME))
                            .strip();
                    directory = directory(home, given, base);
                    directoryKnown = true;
                } else if (!directoryKnown) {
                    throw directoryMissing();
                } else {
                    files.store(part.fileName(), part::transferTo, directory);
                }
            }
            List<Path> stored = List.copyOf(files.files());
            int count = stored.size();
            if (count == 0) {
                throw RefusedException.invalid("The upload has no file in it");
            }
            files.commit();
            for (Path file : stored) {
                home.give(file);
            }
            return (count == 1 ? "1 file" : count + " files") + " uploaded " + PacProtocol.UPLOADED + " to "
                    + home.virtual(directory);
        }
    }

    private static Path directory(UserFolder home, String given, Optional<Path> base)
            throws RefusedException, IOException {
        if (given.matches("[A-Za-z0-9._-]+:/.*")) {
            throw RefusedException.invalid("This gateway keeps files on its own machine only, not at '"
                    + Printable.text(given) + "': give the directory without a host");
        }
        if (base.isEmpty() && !given.startsWith("/")) {
            throw directoryMissing();
        }
        Path directory = home.resolve(given, base.orElse(home.root()));
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw RefusedException.invalid("'" + Printable.text(given) + "' is a file, not a directory");
        }
        return directory;
    }

    private static RefusedException directoryMissing() {
        return RefusedException.invalid(
                "An upload that is not for a job must name its directory first (DirName), as an absolute path");
    }
}
