package org.mantle.remote;

import org.jspecify.annotations.Nullable;

/** The service could not be reached, did not answer in time, or the connection to it broke. */
public final class ServiceUnreachableException extends RemoteServiceException {
    private static final long serialVersionUID = 1L;

    /** How far a call had come when it failed. */
    enum Stage {
        /** No connection was made, so the service knows nothing of the call. */
        CONNECTING,
        /** The connection broke while the call was on its way or answered. */
        CONNECTED,
        /** The service was silent for too long. */
        TIMED_OUT
    }

    private final Stage stage;

    ServiceUnreachableException(String message, Stage stage, @Nullable Throwable cause) {
        super(message, "");
        this.stage = stage;
        if (cause != null) {
            initCause(cause);
        }
    }

    Stage stage() {
        return stage;
    }
}
