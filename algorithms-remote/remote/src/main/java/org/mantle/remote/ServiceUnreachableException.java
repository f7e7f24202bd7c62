package org.mantle.remote;

import org.jspecify.annotations.Nullable;

/** The service could not be reached, did not answer in time, or the connection to it broke. */
public final class ServiceUnreachableException extends RemoteServiceException {
    private static final long serialVersionUID = 1L;

    /** How far a call had come when it failed. */
    enum Stage {
        /** There was no connection, so the service knows nothing of the call. */
        NOT_CONNECTED,
        /** There was no connection within the time-out. */
        NOT_CONNECTED_IN_TIME,
        /** The connection broke while the call was on its way or answered. */
        BROKEN,
        /** The service was silent for too long. */
        SILENT;

        /** Whether the service may have got the call. */
        boolean mayHaveArrived() {
            return this == BROKEN || this == SILENT;
        }

        /** Whether a harmless call should be repeated at once: where that does not mean to wait for long again. */
        boolean isQuick() {
            return this == NOT_CONNECTED || this == BROKEN;
        }
    }

    private final String reason;
    private final Stage stage;

    ServiceUnreachableException(String reason, String advice, Stage stage, @Nullable Throwable cause) {
        super(reason + "; " + advice, "");
        this.reason = reason;
        this.stage = stage;
        if (cause != null) {
            initCause(cause);
        }
    }

    /** What happened, without the advice. */
    String reason() {
        return reason;
    }

    Stage stage() {
        return stage;
    }
}
