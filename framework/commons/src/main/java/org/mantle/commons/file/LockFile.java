package org.mantle.commons.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A lock that threads and processes share: a file that is never replaced, and is left behind. What stands in it does not matter.
 *
 * <p>It is held from {@link #acquire} until its {@link Held} is closed, by whichever thread. It is not reentrant: who holds it
 * waits in vain for it. Safe for use by several threads, and by several locks of one file in a process.
 */
public final class LockFile {

    private static final long SHORTEST_PAUSE_NANOS = 50_000;
    private static final long LONGEST_PAUSE_NANOS = 5_000_000;

    /** One byte far behind all content is locked: Windows lets nobody else read or write what is. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    /**
     * The files that this process holds or is about to. The system's locks are the process's: closing any handle of a file gives
     * back the lock that another thread has on it, so that nobody here may open a file that is in this set.
     */
    private static final Set<Object> IN_USE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final boolean isExisting;

    /** Lets the threads that share this lock wait without looking again and again. */
    private final Semaphore turn = new Semaphore(1);

    /** Makes the lock; its file is made when it is first acquired. */
    public LockFile(Path file) {
        this(file, false);
    }

    private LockFile(Path file, boolean isExisting) {
        this.file = file.toAbsolutePath();
        this.isExisting = isExisting;
    }

    /**
     * Returns a lock of a file that somebody else makes, and may move or remove while he holds its lock. It is never made here: acquiring
     * the lock of one that is gone, or that another took the place of meanwhile, fails with a {@link NoSuchFileException}.
     */
    public static LockFile ofExisting(Path file) {
        return new LockFile(file, true);
    }

    /** Returns the file, with its whole path. */
    public Path file() {
        return file;
    }

    /**
     * Acquires the lock.
     *
     * @param patience how long to wait for others; zero tries once
     * @return the lock as it is held, or nothing if others have it for longer
     * @throws InterruptedException if the thread is interrupted before it has the lock
     * @throws IOException if the file cannot be made or opened, or its file system has no locks
     */
    public Optional<Held> acquire(Duration patience) throws IOException, InterruptedException {
        Held held = new Held();
        boolean acquired = false;
        try {
            acquired = held.acquire(deadline(patience), true);
        } finally {
            if (!acquired) {
                held.close();
            }
        }
        return acquired ? Optional.of(held) : Optional.empty();
    }

    /**
     * Acquires the lock without regard to interrupts, for what must also be done at the end of something cancelled. The thread is
     * not interrupted while it has the lock: an interrupt of meanwhile is there again after {@link Held#close}.
     *
     * @param patience how long to wait for others; zero tries once
     * @return the lock as it is held, or nothing if others have it for longer
     * @throws IOException if the file cannot be made or opened, or its file system has no locks
     */
    public Optional<Held> acquireUninterruptibly(Duration patience) throws IOException {
        Held held = new Held();
        boolean acquired = false;
        try {
            acquired = held.acquire(deadline(patience), false);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupts are not asked for", e);
        } finally {
            if (!acquired) {
                held.close();
            }
        }
        return acquired ? Optional.of(held) : Optional.empty();
    }

    /**
     * Acquires the lock if nobody has it, without waiting. Whether the thread is interrupted does not matter, and stays as it is.
     *
     * @return the lock as it is held, or nothing if others have it
     * @throws IOException if the file cannot be made or opened, or its file system has no locks
     */
    public Optional<Held> tryAcquire() throws IOException {
        Held held = new Held();
        boolean acquired = false;
        try {
            acquired = held.tryAcquire();
        } finally {
            if (!acquired) {
                held.close();
            }
        }
        return acquired ? Optional.of(held) : Optional.empty();
    }

    private static long deadline(Duration patience) {
        return System.nanoTime() + patience.toNanos();
    }

    /** The lock as somebody holds it. */
    public final class Held implements Closeable {

        private boolean hasTurn;
        private @Nullable Object inUse;
        private @Nullable FileChannel open;
        private @Nullable Thread interrupted;

        private Held() {}

        private boolean acquire(long deadline, boolean interruptibly) throws IOException, InterruptedException {
            hasTurn = awaitTurn(deadline, interruptibly);
            if (!hasTurn) {
                return false;
            }
            Object key = key();
            long pause = SHORTEST_PAUSE_NANOS;
            while (!isAcquired(key)) {
                if (System.nanoTime() - deadline >= 0) {
                    return false;
                }
                noticeInterrupt(interruptibly);
                LockSupport.parkNanos(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            }
            if (!interruptibly) {
                noticeInterrupt(false);
            }
            return true;
        }

        private boolean tryAcquire() throws IOException {
            hasTurn = turn.tryAcquire();
            return hasTurn && isAcquired(key());
        }

        private boolean awaitTurn(long deadline, boolean interruptibly) throws InterruptedException {
            while (true) {
                try {
                    return turn.tryAcquire(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    if (interruptibly) {
                        throw e;
                    }
                    interrupted = Thread.currentThread();
                }
            }
        }

        private void noticeInterrupt(boolean interruptibly) throws InterruptedException {
            if (Thread.interrupted()) {
                if (interruptibly) {
                    throw new InterruptedException();
                }
                interrupted = Thread.currentThread();
            }
        }

        /** Returns what is the same for every name of the file; makes the file if need be. */
        private Object key() throws IOException {
            @Nullable Object key;
            try {
                key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            } catch (NoSuchFileException e) {
                if (isExisting) {
                    throw e;
                }
                OwnerOnly.createFile(file);
                key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            }
            return key == null ? file.toRealPath() : key;
        }

        /** Tries once: first among the locks of this process, then among processes. */
        private boolean isAcquired(Object key) throws IOException {
            if (inUse == null) {
                if (!IN_USE.add(key)) {
                    return false;
                }
                inUse = key;
                open = FileChannel.open(file, StandardOpenOption.WRITE);
            }
            try {
                if (open == null || open.tryLock(LOCKED_BYTE, 1, false) == null) {
                    return false;
                }
            } catch (OverlappingFileLockException e) {
                // somebody in this process who locks the file in another way
                return false;
            }
            // who had the lock before may have moved or removed the file
            if (isExisting && !key().equals(key)) {
                throw new NoSuchFileException(file.toString(), null, "another file has taken its place");
            }
            return true;
        }

        /** Gives the lock back; for a second time it does nothing. */
        @Override
        public void close() throws IOException {
            try {
                if (open != null) {
                    // which gives back the system's lock
                    open.close();
                }
            } finally {
                open = null;
                if (inUse != null) {
                    IN_USE.remove(inUse);
                    inUse = null;
                }
                if (hasTurn) {
                    hasTurn = false;
                    turn.release();
                }
                if (interrupted != null && interrupted == Thread.currentThread()) {
                    interrupted.interrupt();
                }
                interrupted = null;
            }
        }
    }
}
