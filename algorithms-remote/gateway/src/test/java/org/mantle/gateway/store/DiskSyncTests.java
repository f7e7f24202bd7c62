package org.mantle.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waiting for the disk, together and in turns. */
class DiskSyncTests {

    private static final int THREADS = 8;
    private static final int WAITS = 50;

    @TempDir
    Path folder;

    @Test
    void nobodyWaitsForEverHoweverManyWaitAtATime() throws Exception {
        Path file = Files.createFile(folder.resolve("log"));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (DiskSync sync = new DiskSync(file)) {
            List<Future<Integer>> waits = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                waits.add(threads.submit(() -> {
                    for (int i = 0; i < WAITS; i++) {
                        sync.await();
                    }
                    return WAITS;
                }));
            }
            for (Future<Integer> wait : waits) {
                assertThat(wait.get(2, TimeUnit.MINUTES)).isEqualTo(WAITS);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void anInterruptionEndsNoWaitAndIsNotLost() throws Exception {
        Path file = Files.createFile(folder.resolve("log"));
        try (DiskSync sync = new DiskSync(file)) {
            Thread.currentThread().interrupt();
            sync.await();
            assertThat(Thread.interrupted()).isTrue();
            sync.await();
        }
    }

    @Test
    void saysThatItCannotBeKnownAndGoesOnWhenItCan() throws Exception {
        Path file = folder.resolve("log");
        try (DiskSync sync = new DiskSync(file)) {
            assertThatThrownBy(sync::await).isInstanceOf(IOException.class).hasMessageContaining(file.toString());
            Files.createFile(file);
            sync.await();
        }
    }
}
