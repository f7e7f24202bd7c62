package org.mantle.gateway.account;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** How many of one user there may be that have been given up, and do not end, with the one that is used. */
    private static final int MOST_OF_USER = 3;

    /** How long to wait for the end of another one when there are too many. */
    private static final Duration ROOM_PATIENCE = Duration.ofSeconds(5);

    private final Accounts accounts;
    private final FileProcessSettings settings;
    private final Semaphore room;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    /** Those that are not gone, also the ones that are to be used no more. */
    private final Set<FileProcess> all = ConcurrentHashMap.newKeySet();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "gateway-file-processes");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;

    /** The place of a user's process. */
    private static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();

        /** How many there are, with those that are to be used no more. */
        private final AtomicInteger count = new AtomicInteger();

        private @Nullable FileProcess process;

        /** Why the last one could not be begun, and when that was known. */
        private @Nullable UserFilesException failure;

        private long failed;
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
        all.removeIf(FileProcess::isGone);
        for (FileProcess process : all) {
            process.endIfItHangs();
            if (process.endIfUnused(settings.idle())) {
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "the file process of \"{0}\" was not used for a while and ends",
                        process.account().name());
            }
        }
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
        long asked = System.nanoTime();
        Account account = accounts.require(user);
        Slot slot = slots.computeIfAbsent(user, name -> new Slot());
        slot.lock.lock();
        try {
            FileProcess known = slot.process;
            if (known != null && isGood(known, account, slot) && known.enter()) {
                return known;
            }
            if (known != null) {
                slot.process = null;
                known.retire();
            }
            UserFilesException failure = slot.failure;
            if (failure != null && slot.failed - asked > 0) {
                // who waited meanwhile is not to wait as long once more
                throw failure.again();
            }
            FileProcess begun = begin(account, slot);
            slot.process = begun;
            return begun;
        } finally {
            slot.lock.unlock();
        }
    }

    /** Tells whether a process is still the account's: an old one may have rights of groups that the account is no longer in. */
    private boolean isGood(FileProcess process, Account account, Slot slot) {
        boolean isReplaced = process.isOlderThan(settings.age()) && slot.count.get() == 1;
        return process.account().equals(account) && !isReplaced;
    }

    private FileProcess begin(Account account, Slot slot) throws IOException {
        try {
            if (closed) {
                throw new UserFilesException("The gateway is closing: try again when it is back");
            }
            if (slot.count.get() >= MOST_OF_USER) {
                throw new UserFilesException("Processes of \"" + account.name()
                        + "\" that read and wrote files do not end: a file system hangs, or a program of yours holds them."
                        + " Try again later, or ask whoever runs the gateway");
            }
            makeRoom();
            slot.count.incrementAndGet();
            FileProcess begun = FileProcess.start(account, settings, () -> {
                slot.count.decrementAndGet();
                room.release();
            });
            all.add(begun);
            if (closed) {
                begun.end();
            }
            if (!begun.enter()) {
                throw new UserFilesException("The process of \"" + account.name()
                        + "\" that reads and writes files ended at once: try again");
            }
            return begun;
        } catch (UserFilesException e) {
            slot.failure = e;
            slot.failed = System.nanoTime();
            throw e;
        }
    }

    private void makeRoom() throws UserFilesException {
        if (room.tryAcquire()) {
            return;
        }
        Optional<FileProcess> longest = all.stream()
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
        all.forEach(FileProcess::beginToEnd);
        all.parallelStream().forEach(FileProcess::end);
    }
}
