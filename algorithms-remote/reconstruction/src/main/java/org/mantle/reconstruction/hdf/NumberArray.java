package org.mantle.reconstruction.hdf;

import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.message.DataSpace;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The numbers of a dataset.
 *
 * <p>All that could keep them from being read is looked for when it is made, except damage within a chunk. What was never written
 * has the fill value that the file gives, 0 by default. Not thread-safe.
 */
public final class NumberArray {

    private static final int NULL_DATASPACE = 2;
    private static final int PIECE = 1 << 12;

    private final String path;
    private final int[] shape;
    private final NumberCoding coding;
    private final Storage storage;

    private NumberArray(String path, int[] shape, NumberCoding coding, Storage storage) {
        this.path = path;
        this.shape = shape;
        this.coding = coding;
        this.storage = storage;
    }

    static NumberArray of(FileBytes file, HeaderMessages header, String path) throws UnreadableException {
        DataSpace space = DataSpace.readDataSpace(
                needed(header.body(HeaderMessages.DATASPACE)), file.storage().getSuperblock());
        if (space.getType() == NULL_DATASPACE) {
            throw new UnreadableException(path + " is empty");
        }
        DataType type = DataType.readDataType(needed(header.body(HeaderMessages.DATATYPE)));
        NumberCoding coding = NumberCoding.of(type, path);
        if (header.body(HeaderMessages.EXTERNAL_FILES).isPresent()) {
            throw UnreadableException.notSupported(path, "external files for its bytes");
        }
        boolean scalar = space.getDimensionsAsLong().length == 0;
        int[] shape = scalar ? new int[] {1} : space.getDimensions();
        long[] greatest = scalar ? new long[] {1} : space.getMaxSizes();
        StorageLayout layout = StorageLayout.read(file, needed(header.body(HeaderMessages.LAYOUT)), path);
        return new NumberArray(path, shape, coding, storage(file, header, layout, shape, greatest, coding, path));
    }

    private static ByteBuffer needed(Optional<ByteBuffer> message) {
        return message.orElseThrow(() -> new HdfException("a dataset lacks a part of its description"));
    }

    private static Storage storage(
            FileBytes file,
            HeaderMessages header,
            StorageLayout layout,
            int[] shape,
            long[] greatest,
            NumberCoding coding,
            String path)
            throws UnreadableException {
        long bytes = Arrays.stream(shape).asLongStream().reduce(coding.size(), Math::multiplyExact);
        Optional<ByteBuffer> fill = FillValue.read(header, coding.size());
        Storage storage;
        if (layout instanceof StorageLayout.Compact compact) {
            if (compact.bytes().capacity() < bytes) {
                throw new HdfException(path + " has too few bytes");
            }
            storage = new PlainStorage(
                    shape, coding.size(), (offset, count) -> compact.bytes().slice((int) offset, count));
        } else if (layout instanceof StorageLayout.Contiguous contiguous && contiguous.isWritten()) {
            file.check(contiguous.address(), bytes);
            storage = new PlainStorage(
                    shape, coding.size(), (offset, count) -> file.read(contiguous.address() + offset, count));
        } else {
            ChunkedStorage chunked = new ChunkedStorage(
                    file,
                    layout instanceof StorageLayout.Chunked inChunks ? inChunks : unwritten(shape),
                    shape,
                    greatest,
                    coding.size(),
                    new ChunkFilters(header.body(HeaderMessages.FILTERS)),
                    fill);
            if (bytes > 0) {
                chunked.check(path);
            }
            storage = chunked;
        }
        if (!storage.unwritten().isEmpty() && fill.isEmpty()) {
            throw new UnreadableException("parts of " + path
                    + " were never written, and the file gives no value for them; give a scan that is whole");
        }
        return storage;
    }

    /** Returns a layout that stands for one piece that was never written: chunks, none of which was written either. */
    private static StorageLayout.Chunked unwritten(int[] shape) {
        List<Integer> chunk = new ArrayList<>(List.of(1));
        Arrays.stream(shape).skip(1).forEach(side -> chunk.add(Math.max(1, side)));
        return new StorageLayout.Chunked(
                chunk, StorageLayout.Index.SINGLE, FileBytes.UNDEFINED, false, StoredChunk.NONE);
    }

    /** Returns its path. */
    public String path() {
        return path;
    }

    /** Returns how many numbers there are along each dimension; one for a scalar. */
    public int[] shape() {
        return shape.clone();
    }

    /** Returns all numbers, the last dimension fastest. */
    public double[] all() {
        int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        double[] numbers = new double[size];
        if (size > 0) {
            storage.read(new int[shape.length], shape, (elements, at) -> {
                double[] run = new double[elements.remaining() / coding.size()];
                coding.read(elements, run, run.length);
                System.arraycopy(run, 0, numbers, at, run.length);
            });
        }
        return numbers;
    }

    /**
     * Returns a block of the numbers, the last dimension fastest.
     *
     * @param start its first one, along each dimension
     * @param count how many there are along each dimension, at least 1
     */
    public float[] read(int[] start, int[] count) {
        float[] numbers = new float[Arrays.stream(count).reduce(1, Math::multiplyExact)];
        double[] run = new double[Math.min(numbers.length, PIECE)];
        storage.read(start, count, (elements, at) -> {
            int n = elements.remaining() / coding.size();
            for (int done = 0; done < n; done += run.length) {
                int piece = Math.min(run.length, n - done);
                coding.read(elements, run, piece);
                for (int i = 0; i < piece; i++) {
                    numbers[at + done + i] = (float) run[i];
                }
            }
        });
        return numbers;
    }

    /** Returns how many elements along the first dimension are best read together. */
    public int together() {
        return storage.together();
    }

    /** Returns the places along the first dimension of which some or all elements were never written. */
    public BitSet unwritten() {
        return (BitSet) storage.unwritten().clone();
    }
}
