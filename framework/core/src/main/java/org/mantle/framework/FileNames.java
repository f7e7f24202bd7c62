package org.mantle.framework;

import org.jspecify.annotations.Nullable;

/**
 * What a type whose values name files does besides converting, which looks at the disk and depends on the host.
 *
 * @param <T> the kind of value
 */
interface FileNames<T> {

    /** Returns the value with full paths in place of names; what is to be loaded and is not found stays as it is. */
    T located(T value, FileDirectories directories);

    /** Returns whether something in a value was looked for and not found. */
    boolean isSearched(T value);

    /** Returns whether the values do name files. */
    default boolean namesFiles() {
        return true;
    }

    static @Nullable FileNames<?> of(PropertyType<?> type) {
        return type instanceof FileNames<?> files && files.namesFiles() ? files : null;
    }
}
