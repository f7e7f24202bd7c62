package org.mantle.remote;

import java.io.IOException;
import org.mantle.remote.job.Session;

/** A piece of work in a session. */
@FunctionalInterface
interface SessionWork<T> {
    T with(Session session) throws IOException;
}
