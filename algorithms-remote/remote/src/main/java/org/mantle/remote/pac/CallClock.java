package org.mantle.remote.pac;

import java.time.Duration;
import java.util.Optional;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.ServiceUnreachableException.Stage;

/**
 * The limits of time of one call, whose time-outs end silence alone: each step ends in time, and a transfer moves fast enough.
 *
 * <p>A transfer may last as long as it takes, so its limit is a rate: in each span as long as the time-out for answers, enough bytes must
 * move. Safe from many threads.
 */
final class CallClock {

    /** How many bytes a transfer must move in a second, on the average of a span. */
    static final int LEAST_RATE = 1000;

    private static final String IN_CONTEXT = CallClock.class.getName();

    /** The steps of a call. */
    private enum Step {
        CONNECT,
        ANSWER,
        SEND,
        FETCH;

        boolean isTransfer() {
            return this == SEND || this == FETCH;
        }
    }

    private final Duration connectLimit;
    private final Duration answerLimit;
    private final Runnable abort;
    private Step step = Step.CONNECT;
    private long deadline;
    private long moved;
    private boolean closed;
    private boolean fired;

    /** Makes a clock, which stands still until the call begins, and then calls {@code abort} when a limit is reached. */
    CallClock(PacResource resource, Runnable abort) {
        this.connectLimit = resource.connectTimeout().plus(resource.responseTimeout());
        this.answerLimit = resource.responseTimeout();
        this.abort = abort;
    }

    /** Returns the clock of a call from the context in which it is made. */
    static CallClock of(HttpContext context) {
        return (CallClock) context.getAttribute(IN_CONTEXT);
    }

    /** Begins the call, by connecting. */
    void begin(HttpContext context) {
        context.setAttribute(IN_CONTEXT, this);
        enter(Step.CONNECT, connectLimit);
        Thread thread = new Thread(this::watch, "mantle-call-clock");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns whether the service itself has been reached, and not a proxy alone. */
    synchronized boolean isConnected() {
        return step != Step.CONNECT;
    }

    /** Begins to send what is short, and to wait for an answer that must come whole within the limit. */
    void awaitAnswer() {
        enter(Step.ANSWER, answerLimit);
    }

    /** Begins to send what may be long. */
    void send() {
        enter(Step.SEND, answerLimit);
    }

    /** Begins to take what may be long. */
    void fetch() {
        enter(Step.FETCH, answerLimit);
    }

    private synchronized void enter(Step next, Duration limit) {
        if (fired) {
            return;
        }
        step = next;
        moved = 0;
        deadline = System.nanoTime() + limit.toNanos();
        notifyAll();
    }

    /** Takes how many bytes a transfer has moved. */
    synchronized void moved(long bytes) {
        moved += bytes;
    }

    private void watch() {
        if (waitsForLimit()) {
            abort.run();
        }
    }

    private synchronized boolean waitsForLimit() {
        while (!closed) {
            long left = deadline - System.nanoTime();
            if (left <= 0 && !goesOn()) {
                fired = true;
                return true;
            }
            try {
                // never 0, which would be for ever
                wait(Math.max(1, left / 1_000_000));
            } catch (InterruptedException e) {
                // nobody but the end of the program interrupts this thread
                return false;
            }
        }
        return false;
    }

    /** Begins another span, if enough has moved in this one. */
    private boolean goesOn() {
        boolean enough = step.isTransfer() && moved >= leastOfSpan();
        if (enough) {
            enter(step, answerLimit);
        }
        return enough;
    }

    private long leastOfSpan() {
        return Math.max(1, LEAST_RATE * answerLimit.toMillis() / 1000);
    }

    /** Returns why the clock ended the call; empty if it did not. */
    synchronized Optional<ServiceUnreachableException> verdict(String where, @Nullable Throwable cause) {
        if (!fired) {
            return Optional.empty();
        }
        return Optional.of(
                switch (step) {
                    case CONNECT ->
                        new ServiceUnreachableException(
                                where + " cannot be reached: no connection within " + seconds(connectLimit),
                                "check the network, and the address with: mantle resources list",
                                Stage.NOT_CONNECTED_IN_TIME,
                                cause);
                    case ANSWER ->
                        new ServiceUnreachableException(
                                where + " did not answer within " + seconds(answerLimit),
                                "try again later",
                                Stage.SILENT,
                                cause);
                    case SEND, FETCH ->
                        new ServiceUnreachableException(
                                (moved == 0 ? "no byte" : "no more than " + moved + " bytes") + " could be "
                                        + (step == Step.SEND ? "sent" : "fetched") + " for " + seconds(answerLimit),
                                "at least " + LEAST_RATE + " bytes a second are needed: try again when the network"
                                        + " is better",
                                Stage.SILENT,
                                cause);
                });
    }

    static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    /** Stops, when the call is over. */
    synchronized void end() {
        closed = true;
        notifyAll();
    }
}
