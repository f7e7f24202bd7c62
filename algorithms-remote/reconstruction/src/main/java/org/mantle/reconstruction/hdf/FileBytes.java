package org.mantle.reconstruction.hdf;

import io.jhdf.HdfFile;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** The bytes of an HDF5 file, by the addresses that the file itself uses, and the numbers of its metadata. */
final class FileBytes {

    /** The address of what is not in the file. */
    static final long UNDEFINED = -1;

    /** How many bytes an address takes in metadata. A length takes as many. */
    static final int ADDRESS_BYTES = Long.BYTES;

    private final HdfBackingStorage storage;
    private final FileChannel channel;
    private final long base;
    private final long size;

    /**
     * Takes the bytes of a file.
     *
     * @throws UnreadableException if its addresses are not of the usual length: jhdf reads such files wrong
     */
    FileBytes(HdfFile file) throws UnreadableException {
        storage = file.getHdfBackingStorage();
        if (storage.getSizeOfOffsets() != ADDRESS_BYTES || storage.getSizeOfLengths() != ADDRESS_BYTES) {
            throw new UnreadableException(file.getName() + " has addresses of " + storage.getSizeOfOffsets()
                    + " bytes and lengths of " + storage.getSizeOfLengths()
                    + ", which this program does not read; write the scan anew with the usual ones of 8 bytes");
        }
        channel = storage.getFileChannel();
        base = storage.getUserBlockSize();
        size = storage.size() - base;
    }

    /** Returns what jhdf reads the file's structure from. */
    HdfBackingStorage storage() {
        return storage;
    }

    /** Returns bytes of the file, little-endian as all metadata is; with less than were asked for the file is cut short. */
    ByteBuffer read(long address, int count) {
        check(address, count);
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        try {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, base + address + bytes.position()) < 0) {
                    throw new EOFException("the file ends");
                }
            }
        } catch (IOException e) {
            throw new HdfException("bytes at " + address + " cannot be read: " + e.getMessage(), e);
        }
        return bytes.flip();
    }

    /** Fails where a file of this size does not hold these bytes. */
    void check(long address, long count) {
        if (address < 0 || count < 0 || address > size - count) {
            throw new HdfException(
                    count + " bytes at " + address + " are beyond the end of the file, which has " + size + " bytes");
        }
    }

    /** Takes a whole number of so many bytes, at most 8, from metadata. */
    static long unsigned(ByteBuffer metadata, int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= (metadata.get() & 0xFFL) << (8 * i);
        }
        return value;
    }
}
