package org.mantle.gateway.place;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes a user keeps in a folder, and may keep there.
 *
 * <p>The folder is looked through before the first bytes are taken, and again beside the work when that was a while ago; what arrives meanwhile is
 * added. So what jobs write, and what was replaced or removed, counts after a while. Safe for use by several threads.
 */
final class UserRoom {

    private static final System.Logger LOG = System.getLogger(UserRoom.class.getName());

    /** How long a count is good. */
    private static final Duration GOOD = Duration.ofSeconds(30);

    private final Path folder;
    private final long most;
    private final ReentrantLock lock = new ReentrantLock();

    /** What the last look found, without what was on its way. */
    private long counted;

    /** What has arrived since that look began. */
    private long arrived;

    private long arrivedBeforeLook;

    /** What was taken, and is neither kept nor given back. */
    private long underWay;

    /** The names of files that are on their way, which no others have. */
    private final Set<String> arriving = ConcurrentHashMap.newKeySet();

    private long looked;
    private boolean isKnown;
    private boolean isLooking;

    /**
     * Creates the room; nothing is looked at.
     *
     * @param most how many bytes there may be
     */
    UserRoom(Path folder, long most) {
        this.folder = folder;
        this.most = most;
    }

    /**
     * Takes bytes that are about to be written.
     *
     * @param name what they are of, for the message
     * @throws StorageException if there is no room for them
     */
    void take(String name, long bytes) throws StorageException {
        lock.lock();
        try {
            if (!isKnown) {
                counted = count();
                isKnown = true;
                looked = System.nanoTime();
            } else if (!isLooking && System.nanoTime() - looked > GOOD.toNanos()) {
                isLooking = true;
                arrivedBeforeLook = arrived;
                Thread thread = new Thread(this::look, "gateway-room");
                thread.setDaemon(true);
                thread.start();
            }
            long kept = counted + arrived + underWay;
            if (kept + bytes > most) {
                // so that what was removed since counts at the next try
                looked = System.nanoTime() - 2 * GOOD.toNanos();
                throw StorageException.noRoom(name, most);
            }
            underWay += bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Ends what was taken: it is kept, or given back. */
    void settle(long bytes, boolean isKept) {
        lock.lock();
        try {
            underWay -= bytes;
            arrived += isKept ? bytes : 0;
        } finally {
            lock.unlock();
        }
    }

    /** Says that a file is one for which room is being taken, until that ends. */
    void beginArrival(Path file) {
        arriving.add(String.valueOf(file.getFileName()));
    }

    /** Says that no more room is taken for a file. */
    void endArrival(Path file) {
        arriving.remove(String.valueOf(file.getFileName()));
    }

    private void look() {
        long now = count();
        lock.lock();
        try {
            counted = now;
            // what arrived meanwhile may be counted twice, which lets less in until the next look
            arrived -= arrivedBeforeLook;
            looked = System.nanoTime();
            isLooking = false;
        } finally {
            lock.unlock();
        }
    }

    private long count() {
        Sum sum = new Sum();
        try {
            Files.walkFileTree(folder, sum);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "what a user keeps could not be counted: \"" + folder + "\"", e);
        }
        return sum.bytes;
    }

    /** Adds up what is there; what cannot be looked at counts nothing. */
    private final class Sum extends SimpleFileVisitor<Path> {

        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            boolean isArriving = arriving.contains(String.valueOf(file.getFileName()));
            bytes += attributes.isRegularFile() && !isArriving ? attributes.size() : 0;
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException problem) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem) {
            return FileVisitResult.CONTINUE;
        }
    }
}
