package org.mantle.gateway.http;

/** Whom a server tells of the calls that have ended. Called by several threads at a time. */
public interface CallObserver {

    /** Takes a call that has ended; must return soon and throw nothing. */
    void ended(EndedCall call);
}
