package org.mantle.gateway.user;

/** A change of the users that is not allowed; the message is for whoever asked for it. */
public final class UserRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Creates an exception that says why. */
    public UserRefusedException(String message) {
        super(message, null, false, false);
    }
}
