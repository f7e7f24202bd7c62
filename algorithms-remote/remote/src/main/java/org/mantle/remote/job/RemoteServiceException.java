package org.mantle.remote.job;

import java.io.IOException;
import java.util.Optional;

/**
 * The failure of a compute resource's service to do what was asked. The message says what is wrong and what to do next, in the
 * service's own words where it gave any.
 *
 * @since 0.1.0
 */
public abstract sealed class RemoteServiceException extends IOException
        permits LogInRefusedException,
                SessionEndedException,
                PermissionDeniedException,
                UnknownJobException,
                UnknownFileException,
                ServiceUnreachableException,
                SubmissionUncertainException,
                ServiceFaultException {

    private static final long serialVersionUID = 1L;

    private final String serviceWords;

    RemoteServiceException(String message, String serviceWords) {
        super(message);
        this.serviceWords = serviceWords;
    }

    /** Returns what the service itself said, shortened when it is long; empty when it said nothing. */
    public Optional<String> serviceWords() {
        return serviceWords.isEmpty() ? Optional.empty() : Optional.of(serviceWords);
    }

    /** Returns the end of a message that quotes the service's words; empty when it gave none. */
    public static String saying(String serviceWords) {
        return serviceWords.isEmpty() ? "" : "; the service says: " + serviceWords;
    }
}
