package org.mantle.gateway.place;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.PendingFile;

/**
 * Files that are arriving. They have temporary names until all of a message is there, and vanish if it does not come to that.
 */
public final class IncomingFiles implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(IncomingFiles.class.getName());

    private final Arrivals arrivals;
    private final UserFolder home;

    /** The files, by their final names. */
    private final Map<Path, PendingFile> parts = new LinkedHashMap<>();

    /** For how many bytes room was taken. */
    private long taken;

    /**
     * Creates an empty collection; its temporary files are known to the arrivals.
     *
     * @param home the folder of the user whose they are to be
     */
    public IncomingFiles(Arrivals arrivals, UserFolder home) {
        this.arrivals = arrivals;
        this.home = home;
    }

    /**
     * Stores one file in a directory, under a temporary name.
     *
     * @param name the name that the client gives it
     * @param content writes what arrives to a stream
     * @throws StorageException if the file cannot be kept
     * @throws IOException if what arrives cannot be read
     */
    public void store(String name, Content content, Path directory) throws IOException {
        Path target = target(directory, name);
        PendingFile file = begin(target, name);
        // some clients send a file twice
        @Nullable PendingFile replaced = parts.put(target, file);
        if (replaced != null) {
            remove(replaced);
        }
        Storing out = storing(home, name, file.out());
        try (out) {
            content.writeTo(out);
        } finally {
            taken += out.taken();
        }
    }

    /**
     * Returns a stream into a file whose failures to write are {@link StorageException}s, and so are told from failures to read. What
     * there is no room for is not written.
     *
     * @param home the folder of the user whose file it is
     * @param name the file's name, for messages
     */
    public static Storing storing(UserFolder home, String name, OutputStream file) {
        return new Storing(home, file, name);
    }

    /** What arrives for one file. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Returns where a file goes.
     *
     * @param name the name that the client gives it
     * @throws StorageException if it is no name for a file there
     */
    public static Path target(Path directory, String name) throws StorageException {
        boolean control = name.chars().anyMatch(Character::isISOControl);
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0 || control) {
            throw new StorageException("'" + Printable.text(name)
                    + "' cannot be a file's name: it must be one name without directories and control characters");
        }
        try {
            Path target = directory.resolve(name);
            if (Files.isDirectory(target)) {
                throw new StorageException("'" + Printable.text(name) + "' is a directory already");
            }
            return target;
        } catch (InvalidPathException e) {
            throw new StorageException("'" + Printable.text(name)
                    + "' cannot be a file's name on the gateway's machine: start the gateway with a UTF-8 locale");
        }
    }

    private PendingFile begin(Path target, String name) throws StorageException {
        try {
            Path directory = UserFolder.makeFolderOf(target);
            Path temporary = arrivals.expect(home, directory, ".", ".part");
            home.beginArrival(temporary);
            boolean begun = false;
            try {
                PendingFile file = home.replacement(target).by(temporary).begin();
                begun = true;
                return file;
            } finally {
                if (!begun) {
                    home.endArrival(temporary);
                    arrivals.remove(temporary);
                }
            }
        } catch (IOException e) {
            throw StorageException.of(name, e);
        }
    }

    private void remove(PendingFile file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "what did not arrive whole could not be closed: " + file.part(), e);
        }
        home.endArrival(file.part());
        arrivals.remove(file.part());
    }

    /** Returns the final names of the files, in the order in which they came. */
    public Set<Path> files() {
        return parts.keySet();
    }

    /** Gives all files their final names. */
    public void commit() throws StorageException {
        var left = parts.entrySet().iterator();
        while (left.hasNext()) {
            Map.Entry<Path, PendingFile> entry = left.next();
            try {
                entry.getValue().commit();
            } catch (IOException e) {
                throw StorageException.of(String.valueOf(entry.getKey().getFileName()), e);
            }
            home.endArrival(entry.getValue().part());
            arrivals.remove(entry.getValue().part());
            left.remove();
        }
        home.settle(taken, true);
        taken = 0;
    }

    /** Removes what was not committed. */
    @Override
    public void close() {
        parts.values().forEach(this::remove);
        parts.clear();
        home.settle(taken, false);
        taken = 0;
    }

    /** Writes to a file, and tells failures to do so from failures to read. For one thread. */
    public static final class Storing extends OutputStream {

        private final UserFolder home;
        private final OutputStream out;
        private final String name;
        private long taken;

        private Storing(UserFolder home, OutputStream out, String name) {
            this.home = home;
            this.out = out;
            this.name = name;
        }

        /** Returns for how many bytes room was taken, to be given back if they are not kept. */
        public long taken() {
            return taken;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            home.take("'" + Printable.text(name) + "'", length);
            taken += length;
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw StorageException.of(name, e);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                out.close();
            } catch (IOException e) {
                throw StorageException.of(name, e);
            }
        }
    }
}
