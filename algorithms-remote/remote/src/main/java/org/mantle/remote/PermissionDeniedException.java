package org.mantle.remote;

/** The service knows the user and does not allow what was asked. */
public final class PermissionDeniedException extends RemoteServiceException {
    private static final long serialVersionUID = 1L;

    PermissionDeniedException(String resource, String user, String what, String words) {
        super(
                user + " has no permission at " + resource + " for " + what + saying(words)
                        + "; ask the owner or the resource's support for access",
                words);
    }
}
