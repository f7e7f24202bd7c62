package org.mantle.gateway.watch;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether a gateway can do its work, by a look at all that it needs. Safe for use by several threads.
 *
 * <p>Anybody may ask, so what was found counts for some seconds, and one thread looks at each thing at a time. Who asks hardly waits for it: what
 * does not answer within some seconds is told to be silent.
 */
public final class Health {

    private static final System.Logger LOG = System.getLogger(Health.class.getName());
    private static final Duration COUNTS_FOR = Duration.ofSeconds(5);

    /** How long who asks waits for looks that are under way. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** After so long a look what is looked at does not answer. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final List<Subject> subjects = new ArrayList<>();
    private final Clock clock;

    /**
     * Creates it; nothing is looked at yet.
     *
     * @param checks what to look at, by what it is called, such as {@code the data folder}; told in their order
     */
    public Health(Map<String, Check> checks, Clock clock) {
        checks.forEach((name, check) -> subjects.add(new Subject(name, check)));
        this.clock = clock;
    }

    /** A look at something that the gateway needs. */
    public interface Check {

        /**
         * Looks, in a thread that waits for nothing else.
         *
         * @throws IOException if it cannot be used; the message says in one line what is wrong
         */
        void look() throws IOException;
    }

    /** Something that is looked at; guarded by the lock. */
    private static final class Subject {

        private final String name;
        private final Check check;
        private Optional<String> trouble = Optional.empty();
        private boolean looking;

        /** When the last look began, and ended; both 0 before the first. */
        private long began;

        private long looked;

        /** When the last look began, for people. */
        private Instant asked = Instant.EPOCH;

        Subject(String name, Check check) {
            this.name = name;
            this.check = check;
        }

        boolean isDue(long now) {
            return !looking && (looked == 0 || now - looked >= COUNTS_FOR.toNanos());
        }

        Optional<String> trouble(long now) {
            return looking && now - began >= SILENCE.toNanos()
                    ? Optional.of(name + " does not answer since " + asked.truncatedTo(ChronoUnit.SECONDS))
                    : trouble;
        }
    }

    /** Returns what is wrong, or was some seconds ago, each in one line; empty if nothing is. */
    public List<String> troubles() {
        lock.lock();
        try {
            look(subjects);
            long now = System.nanoTime();
            return subjects.stream()
                    .flatMap(subject -> subject.trouble(now).stream())
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tells whether nothing is wrong with one thing, or was some seconds ago.
     *
     * @param name what it is called
     */
    public boolean isWell(String name) {
        lock.lock();
        try {
            List<Subject> named = subjects.stream()
                    .filter(subject -> subject.name.equals(name))
                    .toList();
            look(named);
            long now = System.nanoTime();
            return named.stream().allMatch(subject -> subject.trouble(now).isEmpty());
        } finally {
            lock.unlock();
        }
    }

    /** Has looked at what was not for some seconds, and waits a little; to be called with the lock held. */
    private void look(List<Subject> wanted) {
        long now = System.nanoTime();
        for (Subject subject : wanted) {
            if (subject.isDue(now)) {
                subject.looking = true;
                subject.began = now;
                subject.asked = clock.instant();
                Thread thread = new Thread(() -> look(subject), "gateway-health");
                thread.setDaemon(true);
                thread.start();
            }
        }
        try {
            long left = PATIENCE.toNanos();
            while (left > 0 && wanted.stream().anyMatch(subject -> subject.looking)) {
                left = ended.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Subject subject) {
        Optional<String> found = trouble(subject.check);
        lock.lock();
        try {
            subject.looking = false;
            subject.looked = System.nanoTime();
            subject.trouble = found;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static Optional<String> trouble(Check check) {
        try {
            check.look();
            return Optional.empty();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the gateway is not well: {0}", e.getMessage());
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // a look must end, and the next come
            LOG.log(System.Logger.Level.ERROR, "a look at what the gateway needs failed", e);
            return Optional.of("it could not be found out whether all is well; the log says why");
        }
    }
}
