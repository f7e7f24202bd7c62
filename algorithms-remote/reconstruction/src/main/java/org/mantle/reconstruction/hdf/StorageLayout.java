package org.mantle.reconstruction.hdf;

import io.jhdf.exceptions.HdfException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** How the bytes of a dataset are stored. */
sealed interface StorageLayout {

    /** In the object's header. */
    record Compact(ByteBuffer bytes) implements StorageLayout {}

    /** In one piece, at an address that is undefined while nothing has been written. */
    record Contiguous(long address) implements StorageLayout {

        boolean isWritten() {
            return address != FileBytes.UNDEFINED;
        }
    }

    /**
     * In pieces of equal shape, each of them filtered by itself.
     *
     * @param chunk the shape of a chunk, with one dimension more than the dataset: the bytes of an element
     * @param index how chunks are found
     * @param address where the index (of a single chunk: that chunk) is
     * @param wholeOnly whether chunks that reach beyond the dataset's edge are not filtered
     * @param single the only chunk, where it is filtered; elsewhere not used
     */
    record Chunked(List<Integer> chunk, Index index, long address, boolean wholeOnly, StoredChunk single)
            implements StorageLayout {}

    /** The ways in which chunks are found. */
    enum Index {
        FIRST_B_TREE,
        SINGLE,
        IMPLICIT,
        FIXED_ARRAY,
        EXTENSIBLE_ARRAY,
        SECOND_B_TREE
    }

    /** Reads the message that says it. */
    static StorageLayout read(ByteBuffer message, String path) throws UnreadableException {
        int version = message.get();
        switch (version) {
            case 1, 2 -> {
                return oldVersion(message, path);
            }
            case 3, 4 -> {
                return switch (message.get()) {
                    case 0 -> new Compact(slice(message, Short.toUnsignedInt(message.getShort())));
                    case 1 -> new Contiguous(message.getLong());
                    case 2 -> version == 3 ? chunkedByTree(message, path) : chunked(message, path);
                    case 3 ->
                        throw UnreadableException.notSupported(
                                path, "a virtual dataset, which points to the data elsewhere");
                    default -> throw new HdfException("a dataset has an unknown layout");
                };
            }
            default -> throw UnreadableException.notSupported(path, "version " + version + " of the storage layout");
        }
    }

    private static StorageLayout oldVersion(ByteBuffer message, String path) throws UnreadableException {
        int rank = message.get();
        int kind = message.get();
        message.position(message.position() + 5);
        long address = kind == 0 ? FileBytes.UNDEFINED : message.getLong();
        return switch (kind) {
            case 0 -> {
                // the shape, which the dataspace has too
                message.position(message.position() + rank * Integer.BYTES);
                yield new Compact(slice(message, message.getInt()));
            }
            case 1 -> new Contiguous(address);
            case 2 -> byTree(message, rank, address, path);
            default -> throw new HdfException("a dataset has an unknown layout");
        };
    }

    private static Chunked chunkedByTree(ByteBuffer message, String path) throws UnreadableException {
        int rank = message.get();
        long address = message.getLong();
        return byTree(message, rank, address, path);
    }

    private static Chunked byTree(ByteBuffer message, int rank, long address, String path) throws UnreadableException {
        List<Integer> sizes = chunk(message, rank, Integer.BYTES, path);
        return new Chunked(sizes, Index.FIRST_B_TREE, address, false, StoredChunk.NONE);
    }

    private static Chunked chunked(ByteBuffer message, String path) throws UnreadableException {
        int flags = message.get();
        int rank = message.get();
        List<Integer> sizes = chunk(message, rank, message.get(), path);
        int index = message.get();
        if (index < 1 || index >= Index.values().length) {
            throw new HdfException("a dataset has an unknown index of chunks");
        }
        boolean singleFiltered = index == 1 && (flags & 2) != 0;
        long size = singleFiltered ? message.getLong() : 0;
        int mask = singleFiltered ? message.getInt() : 0;
        // What the other indexes say of themselves here stands at their addresses too.
        int parameters = switch (index) {
            case 3 -> 1;
            case 4 -> 5;
            case 5 -> 6;
            default -> 0;
        };
        message.position(message.position() + parameters);
        long address = message.getLong();
        return new Chunked(
                sizes, Index.values()[index], address, (flags & 1) != 0, new StoredChunk(address, size, mask));
    }

    private static List<Integer> chunk(ByteBuffer message, int rank, int width, String path)
            throws UnreadableException {
        List<Integer> sizes = new ArrayList<>();
        long bytes = 1;
        for (int i = 0; i < rank; i++) {
            long size = FileBytes.unsigned(message, width);
            if (size == 0) {
                throw new HdfException("a chunk has no size");
            }
            if (size < 0 || size > Integer.MAX_VALUE / bytes) {
                throw UnreadableException.largeChunks(path);
            }
            bytes *= size;
            sizes.add((int) size);
        }
        return sizes;
    }

    private static ByteBuffer slice(ByteBuffer message, int size) {
        return message.slice(message.position(), size);
    }
}
