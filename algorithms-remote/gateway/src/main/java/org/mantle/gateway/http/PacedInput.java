package org.mantle.gateway.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that a thread waits for: the client's time runs while it does. */
final class PacedInput extends FilterInputStream {

    private final Visit visit;
    private boolean asked;

    PacedInput(InputStream in, Visit visit) {
        super(in);
        this.visit = visit;
    }

    /** Tells whether any of the body was asked for. */
    boolean isAsked() {
        return asked;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        asked = true;
        visit.receive();
        try {
            return in.read(bytes, offset, length);
        } finally {
            visit.serve();
        }
    }
}
