package org.mantle.remote.job;

/**
 * An answer with an error of another kind, or one that has not the form of the service's protocol.
 *
 * @since 0.1.0
 */
public final class ServiceFaultException extends RemoteServiceException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure of any other kind.
     *
     * @param message what is wrong and what to do, with the service's words in it
     * @param words these words again, on one line; empty when it gave none
     */
    public ServiceFaultException(String message, String words) {
        super(message, words);
    }
}
