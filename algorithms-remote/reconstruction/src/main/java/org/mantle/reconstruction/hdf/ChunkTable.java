package org.mantle.reconstruction.hdf;

import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.BTreeDatasetChunkRecord;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.DatasetInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the chunks of a dataset lie. */
final class ChunkTable {

    private final int[] chunk;
    private final long[] counts;
    private final int growing;
    private final ChunkList list;

    /**
     * Makes the table.
     *
     * @param extent the shape of the dataset
     * @param greatest the shape that it may grow to; -1 where there is no limit
     * @param chunk the shape of a chunk
     * @param chunkBytes the size of a chunk that is not filtered
     */
    ChunkTable(
            FileBytes file, StorageLayout.Chunked layout, int[] extent, long[] greatest, int[] chunk, int chunkBytes) {
        this.chunk = chunk;
        counts = new long[extent.length];
        for (int i = 0; i < extent.length; i++) {
            // A list is numbered by the greatest extent, a tree by nothing.
            long most = greatest[i] < 0 ? extent[i] : greatest[i];
            counts[i] = (most + chunk[i] - 1) / chunk[i];
        }
        growing = layout.index() == StorageLayout.Index.EXTENSIBLE_ARRAY ? firstUnlimited(greatest) : 0;
        long address = layout.address();
        ChunkList found = number -> StoredChunk.NONE;
        if (address != FileBytes.UNDEFINED) {
            DatasetInfo info = new DatasetInfo(
                    chunkBytes, Arrays.stream(extent).asLongStream().toArray(), chunk);
            found = switch (layout.index()) {
                case FIRST_B_TREE ->
                    byTree(BTreeV1.createDataBTree(file.storage(), address, extent.length)
                            .getChunks());
                case SINGLE -> {
                    StoredChunk only =
                            layout.single().size() > 0 ? layout.single() : new StoredChunk(address, chunkBytes, 0);
                    yield number -> only;
                }
                case IMPLICIT -> number -> new StoredChunk(address + number * chunkBytes, chunkBytes, 0);
                case FIXED_ARRAY -> new FixedArray(file, address, chunkBytes);
                case EXTENSIBLE_ARRAY -> new ExtensibleArray(file, address, chunkBytes);
                case SECOND_B_TREE ->
                    byTree(new BTreeV2<BTreeDatasetChunkRecord>(file.storage(), address, info)
                            .getRecords().stream()
                                    .map(BTreeDatasetChunkRecord::getChunk)
                                    .toList());
            };
        }
        list = found;
    }

    /** Returns the chunk at a place, in chunks along each dimension. */
    StoredChunk get(int[] place) {
        return list.get(number(place));
    }

    /** Returns a place's number; the dimension that can grow counts slowest, so that numbers stay when it does. */
    private long number(int[] place) {
        long number = place[growing];
        for (int i = 0; i < place.length; i++) {
            if (i != growing) {
                number = number * counts[i] + place[i];
            }
        }
        return number;
    }

    private static int firstUnlimited(long[] greatest) {
        for (int i = 0; i < greatest.length; i++) {
            if (greatest[i] < 0) {
                return i;
            }
        }
        return 0;
    }

    private ChunkList byTree(List<Chunk> chunks) {
        Map<Long, StoredChunk> byNumber = new HashMap<>();
        for (Chunk stored : chunks) {
            int[] place = new int[chunk.length];
            long[] offset = stored.getChunkOffset();
            boolean inside = true;
            for (int i = 0; i < place.length; i++) {
                place[i] = Math.toIntExact(offset[i] / chunk[i]);
                // A dataset that was made smaller may have kept chunks outside.
                inside &= place[i] < counts[i];
            }
            if (inside) {
                long[] mask = stored.getFilterMask().toLongArray();
                byNumber.put(
                        number(place),
                        new StoredChunk(
                                stored.getAddress(),
                                Integer.toUnsignedLong(stored.getSize()),
                                mask.length == 0 ? 0 : (int) mask[0]));
            }
        }
        return number -> byNumber.getOrDefault(number, StoredChunk.NONE);
    }
}
