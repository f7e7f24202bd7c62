package org.mantle.gateway.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What is sent to a client; the length is -1 where only sending will tell it. */
record Answer(int status, String type, long length, InputStream body) {

    private static final System.Logger LOG = System.getLogger(Answer.class.getName());

    static Answer of(int status, String type, byte[] body) {
        return new Answer(status, type, body.length, new ByteArrayInputStream(body));
    }

    static Answer of(String type, long length, InputStream body) {
        return new Answer(200, type, length, body);
    }

    /** Returns the answer that says that something failed, and nothing of what went wrong. */
    static Answer ofFailure() {
        byte[] words = "The gateway could not do this. Its log tells why.".getBytes(StandardCharsets.UTF_8);
        return of(500, Exchange.PLAIN_TEXT, words);
    }

    /** Tells whether all of it is in memory, so that nothing is waited for while it is sent. */
    boolean isKept() {
        return body instanceof ByteArrayInputStream;
    }

    void close() {
        try {
            body.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "what was to be sent could not be closed", e);
        }
    }
}
