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
    private final boolean isForRoom;

    /** Creates an exception with words for whoever runs the gateway, and words for clients. */
    public StoreException(String message, String clientText, @Nullable Throwable cause) {
        this(message, clientText, false, cause);
    }

    /**
     * Creates an exception with words for whoever runs the gateway, and words for clients.
     *
     * @param isForRoom whether the disk is full
     */
    public StoreException(String message, String clientText, boolean isForRoom, @Nullable Throwable cause) {
        super(message, cause);
        this.clientText = clientText;
        this.isForRoom = isForRoom;
    }

    /** Tells whether the disk is full. */
    public boolean isForRoom() {
        return isForRoom;
    }

    /** Returns what clients are told. */
    public String clientText() {
        return clientText;
    }
}
