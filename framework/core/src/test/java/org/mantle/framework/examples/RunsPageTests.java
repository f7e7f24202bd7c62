package org.mantle.framework.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.framework.testing.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmManager;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.LogLine;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.run.ProgressReport;
import org.mantle.framework.run.RunEvent;
import org.mantle.framework.type.Registration;

/** Runs the examples of {@code docs/runs.md}. */
class RunsPageTests {

    @TempDir
    Path folder;

    private Path poem() throws IOException {
        return Files.writeString(folder.resolve("poem.txt"), "one line\n\nand another\n");
    }

    @Test
    void followsARun() throws IOException, InterruptedException {
        Path file = poem();
        List<String> shown = new ArrayList<>();
        try (Mantle mantle = Mantle.load()) {
            // tag::start[]
            AlgorithmRun run = mantle.start("CountLines", Map.of("File", file.toString()));
            while (!run.await(Duration.ofMillis(100))) {
                ProgressReport progress = run.progress();
                shown.add(progress.message() + " " + progress.done() + " of " + progress.total());
            }
            Outputs outputs = run.outputs(); // or throws what the run ended with
            // end::start[]
            assertThat(outputs.get(CountLines.LINES)).isEqualTo(3);
            run.cancel();
        }
    }

    @Test
    void goesOnWhenARunHasEnded() throws IOException {
        Path file = poem();
        try (Mantle mantle = Mantle.load()) {
            // tag::completion[]
            CompletionStage<String> answer = mantle.start("CountLines", Map.of("File", file.toString()))
                    .completion()
                    .thenApply(outputs -> outputs.get(CountLines.LINES) + " lines")
                    .exceptionally(e -> "no answer: " + e.getCause().getMessage());
            // end::completion[]
            assertThat(answer.toCompletableFuture().join()).isEqualTo("3 lines");
        }
    }

    @Test
    void readsTheLog() throws InterruptedException {
        List<String> shown = new ArrayList<>();
        try (Mantle mantle = Mantle.load()) {
            // tag::log[]
            AlgorithmRun run = mantle.start("Greet", Map.of("Name", List.of("ada")));
            run.await();
            for (LogLine line : run.log().lines()) {
                shown.add(line.level() + " " + line.text());
            }
            // end::log[]
        }
        assertThat(shown).containsExactly("INFO greeted ada");
    }

    @Test
    void listensToEvents() {
        List<String> shown = new CopyOnWriteArrayList<>();
        try (Mantle mantle = Mantle.load()) {
            // tag::events[]
            Registration listening = mantle.subscribe(event -> {
                if (event instanceof RunEvent.Progressed progressed) {
                    shown.add("still needs " + progressed.report().remaining());
                } else if (event instanceof RunEvent.Ended) {
                    shown.add(event.run() + "");
                }
            });
            // end::events[]
            assertThat(listening).isNotNull();
            mantle.run("Greet", Map.of("Name", "ada"));
            await(() -> !shown.isEmpty());
        }
        assertThat(shown).containsExactly("Greet v1 Completed");
    }

    @Test
    void loops() {
        List<String> shown = new ArrayList<>();
        try (Mantle mantle = Mantle.load()) {
            // tag::loop[]
            Outputs outputs = mantle.run("Greet", Map.of("Name", List.of("ada", "grace"), "Greeting", "hello"));
            Object all = outputs.get("Text"); // ["hello, ada", "hello, grace"]
            for (Outputs one : outputs.members()) {
                shown.add(one.get("Text").toString());
            }
            // end::loop[]
            assertThat(all).isEqualTo(shown);
        }
        assertThat(shown).containsExactly("hello, ada", "hello, grace");
    }

    @Test
    void speaksMantid() throws IOException {
        Path file = poem();
        try (Mantle mantle = Mantle.load()) {
            // tag::instance[]
            AlgorithmInstance count = mantle.create("CountLines");
            count.setPropertyValue("File", file.toString());
            count.setProperty("Skip", "Blank");
            if (count.execute()) {
                String lines = count.getPropertyValue("Lines"); // "2"
                // end::instance[]
                assertThat(lines).isEqualTo("2");
            }
            assertThat(count.isExecuted()).isTrue();
        }
    }

    @Test
    void manages() {
        try (Mantle mantle = Mantle.load()) {
            // tag::manager[]
            AlgorithmManager manager = mantle.manager();
            long id = manager.create("CountLines").id();
            AlgorithmInstance same = manager.find(id).orElseThrow();
            AlgorithmInstance newest = manager.newest("CountLines").orElseThrow();
            List<AlgorithmRun> underWay = manager.running(); // of this host, however they were started
            manager.cancelAll();
            // end::manager[]
            assertThat(newest).isSameAs(same);
            assertThat(underWay).isEmpty();
        }
    }
}
