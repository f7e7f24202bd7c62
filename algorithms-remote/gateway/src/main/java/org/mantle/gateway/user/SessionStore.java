package org.mantle.gateway.user;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/**
 * Port: remembers who is logged in, from one gateway to the next. Sessions are known by hashes of their tokens; the tokens themselves are
 * kept nowhere. Safe for use by several threads.
 */
public interface SessionStore {

    /**
     * A session.
     *
     * @param stamp that of the account when the session began, see {@link UserStore#stamp}
     * @param used when it was used last, as far as that was kept
     */
    record Session(String user, String stamp, Instant used) {}

    /**
     * Returns all sessions by the hashes of their tokens.
     *
     * @throws IOException if they cannot be read
     */
    Map<String, Session> all() throws IOException;

    /**
     * Keeps a session. It is on the disk when this returns.
     *
     * @param key the hash of its token
     * @throws IOException if it cannot be kept
     */
    void open(String key, Session session) throws IOException;

    /**
     * Keeps when a session was used; nothing if there is no such session.
     *
     * @throws IOException if that cannot be kept
     */
    void use(String key, Instant time) throws IOException;

    /**
     * Ends a session, if there is such a one. It is gone from the disk when this returns.
     *
     * @throws IOException if that cannot be kept
     */
    void close(String key) throws IOException;

    /**
     * Forgets sessions that have ended by themselves, and would end again if they were not forgotten.
     *
     * @throws IOException if that cannot be kept
     */
    void forget(Collection<String> keys) throws IOException;
}
