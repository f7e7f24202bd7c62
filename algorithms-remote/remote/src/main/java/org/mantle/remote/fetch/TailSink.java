package org.mantle.remote.fetch;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the end of what is written, as text. For one thread. */
public final class TailSink extends OutputStream {

    private final byte[] ring;
    private long count;

    /** Keeps so many bytes. */
    public TailSink(int most) {
        ring = new byte[most];
    }

    @Override
    public void write(int b) {
        ring[(int) (count++ % ring.length)] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int skipped = Math.max(0, length - ring.length);
        count += skipped;
        int from = offset + skipped;
        int left = length - skipped;
        while (left > 0) {
            int at = (int) (count % ring.length);
            int part = Math.min(left, ring.length - at);
            System.arraycopy(bytes, from, ring, at, part);
            count += part;
            from += part;
            left -= part;
        }
    }

    /** Returns how many bytes were written. */
    public long count() {
        return count;
    }

    /** Returns the number of the first byte that is kept. */
    public long from() {
        return Math.max(0, count - ring.length);
    }

    /** Returns what is kept, as UTF-8. */
    public String text() {
        byte[] kept = new byte[(int) (count - from())];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = ring[(int) ((from() + i) % ring.length)];
        }
        return new String(kept, StandardCharsets.UTF_8);
    }
}
