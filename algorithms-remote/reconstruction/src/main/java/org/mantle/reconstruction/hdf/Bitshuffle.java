package org.mantle.reconstruction.hdf;

import io.jhdf.exceptions.HdfException;
import java.nio.ByteBuffer;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * Undoes the filter bitshuffle, with or without LZ4: in blocks of elements, the first bits of all stand before their second bits.
 *
 * <p>The last block is as long as whole eights of elements last; the elements after it stand as they are. jhdf's own gives wrong
 * numbers where a chunk is not a whole number of blocks. Format: K. Masui et al., Astronomy and Computing 12 (2015) 181.
 */
final class Bitshuffle {

    static final int ID = 32_008;

    private static final int NONE = 0;
    private static final int LZ4 = 2;
    private static final int USUAL_BLOCK_BYTES = 8192;
    private static final int LEAST_USUAL_BLOCK = 128;

    private final int elementBytes;
    private final int blockElements;
    private final boolean compressed;
    private final LZ4SafeDecompressor lz4 = LZ4Factory.fastestJavaInstance().safeDecompressor();

    /** Takes the filter's parameters: its version in two numbers, the bytes of an element, the elements of a block, the compression. */
    Bitshuffle(int[] parameters) {
        elementBytes = parameters[2];
        int given = parameters.length > 3 ? parameters[3] : 0;
        blockElements = given > 0 ? given : Math.max(USUAL_BLOCK_BYTES / elementBytes / 8 * 8, LEAST_USUAL_BLOCK);
        compressed = parameters.length > 4 && parameters[4] == LZ4;
    }

    /** Returns whether the filter is one that this class undoes. */
    static boolean isSupported(int[] parameters) {
        boolean known = parameters.length < 5 || parameters[4] == NONE || parameters[4] == LZ4;
        return parameters.length > 2 && parameters[2] > 0 && known;
    }

    /** Returns the bytes that went through the filter. */
    byte[] undo(byte[] filtered) {
        ByteBuffer source = ByteBuffer.wrap(filtered);
        long size = compressed ? source.getLong() : filtered.length;
        int block = compressed ? source.getInt() / elementBytes : blockElements;
        if (block <= 0 || block % 8 != 0) {
            throw new HdfException("a chunk has shuffled blocks of " + block + " elements");
        }
        byte[] target = new byte[Math.toIntExact(size)];
        int shuffled = target.length / elementBytes / 8 * 8;
        for (int done = 0; done < shuffled; done += block) {
            int elements = Math.min(block, shuffled - done);
            unshuffle(take(source, elements * elementBytes), elements, target, done * elementBytes);
        }
        source.get(target, shuffled * elementBytes, target.length - shuffled * elementBytes);
        return target;
    }

    /** Takes the bytes of a block from what was stored. */
    private byte[] take(ByteBuffer source, int size) {
        byte[] bytes = new byte[size];
        if (!compressed) {
            source.get(bytes);
            return bytes;
        }
        byte[] packed = new byte[source.getInt()];
        source.get(packed);
        try {
            if (lz4.decompress(packed, bytes) != size) {
                throw new HdfException("a compressed block is too short");
            }
        } catch (LZ4Exception e) {
            throw new HdfException("a compressed block cannot be unpacked", e);
        }
        return bytes;
    }

    private void unshuffle(byte[] bits, int elements, byte[] target, int at) {
        int row = elements / 8;
        for (int b = 0; b < elementBytes; b++) {
            for (int group = 0; group < row; group++) {
                long square = 0;
                for (int i = 0; i < 8; i++) {
                    square |= (bits[(b * 8 + i) * row + group] & 0xFFL) << (8 * i);
                }
                square = transposed(square);
                for (int j = 0; j < 8; j++) {
                    target[at + (group * 8 + j) * elementBytes + b] = (byte) (square >>> (8 * j));
                }
            }
        }
    }

    /** Returns a square of 8 by 8 bits with rows and columns exchanged (Warren, Hacker's Delight, section 7-3). */
    private static long transposed(long square) {
        long x = square;
        long change = (x ^ x >>> 7) & 0x00AA00AA00AA00AAL;
        x ^= change ^ change << 7;
        change = (x ^ x >>> 14) & 0x0000CCCC0000CCCCL;
        x ^= change ^ change << 14;
        change = (x ^ x >>> 28) & 0x00000000F0F0F0F0L;
        return x ^ change ^ change << 28;
    }
}
