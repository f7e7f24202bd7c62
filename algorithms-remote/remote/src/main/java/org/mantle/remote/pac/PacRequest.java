package org.mantle.remote.pac;

import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/** A request to a service, with the clock of its call. */
final class PacRequest extends HttpUriRequestBase {

    private static final long serialVersionUID = 1L;

    private final transient CallClock clock;

    PacRequest(String method, URI address, PacResource resource) {
        super(method, address);
        this.clock = new CallClock(resource, this::cancel);
    }

    CallClock clock() {
        return clock;
    }
}
