package org.mantle.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobBook;
import org.mantle.gateway.place.NoAccountException;
import org.mantle.gateway.place.TreeRemoval;
import org.mantle.gateway.place.UserFolder;
import org.mantle.gateway.place.UserFolders;

/** Forgets jobs that ended long ago, with their folders: soon after the start, and every hour then. */
final class Retention implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Retention.class.getName());
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final int AT_A_TIME = 1000;

    private final JobBook book;
    private final UserFolders folders;
    private final Clock clock;
    private final Duration age;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "gateway-retention");
        thread.setDaemon(true);
        return thread;
    });

    private Retention(JobBook book, UserFolders folders, Clock clock, Duration age) {
        this.book = book;
        this.folders = folders;
        this.clock = clock;
        this.age = age;
    }

    /**
     * Begins.
     *
     * @param age how long after its end a job is kept
     */
    static Retention start(JobBook book, UserFolders folders, Clock clock, Duration age) {
        Retention retention = new Retention(book, folders, clock, age);
        Future<?> looks =
                retention.timer.scheduleWithFixedDelay(retention::look, 0, PAUSE.toSeconds(), TimeUnit.SECONDS);
        LOG.log(System.Logger.Level.TRACE, "old jobs are looked for: {0}", looks);
        return retention;
    }

    private void look() {
        try {
            // a user whose files are away keeps no others' jobs from being forgotten
            Set<String> away = new HashSet<>();
            List<Job> old = List.of();
            do {
                long last = old.isEmpty() ? 0 : old.get(old.size() - 1).id();
                old = book.endedBefore(clock.instant().minus(age), last, AT_A_TIME);
                for (Job job : old) {
                    if (!away.contains(job.user()) && !forget(job)) {
                        away.add(job.user());
                    }
                }
            } while (old.size() == AT_A_TIME && !timer.isShutdown());
        } catch (IOException | RuntimeException e) {
            // the next look may go well
            LOG.log(System.Logger.Level.WARNING, "old jobs could not be forgotten", e);
        }
    }

    /** Forgets a job with its folder; returns false if files of its user cannot be reached now. */
    private boolean forget(Job job) throws IOException {
        try {
            removeFolder(job);
        } catch (NoAccountException | FileSystemException e) {
            // what is nobody's any more, or was closed by whose it is, keeps no others from being forgotten
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the folder of job {0} stays: \"{1}\" ({2})",
                    Long.toString(job.id()),
                    job.directory(),
                    e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "old jobs of \"{0}\" are not forgotten yet, since files of this user cannot be reached: {1}",
                    job.user(),
                    e.getMessage());
            return false;
        }
        book.remove(job.id());
        LOG.log(
                System.Logger.Level.INFO,
                "job {0} of \"{1}\" is forgotten, with its files",
                Long.toString(job.id()),
                job.user());
        return true;
    }

    private void removeFolder(Job job) throws IOException {
        UserFolder home = folders.of(job.user());
        Path folder = home.file(job.directory());
        // its owner may have put something else in its place
        if (home.isJobsFolder(folder.getParent()) && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            TreeRemoval.remove(folder);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
