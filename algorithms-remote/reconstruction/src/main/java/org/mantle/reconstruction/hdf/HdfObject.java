package org.mantle.reconstruction.hdf;

import io.jhdf.FractalHeap;
import io.jhdf.HdfFile;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.AttributeNameForIndexedAttributesRecord;
import io.jhdf.dataset.DatasetReader;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.AttributeMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A group or a dataset of an HDF5 file. Two are equal if they are the same object, however they were reached. */
public final class HdfObject {

    private final HdfFile hdf;
    private final FileBytes file;
    private final long address;
    private final String path;
    private @Nullable HeaderMessages header;
    private @Nullable Map<String, Link> links;

    HdfObject(HdfFile hdf, FileBytes file, long address, String path) {
        this.hdf = hdf;
        this.file = file;
        this.address = address;
        this.path = path;
    }

    /** Returns the path by which it was reached, without a slash at its end; empty for the root. */
    public String path() {
        return path;
    }

    /** Returns whether it holds data. */
    public boolean isDataset() {
        return header().body(HeaderMessages.DATASPACE).isPresent();
    }

    /** Returns the names of what is in this group; none if it is no group. */
    public List<String> names() {
        return List.copyOf(links().keySet());
    }

    /** Returns the numbers of this dataset. */
    public NumberArray numbers() throws UnreadableException {
        return NumberArray.of(file, header(), path.isEmpty() ? "/" : path);
    }

    /** Returns the text of a dataset that holds one, as a scalar or as an array of one. */
    public Optional<String> text() {
        if (!isDataset()) {
            return Optional.empty();
        }
        try {
            Elements elements = Elements.of(file, header(), path);
            DataType type = elements.type();
            if (!(type instanceof StringData || type instanceof VariableLength)
                    || Arrays.stream(elements.shape()).anyMatch(count -> count != 1)) {
                return Optional.empty();
            }
            ByteBuffer bytes = ByteBuffer.allocate(type.getSize());
            elements.storage().read(new int[elements.shape().length], elements.shape(), (run, at) -> bytes.put(run));
            return DatasetReader.readDataset(type, bytes.flip(), new int[0], file.storage()) instanceof String text
                    ? Optional.of(text.strip())
                    : Optional.empty();
        } catch (UnreadableException e) {
            // A text that is stored in a way that is not supported is as good as none.
            return Optional.empty();
        }
    }

    /** Returns the value of an attribute, as a text. */
    public Optional<String> attribute(String name) {
        return attributes().stream()
                .filter(message -> message.getName().replace("\0", "").equals(name) && message.getDataBuffer() != null)
                .findFirst()
                .map(message -> DatasetReader.readDataset(
                        message.getDataType(),
                        message.getDataBuffer(),
                        message.getDataSpace().getDimensions(),
                        file.storage()))
                .map(value -> String.valueOf(single(value)).strip());
    }

    Map<String, Link> links() {
        if (links == null) {
            links = GroupLinks.read(file, header());
        }
        return links;
    }

    HdfFile hdf() {
        return hdf;
    }

    /** Returns another object of the same file. */
    HdfObject sibling(long otherAddress, String otherPath) {
        return new HdfObject(hdf, file, otherAddress, otherPath);
    }

    /** Returns this object, reached by another path. */
    HdfObject at(String otherPath) {
        return sibling(address, otherPath);
    }

    private HeaderMessages header() {
        if (header == null) {
            header = HeaderMessages.read(file, address);
        }
        return header;
    }

    private List<AttributeMessage> attributes() {
        List<AttributeMessage> attributes = new ArrayList<>();
        for (HeaderMessages.Message message : header().all(HeaderMessages.ATTRIBUTE)) {
            add(message.body().duplicate().order(message.body().order()), message.flags(), attributes);
        }
        header().body(HeaderMessages.ATTRIBUTE_INFO).ifPresent(info -> addIndexed(info, attributes));
        return attributes;
    }

    private void addIndexed(ByteBuffer info, List<AttributeMessage> attributes) {
        info.get();
        boolean ordered = (info.get() & 1) != 0;
        info.position(info.position() + (ordered ? Short.BYTES : 0));
        long heapAddress = info.getLong();
        long treeAddress = info.getLong();
        if (heapAddress == FileBytes.UNDEFINED) {
            return;
        }
        FractalHeap heap = new FractalHeap(file.storage(), heapAddress);
        BTreeV2<AttributeNameForIndexedAttributesRecord> tree = new BTreeV2<>(file.storage(), treeAddress);
        for (AttributeNameForIndexedAttributesRecord name : tree.getRecords()) {
            add(heap.getId(name.getHeapId()), (byte) 0, attributes);
        }
    }

    private void add(ByteBuffer body, byte flags, List<AttributeMessage> attributes) {
        try {
            attributes.add(new AttributeMessage(body, file.storage(), BitSet.valueOf(new byte[] {flags})));
        } catch (HdfException e) {
            // One of a type that jhdf does not know says nothing about a scan.
        }
    }

    /** Returns the one value of an array of one, and any other value as it is. */
    private static @Nullable Object single(@Nullable Object value) {
        return value instanceof Object[] array && array.length == 1 ? array[0] : value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HdfObject that
                && address == that.address
                && HdfTree.realPath(hdf.getFileAsPath()).equals(HdfTree.realPath(that.hdf.getFileAsPath()));
    }

    @Override
    public int hashCode() {
        return Long.hashCode(address);
    }
}
