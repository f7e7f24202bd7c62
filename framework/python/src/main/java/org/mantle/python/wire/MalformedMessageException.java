package org.mantle.python.wire;

import java.io.IOException;

/** A message that is no JSON object; those behind it can be read. */
public final class MalformedMessageException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
