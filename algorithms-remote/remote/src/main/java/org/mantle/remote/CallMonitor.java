package org.mantle.remote;

import org.mantle.framework.type.Registration;

/** What a caller wants to know of one call to a service, and by which it can end it. */
interface CallMonitor {

    /**
     * Takes how many bytes of a file have moved. Called often; must be quick.
     *
     * @param count the number of bytes since the last call
     */
    void moved(long count);

    /** Registers what ends the call at once when the caller gives up. */
    Registration onCancel(Runnable abort);

    /** Throws what the caller wants to see when it has given up. */
    void checkCancelled();
}
