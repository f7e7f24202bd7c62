package org.mantle.gateway.pac;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.user.UserStore;
import org.mantle.pac.PacToken;

/**
 * Who is logged in. Only hashes of tokens are kept. Safe for use by several threads.
 *
 * <p>A session belongs to an account as it was when the session began: it ends when the account is removed or gets another
 * password, and stays ended when there is an account of that name again.
 */
final class LoggedInUsers {

    private static final int SECRET_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final UserStore users;
    private final Cache<String, Session> sessions;

    /** Creates the list; a session ends when it was not used for the idle time. */
    LoggedInUsers(UserStore users, Clock clock, Duration idleTime) {
        this.users = users;
        this.clock = clock;
        sessions = CacheBuilder.newBuilder()
                .ticker(ticker(clock))
                .expireAfterAccess(idleTime)
                .build();
    }

    /** Whose session it is, and the stamp of the account that it began for. */
    private record Session(String user, String stamp) {}

    private static Ticker ticker(Clock clock) {
        return new Ticker() {
            @Override
            public long read() {
                return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
            }
        };
    }

    /** Begins a session of an account; the token has PAC's form {@code user"time"base64"base64}. */
    PacToken open(String user, String stamp) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        PacToken token = PacToken.of(user + '"' + now + '"' + secret() + '"' + secret());
        sessions.put(key(token), new Session(user, stamp));
        return token;
    }

    /** Returns the user whose session this is, if it has not ended; the time until it ends begins anew. */
    Optional<String> user(PacToken token) throws IOException {
        @Nullable Session session = sessions.getIfPresent(key(token));
        if (session == null) {
            return Optional.empty();
        }
        if (!users.stamp(session.user()).equals(Optional.of(session.stamp()))) {
            close(token);
            return Optional.empty();
        }
        return Optional.of(session.user());
    }

    void close(PacToken token) {
        sessions.invalidate(key(token));
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
