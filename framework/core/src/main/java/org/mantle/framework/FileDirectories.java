package org.mantle.framework;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a host looks for files that are given by a relative path.
 *
 * @param data where files to load are looked for, after the working directory
 * @param save where files to save go; the working directory when it is the empty path
 */
record FileDirectories(List<Path> data, Path save) {

    static final FileDirectories NONE = new FileDirectories(List.of(), Path.of(""));

    FileDirectories {
        List<Path> full = new ArrayList<>();
        for (Path directory : data) {
            full.add(directory.toAbsolutePath());
        }
        data = List.copyOf(full);
        save = save.toAbsolutePath();
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
