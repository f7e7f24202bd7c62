package org.mantle.gateway.http;

import java.io.IOException;

/** What is served over HTTP. Called by several threads at a time. */
public interface HttpService {

    /**
     * Decides by a request's head what is to be done about it. Nothing of its body has been read, and a client that asked
     * beforehand ({@code Expect}) has not been told to send it: what is refused here is refused before it is sent. It must not
     * wait.
     *
     * @throws IOException if something failed that no answer tells; then the answer is status 500
     */
    Call receive(Exchange exchange) throws IOException;
}
