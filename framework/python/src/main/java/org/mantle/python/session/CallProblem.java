package org.mantle.python.session;

/** A call that cannot be answered, in words for whoever made it. */
final class CallProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String type;

    CallProblem(String message) {
        this("CallProblem", message);
    }

    private CallProblem(String type, String message) {
        super(message);
        this.type = type;
    }

    /** Makes the problem of a call that rests on a declaration which is another by now; the program asks for it again. */
    static CallProblem outdated() {
        return new CallProblem(
                "OutdatedCall", "the algorithms have changed since they were described; make the call again");
    }

    /** Returns the word by which a program knows the problem. */
    String type() {
        return type;
    }
}
