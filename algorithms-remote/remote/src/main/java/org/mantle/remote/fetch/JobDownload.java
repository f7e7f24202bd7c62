package org.mantle.remote.fetch;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.PermissionDeniedException;
import org.mantle.remote.job.RemoteFile;
import org.mantle.remote.job.RemoteJobManager;
import org.mantle.remote.job.RemoteServiceException;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.ServiceWords;
import org.mantle.remote.job.Session;
import org.mantle.remote.job.UnknownFileException;
import org.mantle.remote.job.UnknownJobException;
import org.mantle.remote.job.WorkMonitor;

/**
 * The way of a job's files into a directory of this machine: each comes whole, or not at all.
 *
 * <p>Of all files, those in JSON come last: they tell of the others, and a report must not be there when what it tells of is not.
 */
public final class JobDownload {

    private static final int NAMES_SHOWN = 20;

    /** A line has several, so that the files of a large job leave the other lines of a run's log in their place. */
    private static final int NAMES_IN_LINE = 50;

    private final RemoteJobManager manager;
    private final Session session;
    private final String resource;
    private final JobId id;
    private final boolean isUnderWay;
    private final Path directory;
    private final WorkMonitor monitor;
    private final Set<String> written = new HashSet<>();
    private final List<String> notFetched = new ArrayList<>();
    private final List<String> untold = new ArrayList<>();
    private boolean onlyPermissions = true;

    /** The names of the job's files, for a user who named none of them. */
    private String others = "";

    private int fetched;
    private long bytes;

    /**
     * Prepares a download.
     *
     * @param isUnderWay whether the job may still write its files
     */
    public JobDownload(
            RemoteJobManager manager,
            Session session,
            String resource,
            JobId id,
            boolean isUnderWay,
            Path directory,
            WorkMonitor monitor) {
        this.manager = manager;
        this.session = session;
        this.resource = resource;
        this.id = id;
        this.isUnderWay = isUnderWay;
        this.directory = directory;
        this.monitor = new SharedMonitor(monitor);
    }

    /** Fetches the named file, or all files when the name is empty, and returns what was fetched, in words. */
    public String fetch(String wanted) throws IOException {
        monitor.doing("Asking for the files of job " + id);
        List<RemoteFile> chosen = wanted.isEmpty() ? allFiles() : List.of(named(wanted));
        PartFile.sweep(directory);
        monitor.transferring(
                "Downloading",
                chosen.stream()
                        .filter(RemoteFile::isListed)
                        .mapToLong(RemoteFile::size)
                        .sum());
        try {
            if (wanted.isEmpty()) {
                fetchAll(chosen);
            } else {
                fetchNamed(chosen.get(0));
            }
        } catch (AlgorithmCancelledException | CancellationException e) {
            monitor.tell(Level.WARNING, ofAll(chosen.size()));
            throw e;
        } finally {
            if (wanted.isEmpty()) {
                tellNames();
            }
        }
        if (!notFetched.isEmpty()) {
            throw incomplete(chosen.size());
        }
        String what = wanted.isEmpty()
                ? (fetched == 1 ? "1 file" : fetched + " files")
                : chosen.get(0).name();
        return what + " (" + ByteCount.text(bytes) + ")";
    }

    private List<RemoteFile> allFiles() throws IOException {
        List<RemoteFile> files = listed();
        if (files.isEmpty()) {
            throw noFiles();
        }
        List<RemoteFile> hidden = files.stream().filter(LocalFileName::isHidden).toList();
        if (!hidden.isEmpty()) {
            monitor.tell(
                    Level.WARNING,
                    "job " + id + " has hidden files, which are fetched by their names alone: " + names(hidden));
        }
        return files.stream()
                .filter(file -> !LocalFileName.isHidden(file))
                .sorted(Comparator.comparing(JobDownload::isJson))
                .toList();
    }

    /** Returns the job's files; while it runs it may write more of them than the list says. */
    private List<RemoteFile> listed() throws IOException {
        List<RemoteFile> files = manager.files(session, id, monitor);
        return isUnderWay ? files.stream().map(RemoteFile::whileJobRuns).toList() : files;
    }

    private UnknownFileException noFiles() {
        return new UnknownFileException("job " + id + " at " + resource + " has no files yet; ask for its state", "");
    }

    /** Returns the file of a name or path. One at an absolute path need not be in the list, nor need there be such a job any more. */
    private RemoteFile named(String wanted) throws IOException {
        if (!RemoteFile.isAbsolute(wanted)) {
            List<RemoteFile> files = listed();
            if (files.isEmpty()) {
                throw noFiles();
            }
            return chosen(files, wanted);
        }
        List<RemoteFile> files;
        try {
            files = listed();
        } catch (UnknownJobException e) {
            files = List.of();
        }
        return files.stream()
                .filter(file -> file.path().equals(wanted) || file.name().equals(wanted))
                .findFirst()
                .orElseGet(() -> RemoteFile.unlisted(wanted));
    }

    private static boolean isJson(RemoteFile file) {
        return file.name().toLowerCase(Locale.ROOT).endsWith(".json");
    }

    private RemoteFile chosen(List<RemoteFile> files, String wanted) throws UnknownFileException {
        List<RemoteFile> exact =
                files.stream().filter(file -> file.path().equals(wanted)).toList();
        List<RemoteFile> fitting = exact.isEmpty()
                ? files.stream()
                        .filter(file -> file.path().endsWith("/" + wanted)
                                || file.name().equals(wanted))
                        .toList()
                : exact;
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        if (fitting.isEmpty() && !wanted.equals(wanted.strip())) {
            return chosen(files, wanted.strip());
        }
        if (fitting.isEmpty()) {
            others = names(files);
            return RemoteFile.unlisted(wanted);
        }
        throw new UnknownFileException(
                "job " + id + " at " + resource + " has several files \"" + wanted + "\"; give one of these: "
                        + fitting.stream().map(RemoteFile::path).collect(Collectors.joining(", ")),
                "");
    }

    private static String names(List<RemoteFile> files) {
        String shown = files.stream()
                .limit(NAMES_SHOWN)
                .map(file -> ServiceWords.line(file.name()))
                .collect(Collectors.joining(", "));
        return files.size() <= NAMES_SHOWN ? shown : shown + " and " + (files.size() - NAMES_SHOWN) + " more";
    }

    /** Fetches files, several at a time if the manager can, but those in JSON when all others are here. */
    private void fetchAll(List<RemoteFile> files) throws IOException {
        Queue<RemoteFile> others = new ConcurrentLinkedQueue<>(
                files.stream().filter(file -> !isJson(file)).toList());
        int lanes = Math.min(manager.downloadsAtATime(), others.size());
        if (lanes > 1) {
            fetchSideBySide(others, files.size(), lanes);
        } else {
            fetchOneByOne(others, files.size());
        }
        fetchOneByOne(
                new ArrayDeque<>(files.stream().filter(JobDownload::isJson).toList()), files.size());
    }

    private void fetchOneByOne(Queue<RemoteFile> files, int all) throws IOException {
        for (RemoteFile file = files.poll(); file != null; file = files.poll()) {
            fetchIfPossible(file, all);
        }
    }

    /** Fetches files by several threads; when one fails, the others end with the file that they have. */
    private void fetchSideBySide(Queue<RemoteFile> files, int all, int lanes) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(lanes, JobDownload::thread);
        try {
            List<CompletableFuture<Void>> ends = new ArrayList<>();
            for (int i = 0; i < lanes; i++) {
                ends.add(CompletableFuture.runAsync(
                        () -> {
                            try {
                                fetchOneByOne(files, all);
                            } catch (IOException e) {
                                throw new CompletionException(e);
                            } finally {
                                // whether it was the last or failed, nothing more is begun
                                files.clear();
                            }
                        },
                        threads));
            }
            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        } finally {
            threads.shutdown();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "mantle-download");
        thread.setDaemon(true);
        return thread;
    }

    /** Fetches a file; one that cannot be had does not keep the others from coming, and is reported in the end. */
    private void fetchIfPossible(RemoteFile file, int all) throws IOException {
        try {
            fetchOne(file);
        } catch (PermissionDeniedException e) {
            leave(file, "no permission", true);
        } catch (UnknownFileException e) {
            leave(file, String.valueOf(e.getMessage()), false);
        } catch (LocalFileException e) {
            throw new LocalFileException(
                    fetched() + " of " + all + " files of job " + id + " were fetched; " + e.getMessage(), e);
        }
    }

    private synchronized void leave(RemoteFile file, String why, boolean isPermission) {
        onlyPermissions &= isPermission;
        notFetched.add(ServiceWords.line(file.name()) + " (" + why + ")");
    }

    private synchronized int fetched() {
        return fetched;
    }

    /** Fetches what the user named. No list has hidden files and some names, and the service may have them all the same. */
    private void fetchNamed(RemoteFile file) throws IOException {
        try {
            fetchOne(file);
        } catch (UnknownFileException e) {
            if (file.isListed() || RemoteFile.isAbsolute(file.path())) {
                throw e;
            }
            throw new UnknownFileException(
                    "job " + id + " at " + resource + " has no file \"" + file.path()
                            + "\"; give one exact name, or none for all files; it has "
                            + others,
                    "");
        }
    }

    private void fetchOne(RemoteFile file) throws IOException {
        Optional<String> name = LocalFileName.of(file);
        if (name.isEmpty()) {
            throw new UnknownFileException(
                    "the file \"" + ServiceWords.line(file.path()) + "\" that " + resource + " lists for job " + id
                            + " has a name that could lead out of the directory, or that this system does not allow, and"
                            + " was not fetched",
                    "");
        }
        if (!file.fetchable()) {
            throw new PermissionDeniedException(
                    resource, session.user(), "the file " + name.get() + " of job " + id, "");
        }
        if (!claims(name.get())) {
            throw new UnknownFileException(
                    "there is another file of that name; fetch it into another directory, by its path " + file.path(),
                    "");
        }
        monitor.goingOn("Downloading " + name.get());
        try (PartFile part = PartFile.of(directory.resolve(name.get()))) {
            manager.download(session, id, file, part, monitor);
            monitor.checkCancelled();
            if (file.isListed() && part.size() != file.size()) {
                throw new ServiceFaultException(
                        name.get() + " came with " + part.size() + " bytes from " + resource + ", which lists "
                                + file.size() + "; fetch it again",
                        "");
            }
            part.keep();
            came(name.get(), part.size());
        }
    }

    private synchronized boolean claims(String name) {
        return written.add(name);
    }

    private synchronized void came(String name, long size) {
        fetched++;
        bytes += size;
        untold.add(name + " (" + ByteCount.text(size) + ")");
        if (untold.size() == NAMES_IN_LINE) {
            tellNames();
        }
    }

    /** Says which files have come, also when others do not. */
    private synchronized void tellNames() {
        if (!untold.isEmpty()) {
            monitor.tell(Level.INFO, "Fetched " + String.join(", ", untold));
            untold.clear();
        }
    }

    private String ofAll(int all) {
        return fetched + " of " + all + (all == 1 ? " file of job " : " files of job ") + id
                + (fetched == 1 ? " was" : " were") + " fetched into " + directory;
    }

    private RemoteServiceException incomplete(int all) {
        String files = ofAll(all);
        String rest = String.join(", ", notFetched.subList(0, Math.min(NAMES_SHOWN, notFetched.size())))
                + (notFetched.size() > NAMES_SHOWN ? " and " + (notFetched.size() - NAMES_SHOWN) + " more" : "");
        return onlyPermissions
                ? new PermissionDeniedException(resource, session.user(), rest + "; " + files, "")
                : new UnknownFileException(files + "; not fetched: " + rest, "");
    }
}
