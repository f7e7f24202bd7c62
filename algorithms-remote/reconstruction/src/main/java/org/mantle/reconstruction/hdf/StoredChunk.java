package org.mantle.reconstruction.hdf;

/**
 * A chunk as it lies in the file.
 *
 * @param address where it begins; undefined for one that was never written
 * @param size how many bytes it takes there
 * @param mask which filters were skipped for it: bit i for the one at place i
 */
record StoredChunk(long address, long size, int mask) {

    static final StoredChunk NONE = new StoredChunk(FileBytes.UNDEFINED, 0, 0);

    boolean isWritten() {
        return address != FileBytes.UNDEFINED;
    }
}
