package org.mantle.reconstruction;

/** The failure of a command line that is wrong; its message tells the user what is allowed. */
final class WrongOptionException extends Exception {

    private static final long serialVersionUID = 1L;

    WrongOptionException(String message) {
        super(message);
    }
}
