package org.mantle.gateway.account;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.place.UserFilesException;

/**
 * The file processes of all users: one for each, begun when it is needed, and again when it has died, and ended when it was not used for a
 * while, or with the gateway. Safe for use by several threads.
 */
final class FileProcesses implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(FileProcesses.class.getName());
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** How long to wait for the end of another one when there are too many. */
    private static final Duration ROOM_PATIENCE = Duration.ofSeconds(5);

    private final Accounts accounts;
    private final FileProcessSettings settings;
    private final Semaphore room;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "gateway-file-processes");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;

    /** The place of a user's process. */
    private static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable FileProcess process;
    }

    FileProcesses(Accounts accounts, FileProcessSettings settings) {
        this.accounts = accounts;
        this.settings = settings;
        room = new Semaphore(settings.most());
        Duration part = settings.idle().dividedBy(4);
        long pause = Math.max(1, Math.min(part.toMillis(), LONGEST_PAUSE.toMillis()));
        Future<?> looks = timer.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
        LOG.log(System.Logger.Level.TRACE, "file processes are looked at: {0}", looks);
    }

    private void look() {
        for (FileProcess process : all()) {
            process.endIfSilent();
            if (process.endIfUnused(settings.idle())) {
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "the file process of \"{0}\" was not used for a while and ends",
                        process.account().name());
            }
        }
    }

    private List<FileProcess> all() {
        return slots.values().stream()
                .map(slot -> slot.process)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Returns how many processes there are. */
    int count() {
        return settings.most() - room.availablePermits();
    }

    /**
     * Returns the process of a user, which is begun if there is none. Its use must be ended: {@link FileProcess#leave}.
     *
     * @throws UserFilesException if there can be none; the message is for the user
     * @throws org.mantle.gateway.place.NoAccountException if the user is no account that is served
     */
    FileProcess enter(String user) throws IOException {
        Account account = accounts.require(user);
        Slot slot = slots.computeIfAbsent(user, name -> new Slot());
        slot.lock.lock();
        try {
            FileProcess known = slot.process;
            if (known != null && known.account().equals(account) && known.enter()) {
                return known;
            }
            slot.process = null;
            if (closed) {
                throw new UserFilesException("The gateway is closing: try again when it is back");
            }
            makeRoom();
            FileProcess begun = FileProcess.start(account, settings, room::release);
            if (!begun.enter()) {
                throw new UserFilesException(
                        "The process of \"" + user + "\" that reads and writes files ended at once: try again");
            }
            slot.process = begun;
            return begun;
        } finally {
            slot.lock.unlock();
        }
    }

    private void makeRoom() throws UserFilesException {
        if (room.tryAcquire()) {
            return;
        }
        Optional<FileProcess> longest = all().stream()
                .filter(process -> process.unused() >= 0)
                .max(Comparator.comparingLong(FileProcess::unused));
        longest.ifPresent(process -> process.endIfUnused(Duration.ZERO));
        if (!Uninterruptibles.tryAcquireUninterruptibly(room, ROOM_PATIENCE)) {
            throw new UserFilesException("Files of too many users are being read and written at present (at most "
                    + settings.most() + "): try again in a minute");
        }
    }

    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        for (Slot slot : slots.values()) {
            slot.lock.lock();
            try {
                FileProcess process = slot.process;
                slot.process = null;
                if (process != null) {
                    process.end();
                }
            } finally {
                slot.lock.unlock();
            }
        }
    }
}
