package org.mantle.remote;

/** The service answered with an error of another kind, or not in the form that its protocol has. */
public final class ServiceFaultException extends RemoteServiceException {
    private static final long serialVersionUID = 1L;

    ServiceFaultException(String message, String words) {
        super(message, words);
    }
}
