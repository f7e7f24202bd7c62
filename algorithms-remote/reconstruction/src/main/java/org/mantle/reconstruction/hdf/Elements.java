package org.mantle.reconstruction.hdf;

import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.message.DataSpace;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The elements of a dataset: what they are, how many, and where. */
final class Elements {

    private static final int NULL_DATASPACE = 2;

    private final FileBytes file;
    private final HeaderMessages header;
    private final String path;
    private final DataType type;
    private final int[] shape;
    private final Storage storage;

    private Elements(FileBytes file, HeaderMessages header, String path) throws UnreadableException {
        this.file = file;
        this.header = header;
        this.path = path;
        DataSpace space = DataSpace.readDataSpace(
                needed(HeaderMessages.DATASPACE), file.storage().getSuperblock());
        if (space.getType() == NULL_DATASPACE) {
            throw new UnreadableException(path + " is empty");
        }
        type = DataType.readDataType(needed(HeaderMessages.DATATYPE));
        boolean scalar = space.getDimensionsAsLong().length == 0;
        shape = scalar ? new int[] {1} : space.getDimensions();
        storage = storage(scalar ? new long[] {1} : space.getMaxSizes());
    }

    /**
     * Finds the elements of a dataset, and looks for all that could keep them from being read, except damage within a chunk.
     *
     * @throws UnreadableException if there is something that is not supported
     */
    static Elements of(FileBytes file, HeaderMessages header, String path) throws UnreadableException {
        return new Elements(file, header, path);
    }

    DataType type() {
        return type;
    }

    /** Returns how many there are along each dimension; one for a scalar. */
    int[] shape() {
        return shape;
    }

    Storage storage() {
        return storage;
    }

    private ByteBuffer needed(int message) {
        return header.body(message).orElseThrow(() -> new HdfException("a dataset lacks a part of its description"));
    }

    private Storage storage(long[] greatest) throws UnreadableException {
        if (header.body(HeaderMessages.EXTERNAL_FILES).isPresent()) {
            throw UnreadableException.notSupported(path, "external files for its bytes");
        }
        StorageLayout layout = StorageLayout.read(needed(HeaderMessages.LAYOUT), path);
        int width = type.getSize();
        long bytes = Arrays.stream(shape).asLongStream().reduce(width, Math::multiplyExact);
        if (layout instanceof StorageLayout.Compact compact) {
            if (compact.bytes().capacity() < bytes) {
                throw new HdfException(path + " has too few bytes");
            }
            return new PlainStorage(
                    shape, width, (offset, count) -> compact.bytes().slice((int) offset, count));
        }
        if (layout instanceof StorageLayout.Contiguous contiguous && contiguous.isWritten()) {
            file.check(contiguous.address(), bytes);
            return new PlainStorage(shape, width, (offset, count) -> file.read(contiguous.address() + offset, count));
        }
        Optional<ByteBuffer> fill = FillValue.read(header, width);
        ChunkedStorage chunked = new ChunkedStorage(
                file,
                layout instanceof StorageLayout.Chunked inChunks ? inChunks : unwritten(),
                shape,
                greatest,
                width,
                new ChunkFilters(header.body(HeaderMessages.FILTERS)),
                fill);
        if (bytes > 0) {
            chunked.check(path);
        }
        if (!chunked.unwritten().isEmpty() && fill.isEmpty()) {
            throw new UnreadableException("parts of " + path
                    + " were never written, and the file gives no value for them; give a scan that is whole");
        }
        return chunked;
    }

    /** Returns a layout that stands for one piece that was never written: chunks, none of which was written either. */
    private StorageLayout.Chunked unwritten() {
        List<Integer> chunk = new ArrayList<>(List.of(1));
        Arrays.stream(shape).skip(1).forEach(side -> chunk.add(Math.max(1, side)));
        return new StorageLayout.Chunked(
                chunk, StorageLayout.Index.SINGLE, FileBytes.UNDEFINED, false, StoredChunk.NONE);
    }
}
