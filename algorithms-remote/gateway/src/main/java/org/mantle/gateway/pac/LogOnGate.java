package org.mantle.gateway.pac;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where log-ins wait for their passwords to be checked, which takes a processor some tenths of a second on purpose: a few at a time, in
 * threads of their own, so that nobody who is logged in waits for them. Safe for use by several threads.
 *
 * <p>Who gave wrong passwords as one user from one address has to wait before the next try there, and one try at a time is made then;
 * nobody else has to. One address can take a quarter of the places to wait in, whatever user names it makes up.
 */
final class LogOnGate {

    /** Not more than half the processors: the others are for those who are in. */
    private static final int AT_A_TIME = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    /** How many log-ins may wait or be checked, and how many of them from one address. */
    private static final int WAITING = 64;

    private static final int WAITING_OF_ADDRESS = WAITING / 4;
    private static final int FREE_TRIES = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration MEMORY = Duration.ofMinutes(15);
    private static final int REMEMBERED = 10_000;

    private final Clock clock;
    private final Executor threads;

    /** Who waits or is checked; guarded by this. */
    private final Multiset<Guest> waiting = HashMultiset.create();

    /** From where they come; guarded by this. */
    private final Multiset<String> waitingOfAddress = HashMultiset.create();

    private final Cache<Guest, Failures> failures;

    LogOnGate(Clock clock) {
        this(clock, threads());
    }

    LogOnGate(Clock clock, Executor threads) {
        this.clock = clock;
        this.threads = threads;
        failures = CacheBuilder.newBuilder()
                .ticker(ticker(clock))
                .expireAfterWrite(MEMORY)
                .maximumSize(REMEMBERED)
                .build();
    }

    private static Executor threads() {
        // how many wait in the queue is bounded before they come to it
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                AT_A_TIME, AT_A_TIME, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), LogOnGate::thread);
        threads.allowCoreThreadTimeOut(true);
        return threads;
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

    /**
     * Who wants to log in.
     *
     * @param user as whom, in printable letters
     * @param address from where: what counts as one address
     */
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
        admit(guest);
        boolean taken = false;
        try {
            check.beginIn(threads);
            taken = true;
        } finally {
            if (!taken) {
                leave(guest);
            }
        }
    }

    private synchronized void admit(Guest guest) throws RefusedException {
        @Nullable Failures known = failures.getIfPresent(guest);
        Instant now = clock.instant();
        if (known != null && now.isBefore(known.until())) {
            throw tooManyWrong(guest, Duration.between(now, known.until()).toSeconds() + 1);
        }
        if (known != null && known.count() >= FREE_TRIES && waiting.contains(guest)) {
            // the pause is followed by one try, not by as many as are sent at once
            throw tooManyWrong(guest, 1);
        }
        if (waiting.size() >= WAITING || waitingOfAddress.count(guest.address()) >= WAITING_OF_ADDRESS) {
            throw RefusedException.forbidden("Too many log-ins are waiting at present: try again in a few seconds");
        }
        waiting.add(guest);
        waitingOfAddress.add(guest.address());
    }

    private static RefusedException tooManyWrong(Guest guest, long seconds) {
        return RefusedException.forbidden(
                "There were too many wrong passwords for '" + guest.user() + "': try again in " + seconds + " s");
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
    synchronized void leave(Guest guest) {
        waiting.remove(guest);
        waitingOfAddress.remove(guest.address());
    }
}
