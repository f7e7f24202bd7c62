package org.mantle.gateway.slurm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Short-lived tokens (JWT, RFC 7519) in the names of users. Safe for use by several threads.
 *
 * <p>A clock that is set back does not make them end at once: the time is the later one of the clock's and of that which it told at the
 * beginning with what has passed since.
 */
final class UserTokens {

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration RENEWED_AFTER = Duration.ofMinutes(2);
    private static final int MOST_KEPT = 10_000;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SlurmKey key;
    private final Clock clock;
    private final Instant begun;
    private final long begunNanos = System.nanoTime();
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    UserTokens(SlurmKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
        begun = clock.instant();
    }

    /**
     * One token.
     *
     * @param ends when Slurm does not take it any more
     */
    private record Token(String text, Instant ends) {}

    /** Returns a token that is good for some minutes. */
    String of(String user) {
        Instant now = now();
        Token kept = tokens.get(user);
        // also renewed when the clock was set far back or on, which makes the end of a kept one strange
        if (kept == null
                || kept.ends().isBefore(now.plus(LIFE).minus(RENEWED_AFTER))
                || kept.ends().isAfter(now.plus(LIFE))) {
            kept = make(user, now.plus(LIFE));
            if (tokens.size() >= MOST_KEPT) {
                tokens.clear();
            }
            tokens.put(user, kept);
        }
        return kept.text();
    }

    private Instant now() {
        Instant counted = begun.plusNanos(System.nanoTime() - begunNanos);
        Instant told = clock.instant();
        return told.isAfter(counted) ? told : counted;
    }

    private Token make(String user, Instant ends) {
        JsonObject claims = new JsonObject();
        claims.addProperty("exp", ends.getEpochSecond());
        claims.addProperty("sun", user);
        String signed = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encoded(claims.toString());
        return new Token(signed + "." + BASE64.encodeToString(key.sign(signed.getBytes(UTF_8))), ends);
    }

    private static String encoded(String text) {
        return BASE64.encodeToString(text.getBytes(UTF_8));
    }
}
