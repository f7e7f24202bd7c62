package org.mantle.gateway.account;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/**
 * A path as the machine has it, by which a user's files are reached with that user's rights. Immutable.
 *
 * @param system the file system of the user
 * @param plain the same path without that
 */
record UserPath(UserFileSystem system, Path plain) implements Path {

    private @Nullable UserPath of(@Nullable Path path) {
        return path == null ? null : new UserPath(system, path);
    }

    private UserPath with(Path path) {
        return new UserPath(system, path);
    }

    private Path plain(Path other) {
        if (other instanceof UserPath path && path.system == system) {
            return path.plain;
        }
        throw new ProviderMismatchException("not a path of the same user: " + other);
    }

    private boolean isOfSame(Path other) {
        return other instanceof UserPath path && path.system == system;
    }

    /**
     * Returns the path as it is sent.
     *
     * @throws FileSystemException if no system takes one as long
     */
    String text() throws FileSystemException {
        String text = toAbsolutePath().toString();
        if (text.length() > FileWire.LONGEST_PATH) {
            throw new FileSystemException(text, null, "File name too long");
        }
        return text;
    }

    @Override
    public FileSystem getFileSystem() {
        return system;
    }

    @Override
    public boolean isAbsolute() {
        return plain.isAbsolute();
    }

    @Override
    public @Nullable Path getRoot() {
        return of(plain.getRoot());
    }

    @Override
    public @Nullable Path getFileName() {
        return of(plain.getFileName());
    }

    @Override
    public @Nullable Path getParent() {
        return of(plain.getParent());
    }

    @Override
    public int getNameCount() {
        return plain.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return with(plain.getName(index));
    }

    @Override
    public Path subpath(int beginIndex, int endIndex) {
        return with(plain.subpath(beginIndex, endIndex));
    }

    @Override
    public boolean startsWith(Path other) {
        return isOfSame(other) && plain.startsWith(plain(other));
    }

    @Override
    public boolean endsWith(Path other) {
        return isOfSame(other) && plain.endsWith(plain(other));
    }

    @Override
    public Path normalize() {
        return with(plain.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return with(plain.resolve(plain(other)));
    }

    @Override
    public Path relativize(Path other) {
        return with(plain.relativize(plain(other)));
    }

    @Override
    public URI toUri() {
        throw new UnsupportedOperationException("a user's path has no address");
    }

    @Override
    public Path toAbsolutePath() {
        return isAbsolute() ? this : with(plain.getFileSystem().getPath("/").resolve(plain));
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        return system.provider().realPath(this, options);
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException("a user's folder is not watched");
    }

    @Override
    public int compareTo(Path other) {
        return plain.compareTo(plain(other));
    }

    @Override
    public String toString() {
        return plain.toString();
    }
}
