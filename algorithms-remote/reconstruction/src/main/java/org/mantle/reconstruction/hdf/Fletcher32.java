package org.mantle.reconstruction.hdf;

import io.jhdf.exceptions.HdfException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The checksum that may follow a chunk, by J. G. Fletcher, over its 16-bit words with the more significant byte first. */
final class Fletcher32 {

    private static final int MODULUS = 65_535;

    private Fletcher32() {}

    /** Takes the checksum off a chunk that it fits; fails where it does not. */
    static byte[] checked(byte[] withSum) {
        int length = withSum.length - Integer.BYTES;
        if (length < 0) {
            throw new HdfException("a chunk is too short for its checksum");
        }
        int stored = ByteBuffer.wrap(withSum).order(ByteOrder.LITTLE_ENDIAN).getInt(length);
        // Before HDF5 1.6.3 the bytes of each half were written the other way round on little-endian machines.
        int turned = Integer.reverseBytes(stored >>> 16 | stored << 16);
        int computed = of(withSum, length);
        if (computed != residues(stored) && computed != residues(turned)) {
            throw new HdfException("a chunk does not fit its checksum");
        }
        return Arrays.copyOf(withSum, length);
    }

    private static int of(byte[] bytes, int length) {
        long first = 0;
        long second = 0;
        for (int i = 0; i < length; i += 2) {
            int low = i + 1 < length ? bytes[i + 1] & 0xFF : 0;
            first = (first + ((bytes[i] & 0xFF) << 8 | low)) % MODULUS;
            second = (second + first) % MODULUS;
        }
        return (int) (second << 16 | first);
    }

    /** Returns both halves modulo 65535, where HDF5 may write 65535 for 0. */
    private static int residues(int sum) {
        return (sum >>> 16) % MODULUS << 16 | (sum & 0xFFFF) % MODULUS;
    }
}
