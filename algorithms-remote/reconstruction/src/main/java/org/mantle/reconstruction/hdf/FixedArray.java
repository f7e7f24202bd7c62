package org.mantle.reconstruction.hdf;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** The list of chunks of a dataset that cannot grow, in one block, or in pages of which some may never have been written. */
final class FixedArray implements ChunkList {

    private static final int VERSION_AND_CLIENT = 2;

    private final FileBytes file;
    private final Entry entry;
    private final long count;
    private final long perPage;
    private final long block;
    private final int prefix;
    private final Map<Integer, ByteBuffer> pages = new HashMap<>();

    FixedArray(FileBytes file, long address, long chunkBytes) {
        this.file = file;
        ByteBuffer header =
                ChunkList.block(file, address, "FAHD", 4 + FileBytes.ADDRESS_BYTES + FileBytes.ADDRESS_BYTES);
        boolean filtered = header.get() == 1;
        entry = new Entry(file, filtered, header.get(), chunkBytes);
        perPage = 1L << header.get();
        count = header.getLong();
        block = header.getLong();
        prefix = VERSION_AND_CLIENT + FileBytes.ADDRESS_BYTES;
    }

    @Override
    public StoredChunk get(long number) {
        if (block == FileBytes.UNDEFINED || number >= count) {
            return StoredChunk.NONE;
        }
        int page = (int) (number / perPage);
        ByteBuffer entries = pages.computeIfAbsent(page, count > perPage ? this::page : this::whole);
        return entries.hasRemaining() ? entry.at(entries, (int) (number % perPage)) : StoredChunk.NONE;
    }

    private ByteBuffer whole(int page) {
        ByteBuffer bytes = ChunkList.block(file, block, "FADB", prefix + Math.toIntExact(count) * entry.width());
        return bytes.position(bytes.limit() - Math.toIntExact(count) * entry.width());
    }

    /** Returns the entries of a page, none if it was never written. */
    private ByteBuffer page(int page) {
        int bitmapBytes = Math.toIntExact((count + perPage - 1) / perPage + 7) / 8;
        ByteBuffer bitmap = ChunkList.block(file, block, "FADB", prefix + bitmapBytes);
        bitmap.position(bitmap.limit() - bitmapBytes);
        if (!ChunkList.isWritten(bitmap, page)) {
            return ByteBuffer.allocate(0);
        }
        long first = block + 4 + prefix + bitmapBytes + Integer.BYTES;
        int entries = (int) Math.min(perPage, count - page * perPage);
        return ChunkList.checked(
                file, first + page * (perPage * entry.width() + Integer.BYTES), entries * entry.width());
    }
}
