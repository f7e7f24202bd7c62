package org.mantle.reconstruction.hdf;

/** Where a name in a group leads. */
sealed interface Link {

    /** An object of the same file. */
    record Hard(long address) implements Link {}

    /** A path of the same file, from the root if it begins with a slash, else from the group. */
    record Soft(String path) implements Link {}

    /** A path of another file. */
    record External(String file, String path) implements Link {}
}
