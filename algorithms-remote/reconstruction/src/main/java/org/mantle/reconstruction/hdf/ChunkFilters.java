package org.mantle.reconstruction.hdf;

import io.jhdf.exceptions.HdfException;
import io.jhdf.filter.FilterManager;
import io.jhdf.filter.FilterPipeline;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The filters that the chunks of a dataset went through when they were written, such as compression. */
final class ChunkFilters {

    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final int FLETCHER32 = 3;
    private static final int LZF = 32_000;
    private static final int LZ4 = 32_004;

    /** Undoes a filter. */
    @FunctionalInterface
    private interface Undo {
        byte[] undo(byte[] bytes);
    }

    /** A filter, with what undoes it where that is known. */
    private record Step(FilterInfo filter, Optional<Undo> inverse) {}

    private final List<Step> steps = new ArrayList<>();

    /** Reads the message that names them; a dataset without it has none. */
    ChunkFilters(Optional<ByteBuffer> message) {
        if (message.isPresent()) {
            for (FilterInfo filter : new FilterPipelineMessage(message.get(), new BitSet()).getFilters()) {
                steps.add(new Step(filter, inverse(filter)));
            }
        }
    }

    private static Optional<Undo> inverse(FilterInfo filter) {
        return switch (filter.getId()) {
            case DEFLATE, SHUFFLE, LZF, LZ4 -> {
                FilterPipeline alone = FilterManager.getPipeline(List.of(filter));
                yield Optional.of(alone::decode);
            }
            case FLETCHER32 -> Optional.of(Fletcher32::checked);
            case Bitshuffle.ID ->
                Bitshuffle.isSupported(filter.getData())
                        ? Optional.of(new Bitshuffle(filter.getData())::undo)
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Returns the words for a filter that a chunk with this mask went through and that is not supported, if there is one. */
    Optional<String> unsupported(int mask) {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (isApplied(i, mask) && step.inverse.isEmpty()) {
                return Optional.of(words(step.filter));
            }
        }
        return Optional.empty();
    }

    /**
     * Undoes the filters that were applied, last first.
     *
     * @param mask which were skipped
     * @param size how many bytes must come out
     */
    byte[] undo(byte[] stored, int mask, int size) {
        byte[] bytes = stored;
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (isApplied(i, mask)) {
                bytes = steps.get(i).inverse.orElseThrow().undo(bytes);
            }
        }
        if (bytes.length != size) {
            throw new HdfException("a chunk has " + bytes.length + " bytes instead of " + size);
        }
        return bytes;
    }

    private static boolean isApplied(int place, int mask) {
        // The mask has 32 bits, and no filter beyond them can have been skipped.
        return place >= Integer.SIZE || (mask >>> place & 1) == 0;
    }

    private static String words(FilterInfo filter) {
        return switch (filter.getId()) {
            case 4 -> "szip compression";
            case 5 -> "the n-bit filter";
            case 6 -> "the scale-offset filter";
            case 307 -> "bzip2 compression (filter 307)";
            case 32_001 -> "Blosc compression (filter 32001)";
            case Bitshuffle.ID -> "bitshuffle with Zstandard compression (filter 32008)";
            case 32_013 -> "ZFP compression (filter 32013)";
            case 32_015 -> "Zstandard compression (filter 32015)";
            default -> "filter " + filter.getId() + " (\"" + filter.getName() + "\")";
        };
    }
}
