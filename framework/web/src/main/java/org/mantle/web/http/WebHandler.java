package org.mantle.web.http;

import java.io.IOException;

/**
 * What answers a request. It is called by one of the server's threads, many at once, and may be slow.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface WebHandler {

    /**
     * Answers a request.
     *
     * @throws WebProblem for whatever the caller should know; every other exception is an answer of status 500 that tells nothing
     * @throws IOException if the caller went away
     */
    WebReply handle(WebRequest request) throws IOException;
}
