package org.mantle.remote.job;

import java.net.URI;

/**
 * The outcome of a log-in: the proof of who the user is, and where to use it. Never the password.
 *
 * @param user the user
 * @param serviceUrl the address of the service; the proof goes nowhere else
 * @param token the proof, which only the adapter that made it can read; a secret. Empty where the user's key is proof enough
 * @since 0.1.0
 */
public record Session(String user, URI serviceUrl, String token) {

    /** Returns a text without the token. */
    @Override
    public String toString() {
        return "Session[" + user + " at " + serviceUrl + "]";
    }
}
