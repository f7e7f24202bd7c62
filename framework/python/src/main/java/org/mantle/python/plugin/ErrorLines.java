package org.mantle.python.plugin;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a process writes to standard error, line by line, and remembers the last ones. Marks stand among them, by which the process
 * says that all before is complete. Safe from many threads.
 */
final class ErrorLines {

    private static final int MARK = 0x1E;
    private static final int MOST_KEPT = 30;
    private static final int LONGEST_LINE = 8_000;

    private final InputStream in;
    private final Deque<String> last = new ArrayDeque<>();
    private final Semaphore marks = new Semaphore(0);
    private @Nullable Consumer<String> listener;

    ErrorLines(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** Reads until the end of the stream. */
    void read() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == MARK) {
                    end(line);
                    // with the line end behind it, which is no empty line
                    in.read();
                    marks.release();
                } else if (next == '\n' || line.size() >= LONGEST_LINE) {
                    say(line);
                } else {
                    line.write(next);
                }
            }
        } catch (IOException e) {
            // the process is gone
        }
        end(line);
    }

    private void end(ByteArrayOutputStream line) {
        if (line.size() > 0) {
            say(line);
        }
    }

    private void say(ByteArrayOutputStream line) {
        String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
        line.reset();
        @Nullable Consumer<String> told;
        synchronized (last) {
            if (last.size() == MOST_KEPT) {
                last.removeFirst();
            }
            last.add(text);
            told = listener;
        }
        if (told != null) {
            told.accept(text);
        }
    }

    /** Sets who is told of each line from now on; nobody when {@code null}. */
    void tell(@Nullable Consumer<String> to) {
        synchronized (last) {
            listener = to;
            if (to != null) {
                last.clear();
            }
        }
    }

    /** Waits for the next mark, but not for long: what ends a run is not lost for want of a line. */
    void awaitMark(long millis) throws InterruptedException {
        marks.tryAcquire(millis, TimeUnit.MILLISECONDS);
    }

    /** Returns the last lines. */
    List<String> last() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }
}
