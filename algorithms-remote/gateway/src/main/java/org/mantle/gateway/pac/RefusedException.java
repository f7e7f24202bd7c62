package org.mantle.gateway.pac;

/** A request that cannot be granted; the message is for the user. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why, as far as clients are told apart by it. */
    public enum Reason {
        /** It is not in form, or not allowed. */
        INVALID,
        /** There is no such thing of the user's. */
        NOT_FOUND,
        /** It is not the user's, or nobody's who is not logged in. */
        FORBIDDEN,
        /** It is what another call that is still under way does. */
        UNDER_WAY,
        /** It is marked as a repetition, and is none. */
        NO_REPETITION,
        /** The protocol has it, and this gateway does not do it. */
        NOT_SERVED,
        /** There is no room for it, on the disk or in what the user may keep. */
        NO_ROOM,
        /** It can be done at another time: what it needs is away, or busy. */
        UNAVAILABLE,
        /** The gateway failed at it. */
        FAILED
    }

    private final Reason reason;

    private RefusedException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** Returns the exception for this reason. */
    public static RefusedException invalid(String message) {
        return new RefusedException(Reason.INVALID, message);
    }

    /** Returns the exception for this reason. */
    public static RefusedException notFound(String message) {
        return new RefusedException(Reason.NOT_FOUND, message);
    }

    /** Returns the exception for this reason. */
    public static RefusedException forbidden(String message) {
        return new RefusedException(Reason.FORBIDDEN, message);
    }

    static RefusedException unavailable(String message) {
        return new RefusedException(Reason.UNAVAILABLE, message);
    }

    static RefusedException underWay(String message) {
        return new RefusedException(Reason.UNDER_WAY, message);
    }

    static RefusedException noRepetition(String message) {
        return new RefusedException(Reason.NO_REPETITION, message);
    }

    /** Returns the exception for this reason. */
    public static RefusedException notServed(String message) {
        return new RefusedException(Reason.NOT_SERVED, message);
    }

    /** Returns why. */
    public Reason reason() {
        return reason;
    }

    /** Returns the words for the user. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
