package org.mantle.gateway.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a file's bytes are on the disk, once for all who wait at a time. Safe for use by several threads.
 *
 * <p>Who comes while others wait for the disk waits for the next turn, which is one for all that came meanwhile: one of them takes it.
 */
final class DiskSync implements AutoCloseable {

    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turned = lock.newCondition();

    /** Used by whoever takes a turn. */
    private @Nullable FileChannel channel;

    private boolean busy;

    /** Those who wait for the turn that has not begun. */
    private Turn next = new Turn();

    /** Creates it for a file, which need not be there before somebody waits. */
    DiskSync(Path file) {
        this.file = file;
    }

    /** One wait for the disk; used with the lock held. */
    private static final class Turn {

        private boolean ended;
        private @Nullable IOException failure;
    }

    /**
     * Waits until all is on the disk that was written to the file before. It is not ended by an interruption.
     *
     * @throws IOException if that is not known
     */
    void await() throws IOException {
        lock.lock();
        try {
            Turn own = next;
            while (busy && !own.ended) {
                turned.awaitUninterruptibly();
            }
            if (!own.ended) {
                take(own);
            }
            if (own.failure != null) {
                // one of its own for each, since each goes up a stack of its own
                throw new IOException(own.failure.getMessage(), own.failure);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes a turn for all who wait for it; called and returns with the lock held. */
    private void take(Turn turn) {
        busy = true;
        next = new Turn();
        lock.unlock();
        IOException failure = null;
        try {
            force();
        } catch (IOException e) {
            failure = e;
        } finally {
            lock.lock();
            turn.failure = failure;
            turn.ended = true;
            busy = false;
            turned.signalAll();
        }
    }

    /** Waits for the disk; called by one thread at a time. */
    private void force() throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    open().force(false);
                    return;
                } catch (ClosedByInterruptException e) {
                    // an interruption closes the channel of whoever it meets: again, by another
                    interrupted = Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private FileChannel open() throws IOException {
        FileChannel known = channel;
        if (known == null || !known.isOpen()) {
            known = FileChannel.open(file, StandardOpenOption.WRITE);
            channel = known;
        }
        return known;
    }

    /** Closes the file, once nobody waits for the disk any more. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            while (busy) {
                turned.awaitUninterruptibly();
            }
            if (channel != null) {
                channel.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
