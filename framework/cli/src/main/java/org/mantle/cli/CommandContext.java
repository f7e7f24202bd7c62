package org.mantle.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.Mantle;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.RunState;
import org.mantle.framework.type.Registration;

/**
 * What a command works with: the host of algorithms, where to write, and the person to ask.
 *
 * <p>One context serves one call of {@link CommandLineHost#run}, which closes the host of algorithms at its end.
 */
public final class CommandContext {

    private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(100);

    private final Supplier<Mantle> mantleSource;
    private final InputStream in;
    private final ResultStream results;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Terminal terminal;
    private final Map<String, String> environment;
    private final Shutdown shutdown;
    private volatile @Nullable Mantle mantle;
    private volatile boolean stopped;

    CommandContext(CommandLineHost.Settings host, Shutdown shutdown) {
        this.mantleSource = host.mantle();
        this.in = host.in();
        this.results = new ResultStream(host.out());
        this.out = new PrintWriter(new OutputStreamWriter(results, StandardCharsets.UTF_8), true);
        this.err = new PrintWriter(new OutputStreamWriter(host.err(), StandardCharsets.UTF_8), true);
        this.environment = host.environment();
        this.terminal = host.terminal();
        this.shutdown = shutdown;
    }

    /** Returns the host of algorithms, which is made when it is first asked for. */
    public synchronized Mantle mantle() {
        Mantle made = mantle;
        if (made == null) {
            made = mantleSource.get();
            mantle = made;
            shutdown.onStop(() -> !stopRuns().isEmpty());
            if (stopped) { // asked after the host is known: either it is stopped here, or by whoever stops
                made.manager().shutdown();
            }
        }
        return made;
    }

    /** Sees to it that no run begins from here on, and cancels and returns those that have not ended; does not wait. */
    List<AlgorithmRun> stopRuns() {
        stopped = true;
        Mantle made = mantle;
        return made == null ? List.of() : made.manager().shutdown();
    }

    /** Returns whether no run may begin any more. */
    boolean isStopped() {
        return stopped;
    }

    /** Returns where results go, in UTF-8; a full line is written at once. */
    public PrintWriter out() {
        return out;
    }

    /** Returns where everything else goes, in UTF-8; a full line is written at once. */
    public PrintWriter err() {
        return err;
    }

    /** Returns standard input. */
    public InputStream in() {
        return in;
    }

    /** Returns the person at the other end. */
    public Terminal terminal() {
        return terminal;
    }

    /** Returns the variables of the environment. */
    public Map<String, String> environment() {
        return environment;
    }

    /**
     * Registers what makes this command end when the process is told to stop, by Ctrl-C or SIGTERM. It is called by another
     * thread and must not block; the process then waits up to 30 seconds for the command to return. The runs of
     * {@link #mantle()} are cancelled in any case.
     */
    public Registration onStop(Runnable stop) {
        return shutdown.onStop(() -> {
            stop.run();
            return true;
        });
    }

    /** Begins to show progress on standard error; shows nothing when that is no terminal. */
    public ProgressDisplay progress() {
        return new ProgressDisplay(err, showsProgress() ? terminal.width() : 0, System::nanoTime);
    }

    /** Waits for the end of a run and shows meanwhile how far it is. */
    public RunState await(AlgorithmRun run) throws InterruptedException {
        try (ProgressDisplay display = progress()) {
            while (display.isShown() && !run.await(PROGRESS_INTERVAL)) {
                display.show(run.progress());
            }
            return run.await();
        }
    }

    /** Takes away a line of progress, which is drawn again when there is more to show. */
    void clearLine() {
        if (showsProgress()) {
            err.print(ProgressDisplay.CLEAR_LINE);
        }
    }

    private boolean showsProgress() {
        return terminal.showsErrors() && !"dumb".equals(environment.get("TERM"));
    }

    Shutdown shutdown() {
        return shutdown;
    }

    Style outputStyle() {
        return Style.of(environment, terminal.showsOutput());
    }

    Style errorStyle() {
        return Style.of(environment, terminal.showsErrors());
    }

    /** Returns how wide a line of standard output may be: the window's width, or a usual one in a file. */
    int outputWidth() {
        return terminal.width();
    }

    /** Returns whether an error should show where it arose, for whoever looks for a fault in the program. */
    boolean isDebugging() {
        return !environment.getOrDefault("MANTLE_DEBUG", "").isEmpty();
    }

    /** Returns why a result could not be written; a reader that wants no more, such as {@code head}, is no failure. */
    Optional<IOException> resultFailure() {
        return results.failure().filter(failure -> !Failures.message(failure).contains("pipe"));
    }

    /** Ends what was made for the command. */
    void close() {
        Mantle made = mantle;
        if (made != null) {
            made.close();
        }
        out.flush();
        err.flush();
    }
}
