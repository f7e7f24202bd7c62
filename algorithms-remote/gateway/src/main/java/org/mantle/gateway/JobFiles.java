package org.mantle.gateway;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mantle.pac.FileSource;
import org.mantle.pac.JobFile;
import org.mantle.pac.MultipartBody;
import org.mantle.pac.MultipartPart;
import org.mantle.pac.MultipartReader;
import org.mantle.pac.PacProtocol;
import org.mantle.pac.PercentEncoding;

/** Lists, sends and receives the files of jobs. */
final class JobFiles {
    private static final System.Logger LOG = System.getLogger(JobFiles.class.getName());
    private static final int MAXIMUM_DIRECTORY_NAME = 8192;
    private static final int MAXIMUM_REQUEST = 64 * 1024;

    private final JobBook book;
    private final Arrivals arrivals;

    JobFiles(JobBook book, Arrivals arrivals) {
        this.book = book;
        this.arrivals = arrivals;
    }

    /** The list of a job's files, or a message without slashes. Names that the list cannot hold are left out of it. */
    String list(String user, Room room, String id) throws IOException, RefusedException {
        Job job = book.require(user, id);
        List<JobFile> files = new ArrayList<>();
        if (!Files.isDirectory(job.directory())) {
            throw RefusedException.notFound("The files of job <" + id + "> are gone");
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(job.directory())) {
            for (Path entry : entries) {
                try {
                    entry(room, entry).ifPresent(files::add);
                } catch (NoSuchFileException e) {
                    LOG.log(System.Logger.Level.TRACE, "A file of a running job is gone already", e);
                }
            }
        }
        files.sort(Comparator.comparing(JobFile::path));
        return files.isEmpty() ? "No files for job <" + id + "> yet" : JobFile.toList(files);
    }

    private static Optional<JobFile> entry(Room room, Path entry) throws IOException {
        String path = room.virtual(entry);
        if (String.valueOf(entry.getFileName()).startsWith(".")) {
            return Optional.empty();
        }
        if (!JobFile.canBeListed(path)) {
            LOG.log(System.Logger.Level.WARNING, "A job has a file that no list can hold: {0}", Room.printable(path));
            return Optional.empty();
        }
        boolean inside = room.isInside(entry);
        if (inside && Files.isDirectory(entry)) {
            return Optional.of(new JobFile(JobFile.SHARED_HOST, path, true, 0, false));
        }
        boolean fetchable = inside && Files.isRegularFile(entry);
        return Optional.of(new JobFile(JobFile.SHARED_HOST, path, false, fetchable ? Files.size(entry) : 0, fetchable));
    }

    /** Sends what the request's body asks for: in parts to clients that accept them, as it is to others. */
    void download(String user, Room room, String id, Exchange exchange) throws IOException, RefusedException {
        Job job = book.require(user, id);
        String wanted = exchange.smallText(MAXIMUM_REQUEST).strip();
        List<Snapshot> files = find(room, job, wanted);
        if (files.isEmpty() && wanted.indexOf('|') >= 0) {
            // the one refusal with words: what they say is not to be taken for a file, because the status is none of a
            // file's
            exchange.answer(
                    400, "text/plain;charset=UTF-8", "This gateway runs no commands on files: ask for the names alone");
            return;
        }
        if (files.isEmpty() || (files.size() > 1 && !exchange.acceptsMultipart())) {
            throw RefusedException.notFound("There is no such file");
        }
        if (exchange.acceptsMultipart()) {
            exchange.multipart(MultipartBody.download(List.<FileSource>copyOf(files)));
        } else {
            exchange.file(files.get(0));
        }
    }

    /** A whole entry of the list, a name or path, or several with commas between; nothing if one of them is not there. */
    private static List<Snapshot> find(Room room, Job job, String wanted) throws IOException, RefusedException {
        String path = JobFile.fromEntry(wanted).map(JobFile::path).orElse(wanted);
        Optional<Snapshot> one = snapshot(room, job, path);
        if (one.isPresent()) {
            return List.of(one.get());
        }
        List<Snapshot> several = new ArrayList<>();
        for (String name : path.split(",", -1)) {
            Optional<Snapshot> file = snapshot(room, job, name.strip());
            if (file.isEmpty()) {
                return List.of();
            }
            several.add(file.get());
        }
        return several;
    }

    private static Optional<Snapshot> snapshot(Room room, Job job, String name) throws IOException, RefusedException {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Path file = room.resolve(name, job.directory());
        return Files.isRegularFile(file)
                ? Optional.of(new Snapshot(file, String.valueOf(file.getFileName()), Files.size(file)))
                : Optional.empty();
    }

    /** Takes the files of an upload; id 0 is for a directory of no job. Returns what to say. */
    String upload(String user, Room room, String id, MultipartReader message) throws IOException, RefusedException {
        Optional<Path> base = id.equals("0")
                ? Optional.empty()
                : Optional.of(book.require(user, id).directory());
        Path directory = base.orElse(room.root());
        boolean directoryKnown = base.isPresent();
        try (IncomingFiles files = new IncomingFiles(arrivals)) {
            for (MultipartPart part = message.next(); part != null; part = message.next()) {
                if (part.isCalled("DirName")
                        && !part.hasFileName()
                        && files.files().isEmpty()) {
                    String given = PercentEncoding.decode(part.readText(MAXIMUM_DIRECTORY_NAME))
                            .strip();
                    directory = directory(room, given, base);
                    directoryKnown = true;
                } else if (!directoryKnown) {
                    throw directoryMissing();
                } else {
                    files.store(part, directory);
                }
            }
            int count = files.files().size();
            if (count == 0) {
                throw RefusedException.invalid("The upload has no file in it");
            }
            files.commit();
            return (count == 1 ? "1 file" : count + " files") + " uploaded " + PacProtocol.UPLOADED + " to "
                    + room.virtual(directory);
        }
    }

    private static Path directory(Room room, String given, Optional<Path> base) throws RefusedException, IOException {
        if (given.matches("[A-Za-z0-9._-]+:/.*")) {
            throw RefusedException.invalid("This gateway keeps files on its own machine only, not at '"
                    + Room.printable(given) + "': give the directory without a host");
        }
        if (base.isEmpty() && !given.startsWith("/")) {
            throw directoryMissing();
        }
        Path directory = room.resolve(given, base.orElse(room.root()));
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw RefusedException.invalid("'" + Room.printable(given) + "' is a file, not a directory");
        }
        return directory;
    }

    private static RefusedException directoryMissing() {
        return RefusedException.invalid(
                "An upload that is not for a job must name its directory first (DirName), as an absolute path");
    }
}
