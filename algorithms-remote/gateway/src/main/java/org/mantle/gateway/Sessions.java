package org.mantle.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mantle.pac.PacToken;

/** Who is logged in. Only hashes of tokens are kept. Safe for use by several threads. */
final class Sessions {
    private static final int SECRET_BYTES = 32;

    private final Map<String, Session> sessions = new HashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final Duration idleTime;

    Sessions(Clock clock, Duration idleTime) {
        this.clock = clock;
        this.idleTime = idleTime;
    }

    private record Session(String user, Instant lastUsed) {}

    /** Begins a session; the token has PAC's form {@code user"time"base64"base64}. */
    synchronized PacToken open(String user) {
        Instant now = clock.instant();
        sessions.values().removeIf(s -> hasEnded(s, now));
        PacToken token =
                PacToken.of(user + '"' + now.truncatedTo(ChronoUnit.SECONDS) + '"' + secret() + '"' + secret());
        sessions.put(key(token), new Session(user, now));
        return token;
    }

    /** The user whose session this is, if it has not ended; the time until it ends begins anew. */
    synchronized Optional<String> user(PacToken token) {
        Instant now = clock.instant();
        Session session = sessions.get(key(token));
        if (session == null || hasEnded(session, now)) {
            sessions.remove(key(token));
            return Optional.empty();
        }
        sessions.put(key(token), new Session(session.user(), now));
        return Optional.of(session.user());
    }

    synchronized void close(PacToken token) {
        sessions.remove(key(token));
    }

    private boolean hasEnded(Session session, Instant now) {
        return !now.isBefore(session.lastUsed().plus(idleTime));
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String key(PacToken token) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(token.raw().getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
