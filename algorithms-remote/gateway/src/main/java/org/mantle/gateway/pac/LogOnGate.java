package org.mantle.gateway.pac;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.collect.ConcurrentHashMultiset;
import com.google.common.collect.Multiset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where log-ins wait for their passwords to be checked, which takes a processor some tenths of a second on purpose: a few at a time, in
 * threads of their own, so that nobody who is logged in waits for them. Safe for use by several threads.
 *
 * <p>Who gave wrong passwords as one user from one address has to wait before the next try there; nobody else has.
 */
final class LogOnGate {

    /** Not more than half the processors: the others are for those who are in. */
    private static final int AT_A_TIME = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final int WAITING = 32;
    private static final int WAITING_OF_GUEST = 16;
    private static final int FREE_TRIES = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration MEMORY = Duration.ofMinutes(15);
    private static final int REMEMBERED = 10_000;

    private final Clock clock;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            AT_A_TIME, AT_A_TIME, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), LogOnGate::thread);
    private final Multiset<Guest> waiting = ConcurrentHashMultiset.create();
    private final Cache<Guest, Failures> failures;

    LogOnGate(Clock clock) {
        this.clock = clock;
        threads.allowCoreThreadTimeOut(true);
        failures = CacheBuilder.newBuilder()
                .ticker(ticker(clock))
                .expireAfterWrite(MEMORY)
                .maximumSize(REMEMBERED)
                .build();
    }

    private static Ticker ticker(Clock clock) {
        return new Ticker() {
            @Override
            public long read() {
                return TimeUnit.MILLISECONDS.toNanos(clock.millis());
            }
        };
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "gateway-log-in");
        thread.setDaemon(true);
        return thread;
    }

    /** As whom somebody wants to log in, in printable letters, and from where. */
    record Guest(String user, String address) {}

    /** How many wrong passwords there were, and when the next may be tried. */
    private record Failures(int count, Instant until) {}

    /** What takes the threads and has the password checked in one of them, and calls {@link #leave} then. */
    interface Check {
        void beginIn(Executor threads);
    }

    /**
     * Has a password checked in its turn.
     *
     * @throws RefusedException if it is not checked: too many wait, or there were too many wrong ones
     */
    void enter(Guest guest, Check check) throws RefusedException {
        @Nullable Failures known = failures.getIfPresent(guest);
        Instant now = clock.instant();
        if (known != null && now.isBefore(known.until())) {
            long seconds = Duration.between(now, known.until()).toSeconds() + 1;
            throw RefusedException.forbidden(
                    "There were too many wrong passwords for '" + guest.user() + "': try again in " + seconds + " s");
        }
        boolean taken = false;
        if (waiting.add(guest, 1) < WAITING_OF_GUEST) {
            try {
                check.beginIn(threads);
                taken = true;
            } catch (RejectedExecutionException e) {
                // more wait than can be
            }
        }
        if (!taken) {
            waiting.remove(guest);
            throw RefusedException.forbidden("Too many log-ins are waiting at present: try again in a few seconds");
        }
    }

    /** Notes whether a password was right. */
    void note(Guest guest, boolean right) {
        if (right) {
            failures.invalidate(guest);
            return;
        }
        failures.asMap().merge(guest, new Failures(1, Instant.EPOCH), (before, one) -> oneMore(before));
    }

    /** Counts one more, unless it was taken in before there was a pause: many at once are not worse than one after the other. */
    private Failures oneMore(Failures before) {
        int count = before.count() + 1;
        return clock.instant().isBefore(before.until()) ? before : new Failures(count, until(count));
    }

    /** Returns when the next may be tried: after a second, then two, four and so on. */
    private Instant until(int count) {
        if (count < FREE_TRIES) {
            return Instant.EPOCH;
        }
        long seconds = Math.min(LONGEST_PAUSE.toSeconds(), 1L << Math.min(30, count - FREE_TRIES));
        return clock.instant().plusSeconds(seconds);
    }

    /** Notes that somebody waits no more. */
    void leave(Guest guest) {
        waiting.remove(guest);
    }
}
