package org.mantle.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import org.mantle.pac.stream.BlockInput;

/** A body that a thread waits for: the client's time runs while it does. */
final class PacedInput extends BlockInput {

    private final Visit visit;
    private boolean asked;
    private long count;

    PacedInput(InputStream in, Visit visit) {
        super(in);
        this.visit = visit;
    }

    /** Tells whether any of the body was asked for. */
    boolean isAsked() {
        return asked;
    }

    /** Returns how many bytes were read. */
    long count() {
        return count;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        asked = true;
        visit.receive();
        try {
            int read = in.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        } finally {
            visit.serve();
        }
    }
}
