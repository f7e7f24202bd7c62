package org.mantle.pac.stream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that is read in blocks, and does something of its own with each: a single byte is a block of one.
 *
 * @since 0.1.0
 */
public abstract class BlockInput extends FilterInputStream {

    /** Reads from another stream, which is closed with this one. */
    protected BlockInput(InputStream in) {
        super(in);
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] bytes, int offset, int length) throws IOException;
}
