package org.mantle.gateway.http;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;

/** Reads a body as it arrives; no thread waits for it. */
final class ArrivingBody implements Runnable {

    private final Content.Source source;
    private final long limit;
    private final Consumer<End> then;
    private final int keep;
    private byte[] kept = new byte[0];
    private long count;

    /** How the reading ended. */
    enum End {
        WHOLE,
        TOO_LONG,
        BROKEN_OFF
    }

    private ArrivingBody(Content.Source source, long limit, int keep, Consumer<End> then) {
        this.source = source;
        this.limit = limit;
        this.then = then;
        this.keep = keep;
    }

    /** Returns a body of at most so many bytes that is kept; the consumer is called when it has arrived, or will not. */
    static ArrivingBody keeping(Content.Source source, int limit, Consumer<End> then) {
        return new ArrivingBody(source, limit, limit, then);
    }

    /** Returns a body that is dropped, of which at most so many bytes are read. */
    static ArrivingBody dropping(Content.Source source, long limit, Consumer<End> then) {
        return new ArrivingBody(source, limit, 0, then);
    }

    /** Reads what is there, and asks to be called again when there is more. */
    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = source.read();
            if (chunk == null) {
                source.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                then.accept(End.BROKEN_OFF);
                return;
            }
            boolean last = chunk.isLast();
            take(chunk.getByteBuffer());
            chunk.release();
            if (count > limit || last) {
                then.accept(count > limit ? End.TOO_LONG : End.WHOLE);
                return;
            }
        }
    }

    private void take(ByteBuffer bytes) {
        int taken = Math.min(keep - kept.length, bytes.remaining());
        count += bytes.remaining();
        if (taken > 0) {
            byte[] before = kept;
            kept = Arrays.copyOf(before, before.length + taken);
            bytes.get(kept, before.length, taken);
            Arrays.fill(before, (byte) 0);
        }
    }

    /** Returns what was kept, and keeps it no longer: it may be a password. */
    byte[] take() {
        byte[] taken = kept;
        kept = new byte[0];
        return taken;
    }
}
