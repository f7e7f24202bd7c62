package org.mantle.remote.job;

import org.mantle.framework.type.Secret;

/**
 * The proof of who a user is, as the user gives it to log in. The adapter takes what its service asks for, and leaves the rest.
 *
 * @param password the password, or the pass phrase of a key; empty when the user gave none. Whoever gave it wipes it
 * @since 0.1.0
 */
public record Credentials(Secret password) {

    /** Returns the credentials of a user who gives none, because a key or the system says who it is. */
    public static Credentials none() {
        return new Credentials(Secret.none());
    }
}
