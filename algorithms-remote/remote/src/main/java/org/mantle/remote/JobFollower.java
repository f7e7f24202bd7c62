package org.mantle.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mantle.pac.stream.BlockOutput;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.RemoteFile;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.RemoteServiceException;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.ServiceUnreachableException.Stage;
import org.mantle.remote.job.UnknownFileException;
import org.mantle.remote.job.WorkMonitor;

/**
 * Follows one job to its end, with its output as it grows. It asks more seldom while nothing happens, and while reading takes long, since
 * services hand out whole files. For one thread.
 */
final class JobFollower {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** Of the time that following takes, reading takes a small part. */
    private static final int REST = 10;

    private final ResourceAccount account;
    private final JobId id;
    private final WorkMonitor monitor;
    private final Duration patience;
    private final Growing output;
    private final Growing errors;
    private String lastState = "";
    private Duration pause = SHORTEST;
    private long troubleSince;
    private boolean isTroubled;

    /** A stream of the job, and the file of it that grows; of an array, the files of its tasks. */
    private static final class Growing extends BlockOutput {

        private final OutputStream sink;
        private final Map<String, Long> told = new HashMap<>();
        private String path = "";

        Growing(OutputStream sink) {
            this.sink = sink;
        }

        /** Begins with what one file has more, and returns how much of it was told before. */
        long begin(RemoteFile file, boolean isOneOfSeveral) throws IOException {
            if (isOneOfSeveral && !file.path().equals(path)) {
                // in the form of tail, which shows several files too
                String heading = (told.isEmpty() ? "" : "\n") + "==> " + file.name() + " <==\n";
                sink.write(heading.getBytes(StandardCharsets.UTF_8));
            }
            path = file.path();
            return told.merge(path, 0L, Long::sum);
        }

        /** Returns how much of a file was told; nothing of one that was written anew from its beginning: the job was started again. */
        long told(RemoteFile file) {
            if (file.size() < told.getOrDefault(file.path(), 0L)) {
                told.remove(file.path());
            }
            return told.getOrDefault(file.path(), 0L);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            sink.write(bytes, offset, length);
            // what has been told once is not told again, also if the rest fails to come
            told.merge(path, (long) length, Long::sum);
        }

        @Override
        public void flush() throws IOException {
            sink.flush();
        }
    }

    /**
     * Begins.
     *
     * @param patience how long a service may fail before following ends
     */
    JobFollower(
            ResourceAccount account,
            JobId id,
            WorkMonitor monitor,
            Duration patience,
            OutputStream output,
            OutputStream errors) {
        this.account = account;
        this.id = id;
        this.monitor = monitor;
        this.patience = patience;
        this.output = new Growing(output);
        this.errors = new Growing(errors);
    }

    /** Returns the job when it has ended, with the reason for its state; or when the service does not know whether it has. */
    RemoteJob follow(Consumer<RemoteJob> states) throws IOException {
        while (true) {
            @Nullable RemoteJob job = round(states);
            if (job != null && !job.state().isUnderWay()) {
                return job;
            }
            monitor.pause(pause);
        }
    }

    /** Looks once, and returns the job as it was before its files were read; {@code null} when that failed. */
    private @Nullable RemoteJob round(Consumer<RemoteJob> states) throws IOException {
        try {
            // asked first: what the job writes until its end is in the files then
            RemoteJob job = account.job(id);
            boolean isNew = !job.inWords().equals(lastState);
            if (isNew) {
                lastState = job.inWords();
                states.accept(job);
            }
            long begin = System.nanoTime();
            List<RemoteFile> files = account.files(id);
            boolean hasGrown = read(OutputFiles.output(id, files), output);
            hasGrown |= read(OutputFiles.error(id, files), errors);
            isTroubled = false;
            pause = next(isNew || hasGrown, Duration.ofNanos(System.nanoTime() - begin));
            return job;
        } catch (ServiceUnreachableException | ServiceFaultException | UnknownFileException e) {
            bear(e);
            return null;
        }
    }

    private Duration next(boolean somethingHappened, Duration taken) {
        Duration usual = somethingHappened ? SHORTEST : pause.plus(pause.dividedBy(2));
        Duration bounded = usual.compareTo(LONGEST) < 0 ? usual : LONGEST;
        Duration rest = taken.multipliedBy(REST);
        return rest.compareTo(bounded) > 0 ? rest : bounded;
    }

    private boolean read(List<RemoteFile> listed, Growing stream) throws IOException {
        boolean hasGrown = false;
        for (RemoteFile now : listed) {
            if (now.size() > stream.told(now)) {
                long start = stream.begin(now, listed.size() > 1);
                account.readFrom(id, now.whileJobRuns(), start, stream);
                hasGrown = true;
            }
        }
        if (hasGrown) {
            stream.flush();
        }
        return hasGrown;
    }

    /** Goes on although the service failed, unless it has failed for long, or is not the one that is trusted. */
    private void bear(RemoteServiceException e) throws RemoteServiceException {
        if (e instanceof ServiceUnreachableException unreachable && unreachable.stage() == Stage.NOT_TRUSTED) {
            throw e;
        }
        long now = System.nanoTime();
        if (!isTroubled) {
            isTroubled = true;
            troubleSince = now;
            monitor.tell(
                    Level.WARNING, e.getMessage() + "; it is asked again, for " + patience.toSeconds() + " s at most");
        } else if (now - troubleSince > patience.toNanos()) {
            throw e;
        }
        pause = next(false, Duration.ZERO);
    }
}
