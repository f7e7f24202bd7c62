package org.mantle.reconstruction.hdf;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The list of chunks of a dataset that can grow in one dimension.
 *
 * <p>The first entries stand in the index block. The others stand in data blocks, which belong to super blocks: number s has
 * 2^(s/2) data blocks of 2^((s+1)/2) times the least number of entries, halves rounded down. The addresses of the data blocks of
 * the first super blocks stand in the index block, those of the others in blocks of their own. Large data blocks are divided into
 * pages. Whatever holds nothing yet may be missing.
 */
final class ExtensibleArray implements ChunkList {

    private static final int VERSION_AND_CLIENT = 2;
    private static final int STATISTICS = 6;

    private final FileBytes file;
    private final Entry entry;
    private final int offsetWidth;
    private final int inIndexBlock;
    private final int leastInBlock;
    private final int perPage;
    private final int directSuperBlocks;
    private final int directBlocks;
    private final int superBlocks;
    private final ByteBuffer index;
    private final int prefix;
    private final Map<Long, ByteBuffer> read = new HashMap<>();

    ExtensibleArray(FileBytes file, long address, long chunkBytes) {
        this.file = file;
        ByteBuffer header = ChunkList.block(
                file, address, "EAHD", 8 + STATISTICS * FileBytes.ADDRESS_BYTES + FileBytes.ADDRESS_BYTES);
        boolean filtered = header.get() == 1;
        entry = new Entry(file, filtered, header.get(), chunkBytes);
        int bits = header.get();
        offsetWidth = (bits + 7) / 8;
        inIndexBlock = Byte.toUnsignedInt(header.get());
        leastInBlock = Byte.toUnsignedInt(header.get());
        int leastPointers = Byte.toUnsignedInt(header.get());
        perPage = 1 << header.get();
        header.position(header.position() + STATISTICS * FileBytes.ADDRESS_BYTES);
        long indexBlock = header.getLong();
        directSuperBlocks = 2 * log2(leastPointers);
        directBlocks = 2 * (leastPointers - 1);
        superBlocks = 1 + bits - log2(leastInBlock);
        prefix = VERSION_AND_CLIENT + FileBytes.ADDRESS_BYTES;
        int size = inIndexBlock * entry.width()
                + (directBlocks + superBlocks - directSuperBlocks) * FileBytes.ADDRESS_BYTES;
        index = indexBlock == FileBytes.UNDEFINED
                ? ByteBuffer.allocate(0)
                : lastBytes(ChunkList.block(file, indexBlock, "EAIB", prefix + size), size);
    }

    @Override
    public StoredChunk get(long number) {
        if (!index.hasRemaining()) {
            return StoredChunk.NONE;
        }
        if (number < inIndexBlock) {
            return entry.at(index, (int) number);
        }
        long rest = number - inIndexBlock;
        int superBlock = log2(rest / leastInBlock + 1);
        // All super blocks before this one together hold so many times the least number of entries.
        rest -= ((1L << superBlock) - 1) * leastInBlock;
        int inBlock = blockEntries(superBlock);
        int block = (int) (rest / inBlock);
        return superBlock < directSuperBlocks
                ? inDirectBlock(superBlock, block, (int) (rest % inBlock))
                : inSuperBlock(superBlock, block, (int) (rest % inBlock));
    }

    private int blockEntries(int superBlock) {
        return Math.toIntExact((long) leastInBlock << ((superBlock + 1) / 2));
    }

    private StoredChunk inDirectBlock(int superBlock, int block, int place) {
        int before = 0;
        for (int s = 0; s < superBlock; s++) {
            before += 1 << (s / 2);
        }
        int at = index.position() + inIndexBlock * entry.width() + (before + block) * FileBytes.ADDRESS_BYTES;
        return inBlock(addressAt(index, at), superBlock, block, ByteBuffer.allocate(0), place);
    }

    private StoredChunk inSuperBlock(int superBlock, int block, int place) {
        int at = index.position()
                + inIndexBlock * entry.width()
                + (directBlocks + superBlock - directSuperBlocks) * FileBytes.ADDRESS_BYTES;
        long address = addressAt(index, at);
        if (address == FileBytes.UNDEFINED) {
            return StoredChunk.NONE;
        }
        int blocks = 1 << (superBlock / 2);
        int bitmapBytes = (pages(superBlock) + 7) / 8;
        int size = blocks * (bitmapBytes + FileBytes.ADDRESS_BYTES);
        ByteBuffer bytes = read.computeIfAbsent(
                address, a -> lastBytes(ChunkList.block(file, a, "EASB", prefix + offsetWidth + size), size));
        long blockAddress = addressAt(bytes, bytes.position() + blocks * bitmapBytes + block * FileBytes.ADDRESS_BYTES);
        return inBlock(blockAddress, superBlock, block, bytes, place);
    }

    /** Returns how many pages a data block of a super block has; 0 if it is not divided. */
    private int pages(int superBlock) {
        int entries = blockEntries(superBlock);
        return entries > perPage ? entries / perPage : 0;
    }

    /** Takes an entry from a data block, by the block's place in its super block and the pages written in all of these. */
    private StoredChunk inBlock(long address, int superBlock, int block, ByteBuffer bitmap, int place) {
        if (address == FileBytes.UNDEFINED) {
            return StoredChunk.NONE;
        }
        if (pages(superBlock) == 0) {
            int size = blockEntries(superBlock) * entry.width();
            ByteBuffer entries = read.computeIfAbsent(
                    address, a -> lastBytes(ChunkList.block(file, a, "EADB", prefix + offsetWidth + size), size));
            return entry.at(entries, place);
        }
        int page = place / perPage;
        if (!ChunkList.isWritten(bitmap, block * pages(superBlock) + page)) {
            return StoredChunk.NONE;
        }
        int size = perPage * entry.width();
        long start = address + 4 + prefix + offsetWidth + Integer.BYTES + (long) page * (size + Integer.BYTES);
        return entry.at(read.computeIfAbsent(start, a -> ChunkList.checked(file, a, size)), place % perPage);
    }

    private long addressAt(ByteBuffer block, int at) {
        return block.getLong(at);
    }

    private static ByteBuffer lastBytes(ByteBuffer block, int count) {
        return block.position(block.limit() - count);
    }

    private static int log2(long number) {
        return 63 - Long.numberOfLeadingZeros(number);
    }
}
