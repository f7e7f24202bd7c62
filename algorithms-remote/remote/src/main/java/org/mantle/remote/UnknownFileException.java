package org.mantle.remote;

/** The job has no such file, or the service did not hand it out. */
public final class UnknownFileException extends RemoteServiceException {
    private static final long serialVersionUID = 1L;

    UnknownFileException(String message, String words) {
        super(message, words);
    }
}
