package org.mantle.gateway.http;

import java.io.IOException;

/**
 * What is to be done about a request.
 *
 * @param bodyUse how its body is read
 * @param action what is done then, perhaps slowly; it gives the answer
 */
public record Call(BodyUse bodyUse, Action action) {

    /** The call of a request that has been answered, and whose body is not wanted. */
    public static final Call ANSWERED = new Call(BodyUse.NONE, exchange -> {});

    /** How the body of a request is read. */
    enum BodyUse {
        /** Not at all. */
        NONE,
        /** Whole, before the action begins; no thread waits for it. */
        BEFOREHAND,
        /** By the action, whose thread waits for it. */
        BY_ACTION
    }

    /** What gives the answer to a request. */
    public interface Action {

        /**
         * Gives the answer.
         *
         * @throws IOException if the client went away, or something failed that no answer tells; then the answer is status 500
         */
        void run(Exchange exchange) throws IOException;
    }

    /** Returns a call that needs no body. */
    public static Call withoutBody(Action action) {
        return new Call(BodyUse.NONE, action);
    }

    /** Returns a call with a body so short that it is kept: {@link Exchange#shortBody}. */
    public static Call withShortBody(Action action) {
        return new Call(BodyUse.BEFOREHAND, action);
    }

    /**
     * Returns a call with a body of any length: {@link Exchange#body}. A thread of the server waits for it, so that only requests of
     * users who are known may be taken so.
     */
    public static Call withLongBody(Action action) {
        return new Call(BodyUse.BY_ACTION, action);
    }
}
