package org.mantle.gateway.account;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What is in a folder, told by a file process some entries at a time. For one thread. */
final class UserFolderStream implements DirectoryStream<Path> {

    private static final System.Logger LOG = System.getLogger(UserFolderStream.class.getName());
    private static final int ALL = -1;

    private final FileProcess process;
    private final Path folder;
    private final Filter<? super Path> filter;

    /** The names of those that are to be told next: paths would be far larger, and a walk has a stream open for each folder on its way. */
    private final Deque<String> names = new ArrayDeque<>();

    private @Nullable Path next;

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
            names.add(answer.readUTF());
        }
    }

    /** Returns an entry by its name, which may be of a process that is not what it was. */
    private Path entry(String name) throws IOException {
        boolean isOfPath = name.isEmpty() || name.indexOf('/') >= 0 || name.equals(".") || name.equals("..");
        try {
            if (!isOfPath && name.length() <= FileWire.LONGEST_NAME) {
                return folder.resolve(name);
            }
        } catch (InvalidPathException e) {
            LOG.log(System.Logger.Level.DEBUG, "a name that none can have", e);
        }
        throw new IOException("a folder has an entry with a name that none can have");
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
                Path told = isMore() ? next : null;
                if (told == null) {
                    throw new NoSuchElementException();
                }
                next = null;
                return told;
            }
        };
    }

    private boolean isMore() {
        try {
            while (next == null && (!names.isEmpty() || takeRest())) {
                String name = names.poll();
                Path entry = name == null ? null : entry(name);
                next = entry != null && filter.accept(entry) ? entry : null;
            }
        } catch (IOException e) {
            throw new DirectoryIteratorException(e);
        }
        return next != null;
    }

    /** Asks for more; tells whether there could be. */
    private boolean takeRest() throws IOException {
        if (rest == ALL || closed) {
            return false;
        }
        int handle = rest;
        DataInputStream answer = process.ask(FileOperation.MORE, out -> out.writeInt(handle));
        boolean isLast = answer.readBoolean();
        take(answer);
        if (isLast) {
            closeRest();
        }
        return true;
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
