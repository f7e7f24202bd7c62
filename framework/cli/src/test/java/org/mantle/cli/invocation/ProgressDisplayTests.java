package org.mantle.cli.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.mantle.framework.run.ProgressReport;

final class ProgressDisplayTests {

    private static final long SECOND = 1_000_000_000L;

    private final StringWriter err = new StringWriter();
    private final AtomicLong clock = new AtomicLong();

    private ProgressDisplay display(int width) {
        return new ProgressDisplay(new PrintWriter(err), width, clock::get);
    }

    private String lastLine() {
        String all = err.toString();
        return all.substring(all.lastIndexOf("\r\u001b[K") + 4);
    }

    private static ProgressReport bytes(long done, long total, String message) {
        OptionalDouble fraction = total > 0 ? OptionalDouble.of((double) done / total) : OptionalDouble.empty();
        return new ProgressReport(fraction, message, done, total, "bytes");
    }

    @Test
    void aTransferShowsItsSpeedAndTheTimeThatIsLeft() {
        ProgressDisplay display = display(100);

        display.show(bytes(0, 40_000_000, "uploading tooth.nxs"));
        clock.set(2 * SECOND);
        display.show(bytes(10_000_000, 40_000_000, "uploading tooth.nxs"));

        // 10 MB in 2 s is 5 MB/s; the other 30 MB take 6 s
        assertThat(lastLine())
                .matches("uploading tooth\\.nxs  \\[#+\\.+]   25%  10\\.0 MB of 40\\.0 MB  5\\.0 MB/s  0:06 left");
    }

    @Test
    void theBarIsAsFullAsTheWork() {
        display(100).show(new ProgressReport(OptionalDouble.of(0.5), "", 0, 0, ""));

        assertThat(lastLine()).isEqualTo("[" + "#".repeat(15) + ".".repeat(15) + "]   50%");
    }

    @Test
    void workOfUnknownSizeTurns() {
        ProgressDisplay display = display(100);

        display.show(new ProgressReport(OptionalDouble.empty(), "waiting", 0, 0, ""));
        String first = lastLine();
        clock.set(61 * SECOND);
        display.show(new ProgressReport(OptionalDouble.empty(), "waiting", 0, 0, ""));

        assertThat(first).endsWith(" waiting  0:00");
        assertThat(lastLine()).endsWith(" waiting  1:01").isNotEqualTo(first);
    }

    @Test
    void aNewTransferHasASpeedOfItsOwn() {
        ProgressDisplay display = display(100);

        display.show(bytes(0, 100, "a"));
        clock.set(SECOND);
        display.show(bytes(100, 100, "a"));
        display.show(bytes(1, 100, "b"));

        assertThat(lastLine()).doesNotContain("/s");
    }

    @Test
    void noLineIsLongerThanTheWindow() {
        for (int width = 20; width < 120; width++) {
            ProgressDisplay display = display(width);
            display.show(bytes(1_000_000, 40_000_000, "downloading slice_0001.tif"));
            assertThat(lastLine()).hasSizeLessThan(width);
            display.show(bytes(1_000_000, 0, "downloading slice_0001.tif"));
            assertThat(lastLine()).hasSizeLessThan(width);
        }
    }

    @Test
    void noNumberIsCut() {
        for (int width = 20; width < 120; width++) {
            ProgressDisplay display = display(width);
            display.show(bytes(0, 40_000_000, "uploading tooth.nxs"));
            clock.addAndGet(2 * SECOND);
            display.show(bytes(10_000_000, 40_000_000, "uploading tooth.nxs"));
            assertThat(lastLine())
                    .as("%d", width)
                    .hasSizeLessThan(width)
                    .matches("(?:up.*?(?:…|nxs)  )?(?:\\[#+\\.+]  )? *25%"
                            + "(?:  10\\.0 MB of 40\\.0 MB(?:  5\\.0 MB/s(?:  0:06 left)?)?)?");
        }
    }

    @Test
    void oneOfSomethingIsNotMany() {
        display(100).show(new ProgressReport(OptionalDouble.of(1), "", 1, 1, "entries"));
        assertThat(lastLine()).endsWith("1/1 entry");
        display(100).show(new ProgressReport(OptionalDouble.empty(), "", 1, 0, "matches"));
        assertThat(lastLine()).endsWith("1 match");
        display(100).show(new ProgressReport(OptionalDouble.of(0.5), "", 1, 2, "slices"));
        assertThat(lastLine()).endsWith("1/2 slices");
    }

    @Test
    void theLineIsGoneAtTheEnd() {
        try (ProgressDisplay display = display(80)) {
            display.show(bytes(1, 2, "a"));
        }

        assertThat(err.toString()).endsWith("\r\u001b[K");
    }

    @Test
    void nothingIsShownWithoutATerminal() {
        try (ProgressDisplay display = display(0)) {
            display.show(bytes(1, 2, "a"));
        }

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void messagesCannotCommandTheTerminal() {
        display(100).show(new ProgressReport(OptionalDouble.empty(), "a\u001b[2Jb", 0, 0, ""));

        assertThat(lastLine()).contains("a\\u001b[2Jb");
    }
}
