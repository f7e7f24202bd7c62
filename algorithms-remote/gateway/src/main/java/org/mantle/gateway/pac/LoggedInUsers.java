package org.mantle.gateway.pac;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.user.SessionStore;
import org.mantle.gateway.user.UserStore;
import org.mantle.pac.PacToken;

/**
 * Who is logged in. Only hashes of tokens are kept. Safe for use by several threads.
 *
 * <p>A session belongs to an account as it was when the session began: it ends when the account is removed or gets another
 * password, and stays ended when there is an account of that name again. It goes on after a restart. When it was used is kept now and then
 * only: after a restart a session may seem to have been idle for a minute longer than it was.
 */
final class LoggedInUsers {

    private static final System.Logger LOG = System.getLogger(LoggedInUsers.class.getName());

    private static final int SECRET_BYTES = 32;
    private static final Duration LONGEST_UNKEPT = Duration.ofMinutes(1);

    /** Into how many parts the idle time is divided at least by the times that are kept. */
    private static final int KEPT_PARTS = 10;

    private final SecureRandom random = new SecureRandom();
    private final PacSettings settings;
    private final Clock wall;
    private final UserStore users;
    private final SessionStore store;
    private final Duration unkept;

    /** All sessions, by the hashes of their tokens. */
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /**
     * Opens the list; a session ends when it was not used for the idle time.
     *
     * @throws IOException if the sessions of before cannot be read
     */
    LoggedInUsers(UserStore users, SessionStore store, PacSettings settings) throws IOException {
        this.users = users;
        this.store = store;
        this.settings = settings;
        wall = settings.clock();
        Duration part = settings.sessionIdleTime().dividedBy(KEPT_PARTS);
        unkept = part.compareTo(LONGEST_UNKEPT) < 0 ? part : LONGEST_UNKEPT;
        Instant now = now();
        store.all().forEach((key, kept) -> {
            Duration idle = Duration.between(kept.used(), wall.instant());
            // a clock that was set back makes no session last longer
            Instant used = idle.isNegative() ? now : now.minus(idle);
            sessions.put(key, new Session(kept.user(), kept.stamp(), used, used));
        });
        closeUnused();
    }

    /**
     * A session, by the time that is never set.
     *
     * @param stamp that of the account that it began for
     * @param used when it was used last
     * @param kept the last use that is kept
     */
    private record Session(String user, String stamp, Instant used, Instant kept) {}

    /** Sessions end by a clock that nobody sets, be the machine's put right meanwhile. */
    private Instant now() {
        return settings.steadyClock().instant();
    }

    /**
     * Begins a session of an account; the token has PAC's form {@code user"time"base64"base64}.
     *
     * @throws IOException if it cannot be kept; then there is none
     */
    PacToken open(String user, String stamp) throws IOException {
        closeUnused();
        Instant time = wall.instant();
        PacToken token =
                PacToken.of(user + '"' + time.truncatedTo(ChronoUnit.SECONDS) + '"' + secret() + '"' + secret());
        store.open(key(token), new SessionStore.Session(user, stamp, time));
        Instant now = now();
        sessions.put(key(token), new Session(user, stamp, now, now));
        return token;
    }

    /** Returns the user whose session this is, if it has not ended; the time until it ends begins anew. */
    Optional<String> user(PacToken token) throws IOException {
        String key = key(token);
        @Nullable Session session = sessions.get(key);
        if (session == null) {
            return Optional.empty();
        }
        Instant now = now();
        boolean isOfAccount = users.stamp(session.user()).equals(Optional.of(session.stamp()));
        if (isUnused(session, now) || !isOfAccount) {
            sessions.remove(key);
            forget(List.of(key));
            return Optional.empty();
        }
        boolean isToBeKept = Duration.between(session.kept(), now).compareTo(unkept) >= 0;
        // unless it was closed meanwhile
        sessions.computeIfPresent(
                key, (same, known) -> new Session(known.user(), known.stamp(), now, isToBeKept ? now : known.kept()));
        if (isToBeKept) {
            keepUse(key);
        }
        return Optional.of(session.user());
    }

    private boolean isUnused(Session session, Instant now) {
        return Duration.between(session.used(), now).compareTo(settings.sessionIdleTime()) >= 0;
    }

    private void keepUse(String key) {
        try {
            store.use(key, wall.instant());
        } catch (IOException e) {
            // the session goes on all the same
            LOG.log(System.Logger.Level.WARNING, "it could not be kept that a session was used: " + e.getMessage());
        }
    }

    /**
     * Ends a session.
     *
     * @throws IOException if that cannot be kept; it has ended all the same, until the gateway starts again
     */
    void close(PacToken token) throws IOException {
        sessions.remove(key(token));
        store.close(key(token));
    }

    private void closeUnused() {
        Instant now = now();
        List<String> unused = new ArrayList<>();
        sessions.forEach((key, session) -> {
            if (isUnused(session, now) && sessions.remove(key, session)) {
                unused.add(key);
            }
        });
        if (!unused.isEmpty()) {
            forget(unused);
        }
    }

    private void forget(List<String> keys) {
        try {
            store.forget(keys);
        } catch (IOException e) {
            // they have ended for a reason that is there after the next start as well
            LOG.log(System.Logger.Level.DEBUG, "it could not be kept that sessions have ended", e);
        }
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
