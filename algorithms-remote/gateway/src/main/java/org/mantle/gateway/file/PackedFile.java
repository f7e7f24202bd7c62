package org.mantle.gateway.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.mantle.pac.FileSource;

/** A file that is made while it is sent, so that nobody knows its length before. */
record PackedFile(String name, Opening opening) implements FileSource {

    /** Begins to make the file. */
    interface Opening {
        InputStream open() throws IOException;
    }

    @Override
    public long length() {
        return -1;
    }

    @Override
    public InputStream open() throws IOException {
        return opening.open();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream in = open()) {
            in.transferTo(out);
        }
    }
}
