package org.mantle.gateway.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterInputStream;
import org.mantle.pac.stream.BlockInput;

/** What another stream has, compressed by gzip (RFC 1952) while it is read. For one thread. */
final class GzipInput extends BlockInput {

    private static final int BUFFER = 64 * 1024;

    /** Deflated, without a name and time, made on Unix. */
    private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};

    private final CRC32 sum = new CRC32();
    private final InputStream source;

    /** The fastest level: a network that is slower than that is rare. */
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);

    private final CheckedInputStream checked;
    private Stage stage = Stage.HEAD;

    private enum Stage {
        HEAD,
        CONTENT,
        TAIL
    }

    GzipInput(InputStream source) {
        super(new ByteArrayInputStream(HEAD));
        this.source = source;
        checked = new CheckedInputStream(source, sum);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        while (count < 0 && stage != Stage.TAIL) {
            if (stage == Stage.HEAD) {
                in = new DeflaterInputStream(checked, deflater, BUFFER);
                stage = Stage.CONTENT;
            } else {
                in = new ByteArrayInputStream(tail());
                stage = Stage.TAIL;
            }
            count = in.read(bytes, offset, length);
        }
        return count;
    }

    private byte[] tail() {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) sum.getValue())
                .putInt((int) deflater.getBytesRead())
                .array();
    }

    @Override
    public void close() throws IOException {
        deflater.end();
        source.close();
    }
}
