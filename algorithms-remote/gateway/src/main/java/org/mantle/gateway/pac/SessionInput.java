package org.mantle.gateway.pac;

import java.io.IOException;
import java.io.InputStream;
import org.mantle.pac.stream.BlockInput;

/** What arrives in a session, which must still be there when all of it has come: then it may have been ended by a change of its user. */
final class SessionInput extends BlockInput {

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
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        if (count < 0 && !check.holds()) {
            throw new SessionEndedException();
        }
        return count;
    }
}
