package org.mantle.reconstruction.hdf;

/** The failure of reading a sound file: something in it is not supported, or leads nowhere. Its message says what, and what helps. */
public final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message);
    }

    /** Makes the failure of a dataset whose chunks are too large for an array of bytes; only another shape of them helps. */
    static UnreadableException largeChunks(String path) {
        return new UnreadableException(path
                + " has chunks of 2 GiB or more, which this program does not read; write the file anew with \"h5repack -l "
                + path + ":CHUNK=1xROWSxCOLUMNS OLD NEW\", and give the new one");
    }

    /** Makes the failure of a dataset that uses something which another program can take away. */
    static UnreadableException notSupported(String path, String feature) {
        return new UnreadableException(path + " uses " + feature
                + ", which this program does not read; write the file anew with \"h5repack -f GZIP=4 OLD"
                + " NEW\", and give the new one");
    }
}
