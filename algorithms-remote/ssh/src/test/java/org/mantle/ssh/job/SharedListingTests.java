package org.mantle.ssh.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.StoppableMonitor;

/** The list that all who watch share. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SharedListingTests {

    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger asked = new AtomicInteger();

    private Map<JobId, RemoteJob> ask() {
        asked.incrementAndGet();
        return Map.of();
    }

    @Test
    void itIsAskedForOnceInAnIntervalAndAgainWhenSomethingChanged() throws Exception {
        SharedListing listing = new SharedListing(LONG);
        listing.jobs(this::ask, new StoppableMonitor());
        listing.jobs(this::ask, new StoppableMonitor());
        assertThat(asked).hasValue(1);
        listing.changed();
        listing.jobs(this::ask, new StoppableMonitor());
        assertThat(asked).hasValue(2);
        SharedListing impatient = new SharedListing(Duration.ZERO);
        impatient.jobs(this::ask, new StoppableMonitor());
        impatient.jobs(this::ask, new StoppableMonitor());
        assertThat(asked).hasValue(4);
    }

    @Test
    void whatWasAskedForBeforeAChangeIsNotTakenForNew() throws Exception {
        SharedListing listing = new SharedListing(LONG);
        listing.jobs(
                () -> {
                    listing.changed();
                    return ask();
                },
                new StoppableMonitor());
        listing.jobs(this::ask, new StoppableMonitor());
        assertThat(asked).hasValue(2);
    }

    @Test
    void aQuestionThatFailsInAnyWayKeepsNobodyFromAsking() throws Exception {
        SharedListing listing = new SharedListing(LONG);
        assertThatThrownBy(() -> listing.jobs(
                        () -> {
                            throw new IllegalStateException("whatever an answer has in it");
                        },
                        new StoppableMonitor()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(listing.jobs(this::ask, new StoppableMonitor())).isEmpty();
        assertThat(asked).hasValue(1);
    }

    /** Who waits for another's question must be let go when he gives up, and ask himself when that other fails. */
    @Test
    void whoWaitsIsLetGoAndWhoIsLeftAsks() throws Exception {
        SharedListing listing = new SharedListing(LONG);
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch fail = new CountDownLatch(1);
        CompletableFuture<Object> first = started(() -> listing.jobs(
                () -> {
                    asking.countDown();
                    await(fail);
                    throw new IOException("broken");
                },
                new StoppableMonitor()));
        asking.await();
        StoppableMonitor impatient = new StoppableMonitor();
        CompletableFuture<Object> second = started(() -> listing.jobs(this::ask, impatient));
        CompletableFuture<Object> third = started(() -> listing.jobs(this::ask, new StoppableMonitor()));
        impatient.stop();
        assertThatThrownBy(second::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(CancellationException.class);
        assertThat(asked).hasValue(0);
        fail.countDown();
        assertThatThrownBy(first::get).hasRootCauseMessage("broken");
        assertThat(third.get()).isEqualTo(Map.of());
        assertThat(asked).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A question. */
    private interface Question {
        Object ask() throws IOException;
    }

    private static CompletableFuture<Object> started(Question question) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(question.ask());
            } catch (IOException | RuntimeException e) {
                // a cancelled future would not tell by whom
                answer.completeExceptionally(e instanceof CancellationException ? new IOException(e) : e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return answer;
    }
}
