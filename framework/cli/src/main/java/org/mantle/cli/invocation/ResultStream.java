package org.mantle.cli.invocation;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Standard output that keeps its first failure, which a {@link java.io.PrintWriter} would swallow. */
final class ResultStream extends OutputStream {

    private final OutputStream to;
    private volatile @Nullable IOException failure;
    private volatile boolean used;

    ResultStream(OutputStream to) {
        this.to = to;
    }

    /** Returns why a result is not where it should be; empty when all is written. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Returns whether anything was written, whether or not it is where it should be. */
    boolean isUsed() {
        return used;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
        used = true;
        try {
            to.write(bytes, start, length);
        } catch (IOException e) {
            throw keep(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            to.flush();
        } catch (IOException e) {
            throw keep(e);
        }
    }

    private IOException keep(IOException thrown) {
        if (failure == null) {
            failure = thrown;
        }
        return thrown;
    }
}
