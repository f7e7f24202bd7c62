package org.mantle.framework.internal.type;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.thread.ListenerThreads;

/** What names in the inputs mean to a host: where files are that are given by a relative path, and objects. Safe from many threads. */
public final class HostStorage {

    private final List<Path> data;
    private final Path save;
    private final ListenerThreads listenerThreads;

    /** Made when first asked for: many a host has no objects. */
    private volatile @Nullable LiveObjectStore objects;

    /**
     * Takes the directories.
     *
     * @param data where files to load are looked for, after the working directory
     * @param save where files to save go; the working directory when it is the empty path
     * @param listenerThreads tell who listens to the objects
     */
    public HostStorage(List<Path> data, Path save, ListenerThreads listenerThreads) {
        this.listenerThreads = listenerThreads;
        List<Path> full = new ArrayList<>();
        for (Path directory : data) {
            full.add(directory.toAbsolutePath());
        }
        this.data = List.copyOf(full);
        this.save = save.toAbsolutePath();
    }

    /** Returns the storage of no host. */
    public static HostStorage none() {
        return new HostStorage(List.of(), Path.of(""), new ListenerThreads());
    }

    /** Returns where files to save go. */
    Path save() {
        return save;
    }

    /** Returns the host's objects. */
    public LiveObjectStore objects() {
        LiveObjectStore made = objects;
        return made == null ? makeObjects() : made;
    }

    private synchronized LiveObjectStore makeObjects() {
        LiveObjectStore made = objects;
        if (made == null) {
            made = new LiveObjectStore(listenerThreads);
            objects = made;
        }
        return made;
    }

    /** Returns the full path of a file that exists, or {@code null}. */
    @Nullable Path find(Path file) {
        if (Files.exists(file)) {
            return file.toAbsolutePath();
        }
        if (!file.isAbsolute()) {
            for (Path directory : data) {
                Path there = directory.resolve(file);
                if (Files.exists(there)) {
                    return there;
                }
            }
        }
        return null;
    }

    /** Returns where a file was looked for, in words that can follow a message; empty when nowhere but where it says. */
    String searched() {
        return data.isEmpty()
                ? ""
                : "; it is neither in the working directory nor in "
                        + data.stream().map(Path::toString).collect(Collectors.joining(" or "));
    }
}
