package org.mantle.remote.job;

import org.jspecify.annotations.Nullable;

/**
 * The failure to reach a service: there was no connection, no answer in time, or the connection broke.
 *
 * @since 0.1.0
 */
public final class ServiceUnreachableException extends RemoteServiceException {

    private static final long serialVersionUID = 1L;

    /** The stage at which a call failed. */
    public enum Stage {

        /** There was no connection, so the service knows nothing of the call. */
        NOT_CONNECTED,
        /** There was no connection within the time-out. */
        NOT_CONNECTED_IN_TIME,
        /** The proxy would not make the connection, so the service knows nothing of the call. */
        REFUSED_BY_PROXY,
        /** The service showed a certificate or a key that is not trusted, so it was told nothing; waiting does not help. */
        NOT_TRUSTED,
        /** The connection broke while the call was on its way or answered. */
        BROKEN,
        /** The service was silent for too long. */
        SILENT;

        /** Returns whether the service may have got the call. */
        public boolean mayHaveArrived() {
            return this == BROKEN || this == SILENT;
        }

        /** Returns whether a harmless call should be repeated at once, since that does not mean to wait for long again. */
        public boolean isQuick() {
            return this == NOT_CONNECTED || this == BROKEN;
        }
    }

    private final String reason;
    private final Stage stage;

    /**
     * Makes the failure.
     *
     * @param reason what happened, such as {@code the connection was refused}
     * @param advice what to do about it
     * @param stage how far the call had come
     * @param cause what the network said, if it said anything
     */
    public ServiceUnreachableException(String reason, String advice, Stage stage, @Nullable Throwable cause) {
        super(reason + "; " + advice, "");
        this.reason = reason;
        this.stage = stage;
        if (cause != null) {
            initCause(cause);
        }
    }

    /** Returns what happened, without the advice. */
    public String reason() {
        return reason;
    }

    /** Returns how far the call had come. */
    public Stage stage() {
        return stage;
    }
}
