package org.mantle.gateway.pac;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What arrives in a session, which must still be there when all of it has come: then it may have been ended by a change of its user. */
final class SessionInput extends FilterInputStream {

    private final Check check;

    /** Tells whether the session is still there. */
    interface Check {
        boolean holds() throws IOException;
    }

    SessionInput(InputStream in, Check check) {
        super(in);
        this.check = check;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        if (count < 0 && !check.holds()) {
            throw new SessionEndedException();
        }
        return count;
    }
}
