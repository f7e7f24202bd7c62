package org.mantle.remote.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on their way, in a folder that other downloads sweep. */
class PartFileTests {

    @TempDir
    Path folder;

    @Test
    void whatIsKeptIsWholeHoweverOftenOthersSweep() throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        CompletableFuture<Void> sweeping = CompletableFuture.runAsync(() -> {
            while (!isOver.get()) {
                PartFile.sweep(folder);
            }
        });
        try {
            for (int i = 0; i < 3000; i++) {
                Path file = folder.resolve("file");
                try (PartFile part = PartFile.of(file)) {
                    part.write("whole".getBytes(StandardCharsets.UTF_8));
                    part.keep();
                }
                assertThat(file).hasContent("whole");
                Files.delete(file);
            }
        } finally {
            isOver.set(true);
            sweeping.get(1, TimeUnit.MINUTES);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anInterruptIsThereWhileItIsWritten() throws Exception {
        Thread.currentThread().interrupt();
        try (PartFile part = PartFile.of(folder.resolve("file"))) {
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            part.write('x');
            part.keep();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(folder.resolve("file")).hasContent("x");
    }
}
