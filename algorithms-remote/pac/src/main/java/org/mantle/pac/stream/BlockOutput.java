package org.mantle.pac.stream;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A stream that is written in blocks, and does something of its own with each: a single byte is a block of one.
 *
 * @since 0.1.0
 */
public abstract class BlockOutput extends OutputStream {

    /** For subclasses. */
    protected BlockOutput() {}

    @Override
    public final void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public abstract void write(byte[] bytes, int offset, int length) throws IOException;
}
