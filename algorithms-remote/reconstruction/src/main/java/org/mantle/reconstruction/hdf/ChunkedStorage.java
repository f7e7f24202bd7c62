package org.mantle.reconstruction.hdf;

import io.jhdf.exceptions.HdfException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The elements of a dataset that lie in chunks, each filtered by itself, some of them perhaps never written. */
final class ChunkedStorage implements Storage {

    private static final int ALL_SKIPPED = -1;

    private final FileBytes file;
    private final int[] shape;
    private final int[] chunk;
    private final int elementBytes;
    private final int chunkBytes;
    private final boolean wholeOnly;
    private final ChunkTable table;
    private final ChunkFilters filters;
    private final Optional<ByteBuffer> fill;
    private final BitSet unwritten = new BitSet();
    private byte @Nullable [] neverWritten;

    /**
     * Makes it.
     *
     * @param greatest the shape that the dataset may grow to; -1 where there is no limit
     * @param fill the bytes of an element that was never written; empty where these have no value
     */
    ChunkedStorage(
            FileBytes file,
            StorageLayout.Chunked layout,
            int[] shape,
            long[] greatest,
            int elementBytes,
            ChunkFilters filters,
            Optional<ByteBuffer> fill) {
        this.file = file;
        this.shape = shape;
        this.elementBytes = elementBytes;
        this.filters = filters;
        chunk = layout.chunk().stream()
                .limit(shape.length)
                .mapToInt(Integer::intValue)
                .toArray();
        chunkBytes = Arrays.stream(chunk).reduce(elementBytes, Math::multiplyExact);
        wholeOnly = layout.wholeOnly();
        this.fill = fill;
        table = new ChunkTable(file, layout, shape, greatest, chunk, chunkBytes);
    }

    /**
     * Looks at all chunks before any is read.
     *
     * @throws UnreadableException if one went through a filter that is not supported
     * @throws HdfException if one is not in the file
     */
    void check(String path) throws UnreadableException {
        int[] counts = new int[shape.length];
        for (int i = 0; i < shape.length; i++) {
            counts[i] = (shape[i] + chunk[i] - 1) / chunk[i];
        }
        int[] place = new int[shape.length];
        do {
            StoredChunk stored = table.get(place);
            if (!stored.isWritten()) {
                unwritten.set(place[0] * chunk[0], Math.min(shape[0], (place[0] + 1) * chunk[0]));
                continue;
            }
            int mask = mask(place, stored);
            Optional<String> feature = filters.unsupported(mask);
            if (feature.isPresent()) {
                throw UnreadableException.notSupported(path, feature.get());
            }
            file.check(stored.address(), size(mask, stored));
        } while (Counter.next(place, counts));
    }

    @Override
    public void read(int[] start, int[] count, Sink sink) {
        int rank = shape.length;
        int[] first = new int[rank];
        int[] chunks = new int[rank];
        for (int i = 0; i < rank; i++) {
            first[i] = start[i] / chunk[i];
            chunks[i] = (start[i] + count[i] - 1) / chunk[i] - first[i] + 1;
        }
        int[] index = new int[rank];
        int[] place = new int[rank];
        do {
            for (int i = 0; i < rank; i++) {
                place[i] = first[i] + index[i];
            }
            take(place, start, count, sink);
        } while (Counter.next(index, chunks));
    }

    /** Hands over what a chunk has of a block. */
    private void take(int[] place, int[] start, int[] count, Sink sink) {
        int rank = shape.length;
        int[] from = new int[rank];
        int[] common = new int[rank];
        for (int i = 0; i < rank; i++) {
            int origin = place[i] * chunk[i];
            from[i] = Math.max(start[i], origin);
            common[i] = Math.min(start[i] + count[i], origin + chunk[i]) - from[i];
        }
        ByteBuffer bytes = ByteBuffer.wrap(bytes(place));
        int[] counter = common.clone();
        counter[rank - 1] = 1;
        int[] index = new int[rank];
        do {
            int inChunk = 0;
            int inBlock = 0;
            for (int i = 0; i < rank; i++) {
                int here = from[i] + index[i];
                inChunk = inChunk * chunk[i] + here - place[i] * chunk[i];
                inBlock = inBlock * count[i] + here - start[i];
            }
            sink.accept(bytes.slice(inChunk * elementBytes, common[rank - 1] * elementBytes), inBlock);
        } while (Counter.next(index, counter));
    }

    private byte[] bytes(int[] place) {
        StoredChunk stored = table.get(place);
        if (!stored.isWritten()) {
            return neverWritten();
        }
        int mask = mask(place, stored);
        byte[] bytes =
                file.read(stored.address(), Math.toIntExact(size(mask, stored))).array();
        return filters.undo(bytes, mask, chunkBytes);
    }

    private byte[] neverWritten() {
        if (neverWritten == null) {
            neverWritten = new byte[chunkBytes];
            ByteBuffer bytes = ByteBuffer.wrap(neverWritten);
            ByteBuffer element = fill.orElseThrow();
            while (bytes.hasRemaining()) {
                bytes.put(element.duplicate());
            }
        }
        return neverWritten;
    }

    private int mask(int[] place, StoredChunk stored) {
        return wholeOnly && reachesBeyondTheEdge(place) ? ALL_SKIPPED : stored.mask();
    }

    private long size(int mask, StoredChunk stored) {
        return mask == ALL_SKIPPED ? chunkBytes : stored.size();
    }

    private boolean reachesBeyondTheEdge(int[] place) {
        for (int i = 0; i < shape.length; i++) {
            if ((place[i] + 1L) * chunk[i] > shape[i]) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int together() {
        return chunk[0];
    }

    @Override
    public BitSet unwritten() {
        return unwritten;
    }
}
