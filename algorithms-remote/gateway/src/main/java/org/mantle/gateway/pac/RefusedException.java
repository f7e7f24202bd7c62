package org.mantle.gateway.pac;

/** A request that cannot be granted; the message is for the user. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why, as far as clients are told apart by it. */
    enum Reason {
        INVALID,
        NOT_FOUND,
        FORBIDDEN,
        /** The protocol has it, and this gateway does not do it. */
        NOT_SERVED
    }

    private final Reason reason;

    private RefusedException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    static RefusedException invalid(String message) {
        return new RefusedException(Reason.INVALID, message);
    }

    static RefusedException notFound(String message) {
        return new RefusedException(Reason.NOT_FOUND, message);
    }

    static RefusedException forbidden(String message) {
        return new RefusedException(Reason.FORBIDDEN, message);
    }

    static RefusedException notServed(String message) {
        return new RefusedException(Reason.NOT_SERVED, message);
    }

    Reason reason() {
        return reason;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
