package org.mantle.framework.internal.declare;

/** An index cannot be used; the message goes on from "the index". */
public final class BrokenIndexException extends Exception {

    private static final long serialVersionUID = 1L;

    BrokenIndexException(String message) {
        super(message);
    }
}
