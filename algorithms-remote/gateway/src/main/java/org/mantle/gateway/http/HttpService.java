package org.mantle.gateway.http;

import java.io.IOException;

/** What is served over HTTP. Called by several threads at a time. */
public interface HttpService {

    /**
     * Answers one request.
     *
     * @throws IOException if the client went away, or something failed that its answer does not tell; then the answer is cut
     *     off, or is status 500 if it has not begun
     */
    void serve(Exchange exchange) throws IOException;
}
