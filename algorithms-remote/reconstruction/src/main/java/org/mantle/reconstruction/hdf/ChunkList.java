package org.mantle.reconstruction.hdf;

import io.jhdf.checksum.ChecksumUtils;
import io.jhdf.exceptions.HdfException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Chunks that are found by their number, counted row by row over the greatest extent that the dataset may have. */
interface ChunkList {

    /** Returns a chunk, which may be one that was never written. */
    StoredChunk get(long number);

    /**
     * How an entry of a list on disk is read.
     *
     * @param filtered whether an entry has the size and the mask of its chunk
     * @param width how many bytes an entry takes
     * @param plainSize the size of a chunk that is not filtered
     */
    record Entry(FileBytes file, boolean filtered, int width, long plainSize) {

        StoredChunk at(ByteBuffer block, int index) {
            ByteBuffer bytes =
                    block.slice(block.position() + index * width, width).order(block.order());
            long address = bytes.getLong();
            if (address == FileBytes.UNDEFINED) {
                return StoredChunk.NONE;
            }
            return filtered
                    ? new StoredChunk(
                            address,
                            FileBytes.unsigned(bytes, width - FileBytes.ADDRESS_BYTES - Integer.BYTES),
                            bytes.getInt())
                    : new StoredChunk(address, plainSize, 0);
        }
    }

    /** Reads a block of a list, which begins with a signature and ends with a checksum, and gives it without both. */
    static ByteBuffer block(FileBytes file, long address, String signature, int size) {
        ByteBuffer bytes = checked(file, address, signature.length() + size);
        byte[] found = new byte[signature.length()];
        bytes.get(found);
        if (!Arrays.equals(found, signature.getBytes(StandardCharsets.US_ASCII))) {
            throw new HdfException("there is no " + signature + " at " + address);
        }
        if (bytes.get() != 0) {
            throw new HdfException("the version of " + signature + " at " + address + " is unknown");
        }
        return bytes;
    }

    /** Reads bytes that are followed by their checksum. */
    static ByteBuffer checked(FileBytes file, long address, int size) {
        ByteBuffer bytes = file.read(address, size + Integer.BYTES);
        ChecksumUtils.validateChecksum(bytes.duplicate().order(bytes.order()));
        return bytes.limit(size);
    }

    /** Returns whether a page, of those that a bitmap tells of, has been written. The first page has the highest bit. */
    static boolean isWritten(ByteBuffer bitmap, int page) {
        return (bitmap.get(bitmap.position() + page / Byte.SIZE) & (0x80 >> (page % Byte.SIZE))) != 0;
    }
}
