package org.mantle.gateway.http;

import java.io.IOException;

/** A request with a longer body than is accepted; the message is for the client. */
public final class LongBodyException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception for a body that is longer than so many bytes. */
    public LongBodyException(int maximum) {
        super("The request is longer than the " + maximum + " bytes that are accepted here");
    }
}
