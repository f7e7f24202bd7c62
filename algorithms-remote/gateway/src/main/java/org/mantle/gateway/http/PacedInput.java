package org.mantle.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import org.mantle.pac.BlockInput;

/** A body that a thread waits for: the client's time runs while it does. */
final class PacedInput extends BlockInput {

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
