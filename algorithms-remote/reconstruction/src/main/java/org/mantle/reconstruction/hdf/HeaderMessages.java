package org.mantle.reconstruction.hdf;

import io.jhdf.checksum.ChecksumUtils;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.SharedMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The messages of an object's header, each as the bytes that the file has.
 *
 * <p>jhdf keeps of a message what it uses, and fails on the whole object for one message that it does not know.
 */
final class HeaderMessages {

    static final int DATASPACE = 0x01;
    static final int LINK_INFO = 0x02;
    static final int DATATYPE = 0x03;
    static final int OLD_FILL_VALUE = 0x04;
    static final int FILL_VALUE = 0x05;
    static final int LINK = 0x06;
    static final int EXTERNAL_FILES = 0x07;
    static final int LAYOUT = 0x08;
    static final int FILTERS = 0x0B;
    static final int ATTRIBUTE = 0x0C;
    static final int SYMBOL_TABLE = 0x11;
    static final int ATTRIBUTE_INFO = 0x15;

    private static final int CONTINUATION = 0x10;
    private static final int SHARED = 1 << 1;
    private static final int MOST_BLOCKS = 10_000;
    private static final int SIGNATURE = 4;
    private static final int CHECKSUM = 4;

    /** A message: its type, its flags and its bytes. */
    record Message(int type, byte flags, ByteBuffer body) {}

    private record Block(long address, int length) {}

    private final FileBytes file;
    private final List<Message> messages = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();

    private HeaderMessages(FileBytes file) {
        this.file = file;
    }

    /** Reads the header at an address. */
    static HeaderMessages read(FileBytes file, long address) {
        HeaderMessages header = new HeaderMessages(file);
        ByteBuffer start = file.read(address, SIGNATURE);
        if (start.get(0) == 1) {
            header.readFirstVersion(address);
        } else if (start.get(0) == 'O' && start.get(1) == 'H' && start.get(2) == 'D' && start.get(3) == 'R') {
            header.readSecondVersion(address);
        } else {
            throw new HdfException("there is no object header at " + address);
        }
        return header;
    }

    /** Returns the messages of a type. */
    List<Message> all(int type) {
        return messages.stream().filter(message -> message.type == type).toList();
    }

    /** Returns the bytes of the first message of a type; of a shared one those that it stands for. */
    Optional<ByteBuffer> body(int type) {
        return all(type).stream().findFirst().map(message -> isShared(message) ? shared(message) : bytes(message));
    }

    private static boolean isShared(Message message) {
        return (message.flags & SHARED) != 0;
    }

    private static ByteBuffer bytes(Message message) {
        return message.body.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the message of another object's header, such as a named datatype's, that this one stands for. */
    private ByteBuffer shared(Message message) {
        long address = new SharedMessage(bytes(message), file.storage().getSuperblock()).getObjectHeaderAddress();
        return read(file, address).all(message.type).stream()
                .filter(target -> !isShared(target))
                .findFirst()
                .map(HeaderMessages::bytes)
                .orElseThrow(() -> new HdfException("a shared message leads to " + address + ", where it is not"));
    }

    private void readFirstVersion(long address) {
        ByteBuffer prefix = file.read(address, 16);
        int length = prefix.getInt(8);
        blocks.add(new Block(address + 16, length));
        // The list grows while it is read: a continuation message adds a block.
        for (int i = 0; i < blocks.size(); i++) {
            ByteBuffer block = file.read(blocks.get(i).address, blocks.get(i).length);
            while (block.remaining() >= 8) {
                int type = Short.toUnsignedInt(block.getShort());
                int size = Short.toUnsignedInt(block.getShort());
                byte flags = block.get();
                block.position(block.position() + 3);
                add(type, flags, size, block);
            }
        }
    }

    private void readSecondVersion(long address) {
        ByteBuffer prefix = file.read(address, 6);
        byte flags = prefix.get(5);
        // After the fixed part: four times, where kept, two limits of attributes, where kept, the size of the first
        // block.
        int before = 6 + ((flags & 1 << 5) != 0 ? 16 : 0) + ((flags & 1 << 4) != 0 ? 4 : 0);
        int width = 1 << (flags & 3);
        int length = Math.toIntExact(FileBytes.unsigned(file.read(address + before, width), width));
        int messagePrefix = 4 + ((flags & 1 << 2) != 0 ? 2 : 0);
        blocks.add(new Block(address, before + width + length + CHECKSUM));
        for (int i = 0; i < blocks.size(); i++) {
            ByteBuffer block = file.read(blocks.get(i).address, blocks.get(i).length);
            ChecksumUtils.validateChecksum(block.duplicate().order(block.order()));
            block.position(i == 0 ? before + width : SIGNATURE).limit(block.limit() - CHECKSUM);
            while (block.remaining() >= messagePrefix) {
                int type = Byte.toUnsignedInt(block.get());
                int size = Short.toUnsignedInt(block.getShort());
                byte messageFlags = block.get();
                block.position(block.position() + messagePrefix - 4);
                add(type, messageFlags, size, block);
            }
        }
    }

    private void add(int type, byte flags, int size, ByteBuffer block) {
        if (size > block.remaining()) {
            throw new HdfException("a message of an object header is longer than the header");
        }
        ByteBuffer body = block.slice(block.position(), size).order(ByteOrder.LITTLE_ENDIAN);
        block.position(block.position() + size);
        if (type == CONTINUATION) {
            if (blocks.size() == MOST_BLOCKS) {
                throw new HdfException("an object header has no end");
            }
            blocks.add(new Block(body.getLong(), Math.toIntExact(body.getLong())));
        } else {
            messages.add(new Message(type, flags, body));
        }
    }
}
