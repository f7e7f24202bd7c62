package org.mantle.remote.job;

import java.io.IOException;
import java.io.OutputStream;
import org.mantle.pac.stream.BlockOutput;

/** Passes on what follows a place in what is written. For one thread. */
final class RestOfFile extends BlockOutput {

    private final OutputStream to;
    private long left;

    RestOfFile(long start, OutputStream to) {
        this.left = start;
        this.to = to;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int skipped = (int) Math.min(left, length);
        left -= skipped;
        if (skipped < length) {
            to.write(bytes, offset + skipped, length - skipped);
        }
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }
}
