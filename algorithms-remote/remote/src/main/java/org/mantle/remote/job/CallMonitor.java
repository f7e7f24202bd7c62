package org.mantle.remote.job;

import org.mantle.framework.type.Registration;

/**
 * The caller's end of one call to a service: what it hears of the call, and how it ends it. Used by the thread of the call.
 *
 * @since 0.1.0
 */
public interface CallMonitor {

    /** What a call is given that a refusal names. */
    enum Given {
        /** The directory of the resource that a file goes to. */
        DIRECTORY,
        /** What a job runs, with its arguments. */
        RUNNABLE
    }

    /**
     * Returns what the caller's users know something by that a call is given, in words that follow its value in brackets; empty where the
     * value says enough.
     */
    default String nameOf(Given what) {
        return "";
    }

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

    /** Returns a monitor for a call whose outcome must be known: it goes on to its end although the caller gives up. */
    default CallMonitor uncancelled() {
        CallMonitor caller = this;
        return new CallMonitor() {

            @Override
            public String nameOf(Given what) {
                return caller.nameOf(what);
            }

            @Override
            public void moved(long count) {
                caller.moved(count);
            }

            @Override
            public Registration onCancel(Runnable abort) {
                return () -> {};
            }

            @Override
            public void checkCancelled() {
                // goes on
            }
        };
    }
}
