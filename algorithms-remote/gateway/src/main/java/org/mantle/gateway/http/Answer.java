package org.mantle.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to a client.
 *
 * @param length how many bytes it has, or -1 where only sending will tell it
 * @param words all of it, of an answer that is not a stream
 */
record Answer(
        int status,
        String type,
        long length,
        InputStream body,
        @Nullable ByteBuffer words) {

    private static final System.Logger LOG = System.getLogger(Answer.class.getName());

    static Answer of(int status, String type, byte[] body) {
        return new Answer(status, type, body.length, InputStream.nullInputStream(), ByteBuffer.wrap(body));
    }

    static Answer of(String type, long length, InputStream body) {
        return new Answer(200, type, length, body, null);
    }

    /** Returns the answer that says that something failed, and nothing of what went wrong. */
    static Answer ofFailure() {
        byte[] words = "The gateway could not do this. Its log tells why.".getBytes(StandardCharsets.UTF_8);
        return of(500, Exchange.PLAIN_TEXT, words);
    }

    /**
     * Returns it as it is sent: words at once, in one piece with the head.
     *
     * @param buffers for the pieces of a stream
     */
    Content.Source source(ByteBufferPool.Sized buffers) {
        if (words != null) {
            return Content.Source.from(words.slice());
        }
        return length >= 0 ? Content.Source.from(buffers, body, 0, length) : Content.Source.from(buffers, body);
    }

    /** Tells whether all of it is in memory, so that nothing is waited for while it is sent. */
    boolean isKept() {
        return words != null;
    }

    void close() {
        try {
            body.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "what was to be sent could not be closed", e);
        }
    }
}
