package org.mantle.gateway.account;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Set;
import org.mantle.gateway.place.TreeRemoval;

/**
 * The machine's files, as one user sees them: all that is done by its paths is done by a process with that user's ids, so that the system
 * decides what is allowed. It goes on when that process ends, and another one begins.
 */
final class UserFileSystem extends FileSystem implements TreeRemoval {

    private final UserFileSystemProvider provider;

    UserFileSystem(String user, FileProcesses processes) {
        provider = new UserFileSystemProvider(this, user, processes);
    }

    @Override
    public UserFileSystemProvider provider() {
        return provider;
    }

    @Override
    public void removeTree(Path path) throws IOException {
        provider.removeTree(path);
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("a user's file system ends with the gateway");
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(getPath("/"));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        // as far as permissions go
        return Set.of("basic", "posix");
    }

    @Override
    public Path getPath(String first, String... more) {
        return new UserPath(this, Path.of(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        throw new UnsupportedOperationException("patterns are matched otherwise here");
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException("accounts are looked up otherwise here");
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException("a user's folder is not watched");
    }
}
