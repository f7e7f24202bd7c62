package org.mantle.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.mantle.pac.FileSource;

/** A file as long as it is now: what a running job appends later is left out. */
record Snapshot(Path file, String name, long length) implements FileSource {
    static final int COPY_BUFFER = 256 * 1024;

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[(int) Math.max(1, Math.min(COPY_BUFFER, length))];
        try (FileChannel channel = FileChannel.open(file)) {
            long left = length;
            while (left > 0) {
                int count = channel.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, left)));
                if (count < 0) {
                    throw new IOException("A file became shorter while it was being sent");
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        }
    }
}
