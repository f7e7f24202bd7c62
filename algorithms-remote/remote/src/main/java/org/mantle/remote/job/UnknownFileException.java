package org.mantle.remote.job;

/**
 * The failure of a call about a file that the job does not have, or that the service does not hand out.
 *
 * @since 0.1.0
 */
public final class UnknownFileException extends RemoteServiceException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the failure.
     *
     * @param message which file is meant, and what to do
     * @param words the service's own words, on one line; empty when it gave none
     */
    public UnknownFileException(String message, String words) {
        super(message, words);
    }
}
