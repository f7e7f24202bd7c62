package org.mantle.python;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mantle.python.wire.MalformedMessageException;
import org.mantle.python.wire.MessageReader;

/**
 * Reads calls and has each answered by the thread that has read it: to hand it to another takes as long as many a call.
 *
 * <p>While calls are quick, that thread reads on when it has answered. A call that takes longer than others did is found by a thread that
 * looks on, and has yet another one read: what comes behind it, such as its cancellation, waits for two thousandths of a second at most. Behind a
 * call that was not quick, and where the next message has come already, another thread reads at once, so that calls run side by side.
 */
final class CallLoop {

    private static final long QUICK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** After so many looks that find nobody at work there are no more, until the next call. */
    private static final int IDLE_LOOKS = 50;

    private final MessageReader in;
    private final Consumer<JsonObject> expect;
    private final Consumer<JsonObject> answer;
    private final Consumer<@Nullable Throwable> ended;
    private final ExecutorService threads;
    private final Thread onlooker = new Thread(this::lookOn, "mantle-script-onlooker");

    private volatile ReadingTurn turn = new ReadingTurn();
    private volatile boolean isOnlookerAsleep;
    private volatile boolean isOver;

    /** Whether the call that ended last was quick. */
    private volatile boolean isQuick;

    private volatile boolean hasOnlooker;

    /**
     * Makes a loop.
     *
     * @param expect is told of each message before the next is read
     * @param answer answers one; never throws
     * @param ended told once when no more is read: of {@code null} at the end of the stream, else of why
     */
    CallLoop(
            MessageReader in,
            Consumer<JsonObject> expect,
            Consumer<JsonObject> answer,
            Consumer<@Nullable Throwable> ended) {
        this.in = in;
        this.expect = expect;
        this.answer = answer;
        this.ended = ended;
        AtomicInteger count = new AtomicInteger();
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "mantle-script-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        onlooker.setDaemon(true);
    }

    void begin() {
        threads.execute(this::readOn);
    }

    /** Has idle threads end; those that answer go on. */
    void close() {
        threads.shutdown();
        isOver = true;
        LockSupport.unpark(onlooker);
    }

    /** Whose it is to read: one thread's, until it is taken away while that thread answers. */
    private static final class ReadingTurn {

        private static final long READING = 0;
        private static final long TAKEN = -1;

        /** When the call began that is being answered, never 0 or less; or one of the above. */
        private final AtomicLong state = new AtomicLong();

        void beginAnswering(long now) {
            state.set(Math.max(1, now & Long.MAX_VALUE));
        }

        /** Returns whether it is still this thread's turn. */
        boolean endAnswering() {
            return state.getAndUpdate(now -> now == TAKEN ? TAKEN : READING) != TAKEN;
        }

        boolean isAnswering() {
            return state.get() > 0;
        }

        /** Returns whether it is taken away just now, since it has been answering for so long. */
        boolean takeAway(long now, long longest) {
            long began = state.get();
            return began > 0 && (now & Long.MAX_VALUE) - began > longest && state.compareAndSet(began, TAKEN);
        }
    }

    private void readOn() {
        ReadingTurn mine = new ReadingTurn();
        turn = mine;
        while (true) {
            Optional<JsonObject> message;
            boolean isWatched;
            try {
                message = read();
                if (message.isEmpty()) {
                    ended.accept(null);
                    return;
                }
                expect.accept(message.get());
                isWatched = isQuick && !in.hasMore();
                if (!isWatched) {
                    threads.execute(this::readOn);
                }
            } catch (Throwable e) {
                // such as a message for which there is no memory: nobody would read the next, and nobody may wait for
                // that
                ended.accept(e);
                return;
            }
            long began = System.nanoTime();
            if (isWatched) {
                mine.beginAnswering(began);
                wakeOnlooker();
            }
            answer.accept(message.get());
            isQuick = System.nanoTime() - began < QUICK_NANOS;
            if (!isWatched || !mine.endAnswering()) {
                return;
            }
        }
    }

    private Optional<JsonObject> read() throws IOException {
        while (true) {
            try {
                return in.read();
            } catch (MalformedMessageException e) {
                // asked for where something is said, as in the core
                System.getLogger(ScriptHost.class.getName())
                        .log(System.Logger.Level.WARNING, "a message was dropped", e);
            }
        }
    }

    /** Only for who reads. */
    private void wakeOnlooker() {
        if (isOnlookerAsleep) {
            isOnlookerAsleep = false;
            LockSupport.unpark(onlooker);
        } else if (!hasOnlooker) {
            hasOnlooker = true;
            onlooker.start();
        }
    }

    private void lookOn() {
        int idleLooks = 0;
        while (!isOver) {
            if (idleLooks > IDLE_LOOKS) {
                isOnlookerAsleep = true;
                // looked at once more: who began just before does not know that this sleeps
                if (!turn.isAnswering()) {
                    LockSupport.park(this);
                }
                isOnlookerAsleep = false;
                idleLooks = 0;
            } else {
                LockSupport.parkNanos(this, INTERVAL_NANOS);
            }
            ReadingTurn now = turn;
            idleLooks = now.isAnswering() ? 0 : idleLooks + 1;
            if (now.takeAway(System.nanoTime(), INTERVAL_NANOS)) {
                readInPlace();
            }
        }
    }

    private void readInPlace() {
        try {
            threads.execute(this::readOn);
        } catch (Throwable e) {
            // no memory for another thread, and nobody reads
            ended.accept(e);
        }
    }
}
