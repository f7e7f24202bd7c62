package org.mantle.framework.internal.file;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock that threads, hosts and processes share: a file that is never replaced, and is left behind. An interrupt does not
 * disturb it, since the end of a cancelled run is recorded too.
 */
public final class LockFile {

    private static final long SHORTEST_PAUSE_NANOS = 50_000;
    private static final long LONGEST_PAUSE_NANOS = 5_000_000;

    private final File file;
    private final ReentrantLock threads = new ReentrantLock();

    public LockFile(File file) {
        this.file = file;
    }

    /** What is done while the lock is held. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Does something while the lock is held.
     *
     * @throws IOException if the lock cannot be had within the time
     */
    public <T> T run(Duration wait, Work<T> work) throws IOException {
        try (Held held = new Held()) {
            held.acquire(wait);
            return work.run();
        }
    }

    /** Reads something while the lock is held, or without it if it cannot be had, for instance in somebody else's folder. */
    public <T> T runAnyway(Duration wait, Work<T> work) throws IOException {
        try (Held held = new Held()) {
            try {
                held.acquire(wait);
            } catch (IOException e) {
                return work.run(); // a line that is being written may look torn, and will not in the next reading
            }
            return work.run();
        }
    }

    /** The lock as one thread holds it. */
    private final class Held implements AutoCloseable {

        private boolean interrupted;
        private boolean amongThreads;
        private @Nullable RandomAccessFile open;

        void acquire(Duration wait) throws IOException {
            long deadline = System.nanoTime() + wait.toNanos();
            amongThreads = acquireAmongThreads(deadline);
            if (!amongThreads || !acquireAmongProcesses(deadline)) {
                throw new IOException("another process holds its lock " + file
                        + "; see which one hangs, or delete that file if none does");
            }
        }

        private boolean acquireAmongThreads(long deadline) {
            while (true) {
                try {
                    return threads.tryLock(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }

        private boolean acquireAmongProcesses(long deadline) throws IOException {
            OwnerOnly.createFile(file.toPath());
            RandomAccessFile opened = new RandomAccessFile(file, "rw");
            open = opened;
            long pause = SHORTEST_PAUSE_NANOS;
            while (!tryLock(opened)) {
                if (System.nanoTime() >= deadline) {
                    return false;
                }
                interrupted |= Thread.interrupted();
                LockSupport.parkNanos(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            }
            return true;
        }

        private boolean tryLock(RandomAccessFile opened) throws IOException {
            try {
                return opened.getChannel().tryLock() != null;
            } catch (OverlappingFileLockException e) { // another host in this JVM
                return false;
            }
        }

        /** Closing the file releases its lock. */
        @Override
        public void close() throws IOException {
            try {
                if (open != null) {
                    open.close();
                }
            } finally {
                if (amongThreads) {
                    threads.unlock();
                }
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
