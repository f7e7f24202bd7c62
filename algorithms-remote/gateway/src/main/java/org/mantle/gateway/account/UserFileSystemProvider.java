package org.mantle.gateway.account;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.spi.FileSystemProvider;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.place.UserFilesException;

/**
 * Hands what is asked of a user's file system to that user's file process: of what {@link java.nio.file.Files} can do, that which a gateway
 * does with the files of users.
 *
 * <p>Failures of the process itself are not to be taken for a file that is not there: questions whose callers would do that
 * ({@code Files.exists} and its like) throw them in an {@link UncheckedIOException}.
 */
final class UserFileSystemProvider extends FileSystemProvider {

    private static final String PERMISSIONS = "posix:permissions";

    /** Some removals are waited for by others, and it is a user's process that says whether there is more to remove. */
    private static final Duration REMOVAL_PATIENCE = Duration.ofMinutes(10);

    private final UserFileSystem system;
    private final String user;
    private final FileProcesses processes;

    UserFileSystemProvider(UserFileSystem system, String user, FileProcesses processes) {
        this.system = system;
        this.user = user;
        this.processes = processes;
    }

    /** Asks for something that leaves nothing open. */
    private DataInputStream ask(FileOperation operation, FileProcess.Request request) throws IOException {
        FileProcess process = processes.enter(user);
        try {
            return process.ask(operation, request);
        } finally {
            process.leave();
        }
    }

    private UserPath own(Path path) {
        if (path instanceof UserPath own && own.system() == system) {
            return own;
        }
        throw new ProviderMismatchException("not a path of \"" + user + "\": " + path);
    }

    private void write(DataOutputStream out, Path path) throws IOException {
        out.writeUTF(own(path).text());
    }

    private static boolean followsLinks(LinkOption... options) {
        return options.length == 0;
    }

    /** Returns permissions as they are sent; an empty text if none are given. */
    private static String permissions(FileAttribute<?>... attributes) {
        String permissions = "";
        for (FileAttribute<?> attribute : attributes) {
            if (!attribute.name().equals(PERMISSIONS)) {
                throw new UnsupportedOperationException("files are not made with \"" + attribute.name() + "\" here");
            }
            permissions = PosixFilePermissions.toString(asPermissions(attribute.value()));
        }
        return permissions;
    }

    private static Set<PosixFilePermission> asPermissions(@Nullable Object value) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        if (value instanceof Set<?> given) {
            given.forEach(permission -> permissions.add(PosixFilePermission.class.cast(permission)));
        }
        return permissions;
    }

    Path realPath(UserPath path, LinkOption... options) throws IOException {
        DataInputStream answer = ask(FileOperation.REAL_PATH, out -> {
            write(out, path);
            out.writeBoolean(followsLinks(options));
        });
        try {
            Path real = system.getPath(answer.readUTF());
            if (real.isAbsolute()) {
                return real;
            }
            throw new IOException("a real path that is none");
        } catch (InvalidPathException e) {
            throw new IOException("a real path that is none", e);
        }
    }

    void removeTree(Path path) throws IOException {
        long begun = System.nanoTime();
        boolean isAll = false;
        while (!isAll) {
            if (System.nanoTime() - begun > REMOVAL_PATIENCE.toNanos()) {
                throw new UserFilesException(
                        "\"" + path + "\" could not be removed within " + REMOVAL_PATIENCE.toMinutes() + " minutes");
            }
            isAll = ask(FileOperation.REMOVE_TREE, out -> write(out, path)).readBoolean();
        }
    }

    @Override
    public String getScheme() {
        return "mantle-user";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
        throw new UnsupportedOperationException("a user's file system has no address");
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException("a user's file system has no address");
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException("a user's path has no address");
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        int bits = 0;
        for (OpenOption option : options) {
            int place = FileWire.OPTIONS.indexOf(option);
            if (place < 0) {
                throw new UnsupportedOperationException("files are not opened with " + option + " here");
            }
            bits |= 1 << place;
        }
        int chosen = bits;
        String permissions = permissions(attributes);
        FileProcess process = processes.enter(user);
        boolean isOpen = false;
        try {
            int handle = process.ask(FileOperation.OPEN, out -> {
                        write(out, path);
                        out.writeInt(chosen);
                        out.writeUTF(permissions);
                    })
                    .readInt();
            isOpen = true;
            return new UserChannel(process, handle, options.contains(StandardOpenOption.WRITE));
        } finally {
            if (!isOpen) {
                process.leave();
            }
        }
    }

    @Override
    public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
        // in blocks, whatever is read of it at a time
        return new BufferedInputStream(
                Channels.newInputStream(newByteChannel(path, Set.copyOf(Arrays.asList(options)))), FileWire.BLOCK);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path dir, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        FileProcess process = processes.enter(user);
        boolean isOpen = false;
        try {
            DataInputStream answer = process.ask(FileOperation.LIST, out -> write(out, dir));
            UserFolderStream stream = new UserFolderStream(process, dir, filter, answer);
            isOpen = true;
            return stream;
        } finally {
            if (!isOpen) {
                process.leave();
            }
        }
    }

    @Override
    public void createDirectory(Path dir, FileAttribute<?>... attributes) throws IOException {
        String permissions = permissions(attributes);
        ask(FileOperation.MAKE_FOLDER, out -> {
                    write(out, dir);
                    out.writeUTF(permissions);
                })
                .close();
    }

    @Override
    public void delete(Path path) throws IOException {
        ask(FileOperation.DELETE, out -> write(out, path)).close();
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new UnsupportedOperationException("a user's files are not copied");
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        List<CopyOption> chosen = Arrays.asList(options);
        ask(FileOperation.MOVE, out -> {
                    write(out, source);
                    write(out, target);
                    out.writeBoolean(chosen.contains(StandardCopyOption.ATOMIC_MOVE));
                    out.writeBoolean(chosen.contains(StandardCopyOption.REPLACE_EXISTING));
                })
                .close();
    }

    @Override
    public boolean isSameFile(Path path, Path path2) throws IOException {
        return path.equals(path2)
                || readAttributes(path, BasicFileAttributes.class)
                        .fileKey()
                        .equals(readAttributes(path2, BasicFileAttributes.class).fileKey());
    }

    @Override
    public boolean isHidden(Path path) {
        return String.valueOf(path.getFileName()).startsWith(".");
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw new UnsupportedOperationException("the disks of users are not looked at");
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        List<AccessMode> chosen = Arrays.asList(modes);
        told(() -> ask(FileOperation.ACCESS, out -> {
            write(out, path);
            for (AccessMode mode : AccessMode.values()) {
                out.writeBoolean(chosen.contains(mode));
            }
        }));
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        if (!type.isAssignableFrom(UserAttributes.class)) {
            throw new UnsupportedOperationException("attributes are not read as " + type.getName() + " here");
        }
        return type.cast(attributes(path, options));
    }

    private UserAttributes attributes(Path path, LinkOption... options) throws IOException {
        return UserAttributes.read(told(() -> ask(FileOperation.STAT, out -> {
            write(out, path);
            out.writeBoolean(followsLinks(options));
        })));
    }

    /** A question, and who asks it takes any failure for the answer no. */
    private interface Question {
        DataInputStream ask() throws IOException;
    }

    private static DataInputStream told(Question question) throws IOException {
        try {
            return question.ask();
        } catch (UserFilesException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        if (!attributes.equals(PERMISSIONS)) {
            throw new UnsupportedOperationException("\"" + attributes + "\" is not read here");
        }
        return Map.of("permissions", attributes(path, options).permissions());
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        if (!attribute.equals(PERMISSIONS)) {
            throw new UnsupportedOperationException("\"" + attribute + "\" is not set here");
        }
        String permissions = PosixFilePermissions.toString(asPermissions(value));
        ask(FileOperation.SET_PERMISSIONS, out -> {
                    write(out, path);
                    out.writeUTF(permissions);
                })
                .close();
    }
}
