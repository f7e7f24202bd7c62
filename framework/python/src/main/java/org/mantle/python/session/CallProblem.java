package org.mantle.python.session;

/** A call that cannot be answered, in words for whoever made it. */
final class CallProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CallProblem(String message) {
        super(message);
    }
}
