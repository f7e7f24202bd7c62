package org.mantle.reconstruction;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.mantle.reconstruction.scan.RowRange;

/** Threads that work on many detector rows at once. For use by one thread. */
final class RowWorkers implements AutoCloseable {

    /** What is done with a row, in one of the threads. */
    @FunctionalInterface
    interface Work<T> {
        T on(int row) throws IOException, InterruptedException;
    }

    private final ExecutorService executor;

    RowWorkers(int threads) {
        executor = Executors.newFixedThreadPool(threads);
    }

    /**
     * Works on rows, in any order.
     *
     * @param done receives the result of each as it comes, in the calling thread
     */
    <T> void work(RowRange rows, Work<T> work, Consumer<T> done) throws IOException, InterruptedException {
        ExecutorCompletionService<T> ended = new ExecutorCompletionService<>(executor);
        for (int row = rows.first(); row <= rows.last(); row++) {
            int current = row;
            ended.submit(() -> work.on(current));
        }
        for (int row = rows.first(); row <= rows.last(); row++) {
            done.accept(result(ended.take()));
        }
    }

    private static <T> T result(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a slice failed", e.getCause());
        }
    }

    /** Stops, and waits for work under way: a failed run must not leave while another row is still being written. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
