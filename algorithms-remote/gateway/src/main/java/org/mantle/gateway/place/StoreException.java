package org.mantle.gateway.place;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway remembers cannot be read or written. The message is for whoever runs the gateway; clients are told
 * {@link #clientText}, which names no path.
 */
public final class StoreException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String clientText;

    /** Creates an exception with words for whoever runs the gateway, and words for clients. */
    public StoreException(String message, String clientText, @Nullable Throwable cause) {
        super(message, cause);
        this.clientText = clientText;
    }

    /** Returns what clients are told. */
    public String clientText() {
        return clientText;
    }
}
