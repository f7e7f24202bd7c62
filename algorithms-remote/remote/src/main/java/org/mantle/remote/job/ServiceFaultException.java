package org.mantle.remote.job;

/** The service answered with an error of another kind, or not in the form that its protocol has. */
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
