package org.mantle.gateway.place;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Files that are arriving. They have temporary names until all of a message is there, and vanish if it does not come to that.
 */
public final class IncomingFiles implements AutoCloseable {

    private final Arrivals arrivals;
    /** The temporary name of each file, by its final one. */
    private final Map<Path, Path> parts = new LinkedHashMap<>();

    /** Creates an empty collection; its temporary files are known to the arrivals. */
    public IncomingFiles(Arrivals arrivals) {
        this.arrivals = arrivals;
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
        Path temporary = temporaryName(directory, name);
        // some clients send a file twice
        Path replaced = parts.put(target, temporary);
        if (replaced != null) {
            arrivals.remove(replaced);
        }
        try (FileOutput out = new FileOutput(temporary, name)) {
            content.writeTo(out);
        }
    }

    /** What arrives for one file. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static Path target(Path directory, String name) throws StorageException {
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

    private Path temporaryName(Path directory, String name) throws StorageException {
        try {
            Files.createDirectories(directory);
            return arrivals.expect(directory, ".", ".part");
        } catch (IOException e) {
            throw StorageException.of(name, e);
        }
    }

    /** Returns the final names of the files, in the order in which they came. */
    public Set<Path> files() {
        return parts.keySet();
    }

    /** Gives all files their final names. */
    public void commit() throws StorageException {
        var left = parts.entrySet().iterator();
        while (left.hasNext()) {
            Map.Entry<Path, Path> entry = left.next();
            try {
                Files.move(
                        entry.getValue(),
                        entry.getKey(),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw StorageException.of(String.valueOf(entry.getKey().getFileName()), e);
            }
            arrivals.remove(entry.getValue());
            left.remove();
        }
    }

    /** Removes what was not committed. */
    @Override
    public void close() {
        parts.values().forEach(arrivals::remove);
        parts.clear();
    }

    /** Writes to a file, and tells failures to do so from failures to read. */
    private static final class FileOutput extends OutputStream {

        private static final Set<StandardOpenOption> NEW =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        private static final FileAttribute<?> OWNER_ONLY =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

        private final FileChannel channel;
        private final String name;

        FileOutput(Path file, String name) throws StorageException {
            this.name = name;
            try {
                channel = FileChannel.open(file, NEW, OWNER_ONLY);
            } catch (IOException e) {
                throw StorageException.of(name, e);
            }
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            try {
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            } catch (IOException e) {
                throw StorageException.of(name, e);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                channel.close();
            } catch (IOException e) {
                throw StorageException.of(name, e);
            }
        }
    }
}
