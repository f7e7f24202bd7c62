package org.mantle.web.http;

import org.mantle.framework.type.Registration;

/**
 * What tells events to clients that listen.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface EventSource {

    /**
     * Begins to tell one client, and returns at once.
     *
     * @return is closed when the client is gone or the stream has ended
     */
    Registration begin(EventSink sink);
}
