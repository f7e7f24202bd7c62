package org.mantle.framework;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.run.LiveRun;
import org.mantle.framework.internal.run.RunEnvironment;
import org.mantle.framework.internal.thread.RunThreads;

/** Brings a host to its end, in bounded time whatever its algorithms and listeners do. */
final class HostClosing {

    /** A listener that takes longer to hear the last news is left behind. */
    private static final Duration LONGEST_WAIT_FOR_LISTENERS = Duration.ofSeconds(1);

    private HostClosing() {}

    /**
     * Cancels the runs and waits for them: half of the time as they are, then with the host's own threads interrupted; and ends the
     * threads that tell listeners. An interrupt ends the waiting and stays set.
     */
    static void cancelAndAwait(RunEnvironment environment, @Nullable RunThreads threads, Duration atMost) {
        environment.cancelAll();
        try {
            try {
                await(environment, threads, atMost);
            } finally {
                environment.listeners().threads().close(LONGEST_WAIT_FOR_LISTENERS.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(RunEnvironment environment, @Nullable RunThreads threads, Duration atMost)
            throws InterruptedException {
        // convert() knows no overflow
        long half = TimeUnit.NANOSECONDS.convert(atMost) / 2;
        if (!environment.awaitRuns(half)) {
            if (threads != null) {
                threads.interrupt();
            }
            if (!environment.awaitRuns(half)) {
                complain(environment.running(), atMost);
            }
        }
    }

    private static void complain(List<LiveRun> left, Duration after) {
        String names = left.stream()
                .map(run -> run.descriptor().name() + " #" + run.id())
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            System.getLogger(Mantle.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "the host is closed, but these did not end within " + after.toMillis()
                                    + " ms of being cancelled, and are left behind: " + names);
        }
    }
}
