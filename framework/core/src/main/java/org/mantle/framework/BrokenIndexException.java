package org.mantle.framework;

/** An index cannot be used; the message goes on from "the index". */
final class BrokenIndexException extends Exception {

    private static final long serialVersionUID = 1L;

    BrokenIndexException(String message) {
        super(message);
    }
}
