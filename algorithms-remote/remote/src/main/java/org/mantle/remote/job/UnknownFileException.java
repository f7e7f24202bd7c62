package org.mantle.remote.job;

/** The job has no such file, or the service did not hand it out. */
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
