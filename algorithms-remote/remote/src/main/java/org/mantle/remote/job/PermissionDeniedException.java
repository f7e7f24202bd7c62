package org.mantle.remote.job;

/**
 * The refusal of what a user asked for, by a service that knows the user.
 *
 * @since 0.1.0
 */
public final class PermissionDeniedException extends RemoteServiceException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the refusal of what a user asked for.
     *
     * @param what what was asked for, such as {@code the file a.txt of job 7}
     * @param words the service's own words, on one line; empty when it gave none
     */
    public PermissionDeniedException(String resource, String user, String what, String words) {
        super(
                user + " has no permission at " + resource + " for " + what + saying(words)
                        + "; ask the owner or the resource's support for access",
                words);
    }
}
