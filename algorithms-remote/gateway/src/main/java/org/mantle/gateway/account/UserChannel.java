package org.mantle.gateway.account;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.locks.ReentrantLock;
import org.mantle.gateway.place.UserFilesException;

/** A file that a file process has open. It does not come back when that process dies. */
final class UserChannel extends FileChannel {

    private static final System.Logger LOG = System.getLogger(UserChannel.class.getName());

    /** How much is copied within a process by one request. */
    private static final long COPIED_AT_ONCE = 16L * 1024 * 1024;

    private final FileProcess process;
    private final int handle;
    private final boolean isWritten;
    private final ReentrantLock lock = new ReentrantLock();
    private long position;

    /**
     * Takes an open file.
     *
     * @param process one that is in use; that ends when this is closed
     */
    UserChannel(FileProcess process, int handle, boolean isWritten) {
        this.process = process;
        this.handle = handle;
        this.isWritten = isWritten;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        lock.lock();
        try {
            int count = read(target, position);
            position += Math.max(0, count);
            return count;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read(ByteBuffer target, long from) throws IOException {
        int wanted = Math.min(target.remaining(), FileWire.BLOCK);
        if (wanted == 0) {
            return 0;
        }
        byte[] bytes = process.ask(FileOperation.READ, out -> {
                    out.writeInt(handle);
                    out.writeLong(from);
                    out.writeInt(wanted);
                })
                .readNBytes(wanted);
        target.put(bytes);
        return bytes.length == 0 ? -1 : bytes.length;
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            if (targets[i].hasRemaining()) {
                return read(targets[i]);
            }
        }
        return 0;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        lock.lock();
        try {
            int count = write(source, position);
            position += count;
            return count;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int write(ByteBuffer source, long from) throws IOException {
        int count = 0;
        while (source.hasRemaining()) {
            ByteBuffer block = source.slice();
            block.limit(Math.min(block.limit(), FileWire.BLOCK));
            long at = from + count;
            int length = block.remaining();
            process.ask(
                            FileOperation.WRITE,
                            out -> {
                                out.writeInt(handle);
                                out.writeLong(at);
                            },
                            block)
                    .close();
            source.position(source.position() + length);
            count += length;
        }
        return count;
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long count = 0;
        for (int i = offset; i < offset + length; i++) {
            count += write(sources[i]);
        }
        return count;
    }

    @Override
    public long position() {
        lock.lock();
        try {
            return position;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public FileChannel position(long newPosition) {
        lock.lock();
        try {
            position = newPosition;
            return this;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long size() throws IOException {
        return process.ask(FileOperation.SIZE, out -> out.writeInt(handle)).readLong();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        process.ask(FileOperation.TRUNCATE, out -> {
                    out.writeInt(handle);
                    out.writeLong(size);
                })
                .close();
        position(Math.min(position(), size));
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        process.ask(FileOperation.FORCE, out -> out.writeInt(handle)).close();
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
        if (target instanceof UserChannel other && other.process == process) {
            return copy(from, Math.min(count, COPIED_AT_ONCE), other);
        }
        ByteBuffer block = ByteBuffer.allocate((int) Math.min(count, FileWire.BLOCK));
        if (read(block, from) < 0) {
            return 0;
        }
        block.flip();
        return target.write(block);
    }

    /** Copies within the process. */
    private long copy(long from, long count, UserChannel target) throws IOException {
        long at = target.position();
        long copied = process.ask(FileOperation.COPY, out -> {
                    out.writeInt(handle);
                    out.writeLong(from);
                    out.writeLong(count);
                    out.writeInt(target.handle);
                    out.writeLong(at);
                })
                .readLong();
        if (copied <= 0 || copied > count) {
            throw new IOException("a file was changed while it was copied");
        }
        target.position(at + copied);
        return copied;
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long to, long count) throws IOException {
        ByteBuffer block = ByteBuffer.allocate((int) Math.min(count, FileWire.BLOCK));
        if (source.read(block) < 0) {
            return 0;
        }
        block.flip();
        return write(block, to);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long from, long size) {
        throw new UnsupportedOperationException("a user's files are not mapped");
    }

    @Override
    public FileLock lock(long from, long size, boolean shared) {
        throw new UnsupportedOperationException("a user's files are not locked");
    }

    @Override
    public FileLock tryLock(long from, long size, boolean shared) {
        throw new UnsupportedOperationException("a user's files are not locked");
    }

    /** Some file systems say only now that they are full. */
    @Override
    protected void implCloseChannel() throws IOException {
        try {
            process.ask(FileOperation.CLOSE, out -> out.writeInt(handle)).close();
        } catch (UserFilesException e) {
            if (isWritten) {
                throw e;
            }
            LOG.log(System.Logger.Level.TRACE, "a file was closed with its process", e);
        } finally {
            process.leave();
        }
    }
}
