package org.mantle.web.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** A random secret that lets those in who know it. Immutable; not shown by {@link #toString}. */
public final class AccessToken {

    private static final int BYTES = 32;

    private final String text;

    private AccessToken(String text) {
        this.text = text;
    }

    /** Makes a new one of 256 random bits. */
    public static AccessToken random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new AccessToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Returns the secret: letters, digits, hyphens and underscores. */
    public String text() {
        return text;
    }

    /** Tells whether somebody knows the secret; the time it takes tells nothing of how near he is. */
    boolean isKnownAs(String given) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "AccessToken";
    }
}
