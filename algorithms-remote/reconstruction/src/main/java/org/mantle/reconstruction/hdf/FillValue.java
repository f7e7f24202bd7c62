package org.mantle.reconstruction.hdf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The value of a dataset's elements that were never written, as bytes. */
final class FillValue {

    private static final int NEVER_WRITTEN = 1;

    private FillValue() {}

    /**
     * Returns the bytes of one element.
     *
     * @return empty where the file says that there is no such value, so that what was never written has none
     */
    static Optional<ByteBuffer> read(HeaderMessages header, int elementBytes) {
        Optional<ByteBuffer> message = header.body(HeaderMessages.FILL_VALUE);
        if (message.isPresent()) {
            return read(message.get(), elementBytes);
        }
        return Optional.of(
                header.body(HeaderMessages.OLD_FILL_VALUE).map(FillValue::sized).orElseGet(() -> zero(elementBytes)));
    }

    private static Optional<ByteBuffer> read(ByteBuffer message, int elementBytes) {
        int version = message.get();
        int writeTime;
        boolean undefined;
        boolean given;
        if (version < 3) {
            message.get();
            writeTime = message.get();
            boolean defined = message.get() != 0;
            undefined = !defined;
            given = defined || version == 1;
        } else {
            int flags = message.get();
            writeTime = flags >> 2 & 3;
            undefined = (flags & 1 << 4) != 0;
            given = (flags & 1 << 5) != 0;
        }
        if (undefined || writeTime == NEVER_WRITTEN) {
            return Optional.empty();
        }
        ByteBuffer value = given ? sized(message) : zero(0);
        return Optional.of(value.hasRemaining() ? value : zero(elementBytes));
    }

    private static ByteBuffer sized(ByteBuffer message) {
        int size = message.getInt();
        return size <= 0 ? zero(0) : message.slice(message.position(), size);
    }

    private static ByteBuffer zero(int elementBytes) {
        return ByteBuffer.allocate(elementBytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
