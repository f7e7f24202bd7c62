package org.mantle.gateway.pac;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import org.mantle.pac.PacToken;

/** Who is logged in. Only hashes of tokens are kept. Safe for use by several threads. */
final class LoggedInUsers {

    private static final int SECRET_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final Cache<String, String> users;

    /** Creates the list; a session ends when it was not used for the idle time. */
    LoggedInUsers(Clock clock, Duration idleTime) {
        this.clock = clock;
        users = CacheBuilder.newBuilder()
                .ticker(ticker(clock))
                .expireAfterAccess(idleTime)
                .build();
    }

    private static Ticker ticker(Clock clock) {
        return new Ticker() {
            @Override
            public long read() {
                return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
            }
        };
    }

    /** Begins a session; the token has PAC's form {@code user"time"base64"base64}. */
    PacToken open(String user) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        PacToken token = PacToken.of(user + '"' + now + '"' + secret() + '"' + secret());
        users.put(key(token), user);
        return token;
    }

    /** Returns the user whose session this is, if it has not ended; the time until it ends begins anew. */
    Optional<String> user(PacToken token) {
        return Optional.ofNullable(users.getIfPresent(key(token)));
    }

    void close(PacToken token) {
        users.invalidate(key(token));
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String key(PacToken token) {
        return Hashing.sha256().hashString(token.raw(), StandardCharsets.UTF_8).toString();
    }
}
