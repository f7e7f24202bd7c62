package org.mantle.reconstruction;

/** In which form all slices are also written into one file. */
enum Volume {
    /** In none. */
    NONE,
    /** A TIFF file with a page for each slice. */
    TIFF
}
