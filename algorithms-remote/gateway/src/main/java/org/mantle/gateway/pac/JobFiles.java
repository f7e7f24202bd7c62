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
import org.mantle.gateway.file.DownloadRequest;
import org.mantle.gateway.http.Exchange;
import org.mantle.gateway.place.Printable;
import org.mantle.gateway.place.UserFolder;
import org.mantle.pac.FileSource;
import org.mantle.pac.JobFile;
import org.mantle.pac.MultipartBody;

/** Lists and sends the files of jobs. */
public final class JobFiles {

    private static final System.Logger LOG = System.getLogger(JobFiles.class.getName());

    private final OwnJobs jobs;

    JobFiles(OwnJobs jobs) {
        this.jobs = jobs;
    }

    /** Returns the list of a job's files, or a message without slashes. Names that the list cannot hold are left out of it. */
    public String list(String user, UserFolder home, String id) throws IOException, RefusedException {
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

    /**
     * Sends what is asked for.
     *
     * @param inParts whether the client takes parts; otherwise it gets one file as it is
     */
    public void download(String user, UserFolder home, String id, String wanted, boolean inParts, Exchange exchange)
            throws IOException, RefusedException {
        exchange.noteFiles(List.of(Printable.text(wanted)));
        DownloadRequest request = new DownloadRequest(wanted);
        List<FileSource> files;
        try {
            files = request.find(home, base(user, home, id, request), id.strip());
        } catch (AccessDeniedException e) {
            throw RefusedException.forbidden("'" + Printable.text(wanted)
                    + "' cannot be read: permission denied. Ask whose it is for the right to read it");
        }
        if (files.isEmpty() && request.hasUnknownCommand()) {
            throw RefusedException.notServed("This gateway runs no commands on files. It understands "
                    + DownloadRequest.understoodCommands() + " and does these itself");
        }
        if (files.isEmpty() || (files.size() > 1 && !inParts)) {
            throw RefusedException.notFound("There is no such file");
        }
        if (inParts) {
            MultipartBody parts = MultipartBody.download(files);
            exchange.stream(parts.contentType(), parts.contentLength(), parts.open());
        } else {
            FileSource file = files.get(0);
            exchange.stream("application/octet-stream", file.length(), file.open());
        }
    }

    /** Returns where relative paths begin. An absolute path is the user's own, and needs no folder of a job, nor, with id 0, a job. */
    private Path base(String user, UserFolder home, String id, DownloadRequest request)
            throws IOException, RefusedException {
        if (!request.isAbsolute()) {
            return jobs.requireFolder(user, home, id);
        }
        if (!id.strip().equals("0")) {
            jobs.require(user, id);
        }
        return home.root();
    }
}
