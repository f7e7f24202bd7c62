package org.mantle.framework.internal.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.export.EchoAlgorithms;
import org.mantle.framework.history.RunRecord;

/** A history that another thread writes. */
class LaterHistoryTests {

    private static final int RUNNERS = 3;
    private static final int RUNS = 300;

    @TempDir
    Path folder;

    private Mantle mantle(Path file) {
        return Mantle.builder()
                .discover(false)
                .provider(new EchoAlgorithms())
                .historyFile(file)
                .historyWrittenLater()
                .build();
    }

    @Test
    void isAtEveryTimeWhatHasRunEachOnce() throws Exception {
        Path file = folder.resolve("history.jsonl");
        try (Mantle mantle = mantle(file)) {
            List<Thread> runners = new ArrayList<>();
            for (int i = 0; i < RUNNERS; i++) {
                Thread runner = new Thread(() -> {
                    for (int run = 0; run < RUNS; run++) {
                        mantle.run("Echo", Map.of("Integer", run));
                    }
                });
                runners.add(runner);
                runner.start();
            }
            while (runners.stream().anyMatch(Thread::isAlive)) {
                List<RunRecord> records = mantle.history().records();
                Set<String> ids = new HashSet<>();
                records.forEach(record -> ids.add(record.id()));
                assertThat(ids).hasSameSizeAs(records);
            }
            assertThat(mantle.history().records()).hasSize(RUNNERS * RUNS);
            mantle.run("Echo", Map.of("Text", "the last"));
        }
        assertThat(Files.readAllLines(file))
                .hasSize(RUNNERS * RUNS + 1)
                .last()
                .asString()
                .contains("the last");
    }
}
