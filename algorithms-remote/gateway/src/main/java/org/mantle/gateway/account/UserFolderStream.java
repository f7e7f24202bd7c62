package org.mantle.gateway.account;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** What is in a folder, told by a file process some entries at a time. For one thread. */
final class UserFolderStream implements DirectoryStream<Path> {

    private static final int ALL = -1;

    private final FileProcess process;
    private final Path folder;
    private final Filter<? super Path> filter;
    private final Deque<Path> entries = new ArrayDeque<>();

    /** The handle of the rest. */
    private int rest;

    private boolean closed;
    private boolean iterated;

    /**
     * Begins with what the first answer has.
     *
     * @param process one that is in use; that ends when this is closed
     */
    UserFolderStream(FileProcess process, Path folder, Filter<? super Path> filter, DataInputStream answer)
            throws IOException {
        this.process = process;
        this.folder = folder;
        this.filter = filter;
        rest = answer.readInt();
        take(answer);
    }

    private void take(DataInputStream answer) throws IOException {
        int count = answer.readInt();
        for (int i = 0; i < count; i++) {
            String name = answer.readUTF();
            // of a process that is not what it was
            if (name.isEmpty() || name.indexOf('/') >= 0) {
                throw new IOException("a folder has an entry that none can have");
            }
            Path entry = folder.resolve(name);
            if (filter.accept(entry)) {
                entries.add(entry);
            }
        }
    }

    @Override
    public Iterator<Path> iterator() {
        if (closed || iterated) {
            throw new IllegalStateException("a folder is gone through once");
        }
        iterated = true;
        return new Iterator<>() {

            @Override
            public boolean hasNext() {
                return isMore();
            }

            @Override
            public Path next() {
                Path next = isMore() ? entries.poll() : null;
                if (next == null) {
                    throw new NoSuchElementException();
                }
                return next;
            }
        };
    }

    private boolean isMore() {
        try {
            while (entries.isEmpty() && rest != ALL && !closed) {
                int handle = rest;
                DataInputStream answer = process.ask(FileOperation.MORE, out -> out.writeInt(handle));
                boolean isLast = answer.readBoolean();
                take(answer);
                if (isLast) {
                    closeRest();
                }
            }
        } catch (IOException e) {
            throw new DirectoryIteratorException(e);
        }
        return !entries.isEmpty();
    }

    private void closeRest() throws IOException {
        int handle = rest;
        if (handle != ALL) {
            rest = ALL;
            process.ask(FileOperation.CLOSE, out -> out.writeInt(handle)).close();
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                closeRest();
            } finally {
                process.leave();
            }
        }
    }
}
