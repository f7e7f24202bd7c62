package org.mantle.reconstruction.hdf;

import io.jhdf.FractalHeap;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.SymbolTableEntry;
import io.jhdf.Utils;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.object.message.LinkMessage;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the names of a group without looking at the objects that they lead to: one of these may be such as jhdf cannot read. */
final class GroupLinks {

    private static final int SOFT_LINK = 2;

    private GroupLinks() {}

    /** Returns the links by name, in the order of the file; empty if the object is no group. */
    static Map<String, Link> read(FileBytes file, HeaderMessages header) {
        Map<String, Link> links = new LinkedHashMap<>();
        Optional<ByteBuffer> symbols = header.body(HeaderMessages.SYMBOL_TABLE);
        if (symbols.isPresent()) {
            addSymbols(file, symbols.get(), links);
            return links;
        }
        for (HeaderMessages.Message message : header.all(HeaderMessages.LINK)) {
            add(LinkMessage.fromBuffer(message.body(), file.storage().getSuperblock()), links);
        }
        header.body(HeaderMessages.LINK_INFO).ifPresent(info -> addIndexed(file, info, links));
        return links;
    }

    private static void addSymbols(FileBytes file, ByteBuffer table, Map<String, Link> links) {
        long tree = table.getLong();
        ByteBuffer names = new LocalHeap(file.storage(), table.getLong()).getDataBuffer();
        for (long node : BTreeV1.createGroupBTree(file.storage(), tree).getChildAddresses()) {
            for (SymbolTableEntry entry : new GroupSymbolTableNode(file.storage(), node).getSymbolTableEntries()) {
                links.put(
                        text(names, entry.getLinkNameOffset()),
                        entry.getCacheType() == SOFT_LINK
                                ? new Link.Soft(text(names, entry.getLinkValueOffset()))
                                : new Link.Hard(entry.getObjectHeaderAddress()));
            }
        }
    }

    private static String text(ByteBuffer heap, int offset) {
        return Utils.readUntilNull(heap.position(offset));
    }

    private static void addIndexed(FileBytes file, ByteBuffer info, Map<String, Link> links) {
        info.get();
        boolean ordered = (info.get() & 1) != 0;
        info.position(info.position() + (ordered ? Long.BYTES : 0));
        long heapAddress = info.getLong();
        long treeAddress = info.getLong();
        if (treeAddress == FileBytes.UNDEFINED) {
            return;
        }
        FractalHeap heap = new FractalHeap(file.storage(), heapAddress);
        BTreeV2<LinkNameForIndexedGroupRecord> tree = new BTreeV2<>(file.storage(), treeAddress);
        for (LinkNameForIndexedGroupRecord name : tree.getRecords()) {
            add(LinkMessage.fromBuffer(heap.getId(name.getId()), file.storage().getSuperblock()), links);
        }
    }

    private static void add(LinkMessage message, Map<String, Link> links) {
        Link link = switch (message.getLinkType()) {
            case HARD -> new Link.Hard(message.getHardLinkAddress());
            case SOFT -> new Link.Soft(message.getSoftLink());
            case EXTERNAL -> new Link.External(message.getExternalFile(), message.getExternalPath());
        };
        links.put(message.getLinkName(), link);
    }
}
