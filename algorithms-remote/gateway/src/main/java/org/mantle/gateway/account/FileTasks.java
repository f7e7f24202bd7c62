package org.mantle.gateway.account;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Does with files what is asked for, in the process of an account. Safe for use by several threads. */
final class FileTasks {

    /** How many entries of a folder one answer has. */
    private static final int NAMES = 500;

    /** How many files one request removes. */
    private static final int REMOVED_AT_ONCE = 2000;

    private final AtomicInteger lastHandle = new AtomicInteger();

    /** What is open, by its handle. */
    private final Map<Integer, Closeable> open = new ConcurrentHashMap<>();

    /**
     * Does it.
     *
     * @param in what belongs to the request
     * @param out what belongs to the answer
     * @param block room for content
     */
    void run(FileOperation operation, DataInputStream in, DataOutputStream out, byte[] block) throws IOException {
        switch (operation) {
            case STAT -> stat(in, out);
            case ACCESS -> checkAccess(in);
            case REAL_PATH -> out.writeUTF(path(in).toRealPath(links(in)).toString());
            case LIST -> list(in, out);
            case MORE -> more(in, out);
            case MAKE_FOLDER -> Files.createDirectory(path(in), attributes(in));
            case DELETE -> Files.delete(path(in));
            case REMOVE_TREE -> out.writeBoolean(removeTree(path(in)));
            case MOVE -> move(in);
            case SET_PERMISSIONS ->
                Files.setPosixFilePermissions(path(in), PosixFilePermissions.fromString(in.readUTF()));
            case OPEN -> open(in, out);
            case READ -> read(in, out, block);
            case WRITE -> write(in, block);
            case COPY -> copy(in, out);
            case SIZE -> out.writeLong(channel(in).size());
            case TRUNCATE -> truncate(in);
            case FORCE -> channel(in).force(true);
            case CLOSE -> close(in);
        }
    }

    private static Path path(DataInputStream in) throws IOException {
        return Path.of(in.readUTF());
    }

    private static LinkOption[] links(DataInputStream in) throws IOException {
        return in.readBoolean() ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    }

    private static FileAttribute<?>[] attributes(DataInputStream in) throws IOException {
        String permissions = in.readUTF();
        return permissions.isEmpty()
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                };
    }

    private static void stat(DataInputStream in, DataOutputStream out) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(path(in), PosixFileAttributes.class, links(in));
        out.writeByte(
                attributes.isRegularFile()
                        ? UserAttributes.FILE
                        : attributes.isDirectory()
                                ? UserAttributes.FOLDER
                                : attributes.isSymbolicLink() ? UserAttributes.LINK : UserAttributes.OTHER);
        out.writeLong(attributes.size());
        write(out, attributes.lastModifiedTime());
        write(out, attributes.lastAccessTime());
        write(out, attributes.creationTime());
        out.writeUTF(PosixFilePermissions.toString(attributes.permissions()));
        out.writeUTF(String.valueOf(attributes.fileKey()));
    }

    private static void write(DataOutputStream out, FileTime time) throws IOException {
        Instant instant = time.toInstant();
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private static void checkAccess(DataInputStream in) throws IOException {
        Path path = path(in);
        List<AccessMode> modes = new ArrayList<>();
        for (AccessMode mode : AccessMode.values()) {
            if (in.readBoolean()) {
                modes.add(mode);
            }
        }
        path.getFileSystem().provider().checkAccess(path, modes.toArray(AccessMode[]::new));
    }

    /** A folder that is being listed. */
    private record Listing(DirectoryStream<Path> stream, Iterator<Path> entries) implements Closeable {

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    // closed with its handle
    @SuppressWarnings("StreamResourceLeak")
    private void list(DataInputStream in, DataOutputStream out) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(path(in));
        Listing listing = new Listing(stream, stream.iterator());
        boolean isKept = false;
        try {
            List<String> names = names(listing);
            boolean isMore = listing.entries().hasNext();
            out.writeInt(isMore ? keep(listing) : -1);
            writeNames(out, names);
            isKept = isMore;
        } finally {
            if (!isKept) {
                stream.close();
            }
        }
    }

    private void more(DataInputStream in, DataOutputStream out) throws IOException {
        if (!(find(in) instanceof Listing listing)) {
            throw new IOException("no folder has this handle");
        }
        List<String> names = names(listing);
        out.writeBoolean(!listing.entries().hasNext());
        writeNames(out, names);
    }

    private static List<String> names(Listing listing) throws IOException {
        List<String> names = new ArrayList<>();
        try {
            while (names.size() < NAMES && listing.entries().hasNext()) {
                names.add(String.valueOf(listing.entries().next().getFileName()));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    private static void writeNames(DataOutputStream out, List<String> names) throws IOException {
        out.writeInt(names.size());
        for (String name : names) {
            out.writeUTF(name);
        }
    }

    private int keep(Closeable opened) {
        int handle = lastHandle.incrementAndGet();
        open.put(handle, opened);
        return handle;
    }

    private @Nullable Closeable find(DataInputStream in) throws IOException {
        return open.get(in.readInt());
    }

    private FileChannel channel(DataInputStream in) throws IOException {
        if (find(in) instanceof FileChannel channel) {
            return channel;
        }
        throw new IOException("no file has this handle");
    }

    private static void move(DataInputStream in) throws IOException {
        Path from = path(in);
        Path to = path(in);
        List<CopyOption> options = new ArrayList<>();
        if (in.readBoolean()) {
            options.add(StandardCopyOption.ATOMIC_MOVE);
        }
        if (in.readBoolean()) {
            options.add(StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(from, to, options.toArray(CopyOption[]::new));
    }

    private void open(DataInputStream in, DataOutputStream out) throws IOException {
        Path path = path(in);
        int bits = in.readInt();
        Set<OpenOption> options = new HashSet<>();
        for (int i = 0; i < FileWire.OPTIONS.size(); i++) {
            if ((bits & 1 << i) != 0) {
                options.add(FileWire.OPTIONS.get(i));
            }
        }
        out.writeInt(keep(FileChannel.open(path, options, attributes(in))));
    }

    private void read(DataInputStream in, DataOutputStream out, byte[] block) throws IOException {
        FileChannel channel = channel(in);
        long position = in.readLong();
        int count = channel.read(ByteBuffer.wrap(block, 0, Math.min(in.readInt(), block.length)), position);
        out.write(block, 0, Math.max(0, count));
    }

    private void write(DataInputStream in, byte[] block) throws IOException {
        FileChannel channel = channel(in);
        long position = in.readLong();
        int count = in.readNBytes(block, 0, block.length);
        ByteBuffer bytes = ByteBuffer.wrap(block, 0, count);
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    private void copy(DataInputStream in, DataOutputStream out) throws IOException {
        FileChannel from = channel(in);
        long position = in.readLong();
        long count = in.readLong();
        FileChannel to = channel(in);
        // one request at a time uses a file that is written to
        to.position(in.readLong());
        out.writeLong(from.transferTo(position, count, to));
    }

    private void truncate(DataInputStream in) throws IOException {
        FileChannel channel = channel(in);
        channel.truncate(in.readLong());
    }

    private void close(DataInputStream in) throws IOException {
        Closeable closed = open.remove(in.readInt());
        if (closed != null) {
            closed.close();
        }
    }

    /** Removes some of what a path leads to; tells whether that was all. No link is followed, whatever is put in the place of what. */
    private static boolean removeTree(Path path) throws IOException {
        // the folder of what is a file, or is not there, need not be readable
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(path);
            return true;
        }
        Path parent = path.getParent();
        Path name = path.getFileName();
        if (parent == null || name == null) {
            throw new FileSystemException(path.toString(), null, "it cannot be removed");
        }
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(parent)) {
            if (!(folder instanceof SecureDirectoryStream<Path> secure)) {
                throw new FileSystemException(path.toString(), null, "folders cannot be removed safely on this system");
            }
            return new Removal().remove(secure, name);
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /** Removes so many files and folders. */
    private static final class Removal {

        private int left = REMOVED_AT_ONCE;

        boolean remove(SecureDirectoryStream<Path> folder, Path name) throws IOException {
            try {
                return removeOne(folder, name);
            } catch (NoSuchFileException e) {
                // somebody else removed it
                return true;
            }
        }

        private boolean removeOne(SecureDirectoryStream<Path> folder, Path name) throws IOException {
            boolean isFolder = folder.getFileAttributeView(
                            name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes()
                    .isDirectory();
            if (isFolder && !removeContent(folder, name)) {
                return false;
            }
            if (left-- == 0) {
                return false;
            }
            if (isFolder) {
                folder.deleteDirectory(name);
            } else {
                folder.deleteFile(name);
            }
            return true;
        }

        private boolean removeContent(SecureDirectoryStream<Path> folder, Path name) throws IOException {
            try (SecureDirectoryStream<Path> content = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                for (Path entry : content) {
                    Path entryName = entry.getFileName();
                    if (entryName != null && !remove(content, entryName)) {
                        return false;
                    }
                }
                return true;
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
    }
}
