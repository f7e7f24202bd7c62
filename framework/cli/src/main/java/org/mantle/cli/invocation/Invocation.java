package org.mantle.cli.invocation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.terminal.Terminal;
import org.mantle.cli.text.Style;
import org.mantle.framework.Mantle;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.RunState;
import org.mantle.framework.type.Registration;

/**
 * What one call of the command line works with: the host of algorithms, where to write, the person to ask, and the end of the process.
 *
 * <p>Safe from several threads.
 */
public final class Invocation {

    private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(100);

    private final InvocationSettings settings;
    private final ResultStream results;
    private final PrintWriter out;
    private final PrintWriter errors;
    private final PrintWriter err;
    private final PrintWriter unseen;
    private final Shutdown shutdown;
    private volatile @Nullable Mantle mantle;
    private volatile boolean stopped;
    private volatile boolean quiet;
    private volatile @Nullable ToldKeeper keeper;
    private volatile Consumer<Function<LogRecord, String>> logForms = form -> {};
    private Runnable last = () -> {};

    /**
     * Begins a call.
     *
     * @param shutdown tells when the process is to end; the caller's to close after this
     */
    public Invocation(InvocationSettings settings, Shutdown shutdown) {
        this.settings = settings;
        this.results = new ResultStream(settings.out());
        this.out = new PrintWriter(new OutputStreamWriter(results, StandardCharsets.UTF_8), true);
        this.errors = new PrintWriter(new OutputStreamWriter(settings.err(), StandardCharsets.UTF_8), true);
        this.err = new PrintWriter(new ToldLines(errors, line -> keep(false, line)), true);
        this.unseen = new PrintWriter(new ToldLines(Writer.nullWriter(), line -> keep(false, line)), true);
        this.shutdown = shutdown;
    }

    /** Returns the host of algorithms, which is made when it is first asked for. */
    public synchronized Mantle mantle() {
        Mantle made = mantle;
        if (made == null) {
            made = settings.mantle().get();
            mantle = made;
            shutdown.onStop(() -> !stopRuns().isEmpty());
            // asked after the host is known: either it is stopped here, or by whoever stops
            if (stopped) {
                made.manager().shutdown();
            }
        }
        return made;
    }

    /** Sees to it that no run begins from here on, and cancels and returns those that have not ended; does not wait. */
    public List<AlgorithmRun> stopRuns() {
        stopped = true;
        Mantle made = mantle;
        return made == null ? List.of() : made.manager().shutdown();
    }

    /** Returns whether no run may begin any more. */
    public boolean isStopped() {
        return stopped;
    }

    /** Returns where results go, in UTF-8; a full line is written at once. */
    public PrintWriter out() {
        return out;
    }

    /** Returns whether anything of a result has been written. */
    public boolean hasResult() {
        out.flush();
        return results.isUsed();
    }

    /** Prints lines of a result, at once and whole. */
    public void print(CharSequence lines) {
        out.print(lines);
        out.flush();
    }

    /** Returns where everything else goes, in UTF-8; a full line is written at once. */
    public PrintWriter err() {
        return err;
    }

    /** Returns standard error past whoever keeps what is told: for what is kept in another way, and for progress. */
    public PrintWriter unkept() {
        return errors;
    }

    /** Returns where goes what is good to know but no error; only to whoever keeps it when only errors are to be told. */
    public PrintWriter notes() {
        return quiet ? unseen : err;
    }

    /** Tells nothing but errors from here on. */
    public void keepQuiet() {
        quiet = true;
    }

    /** Tells an error on standard error. */
    public void tellError(String message) {
        terminal().endLine();
        errors.println(Failures.line(message, this));
        keep(true, message);
    }

    /** Tells a line that belongs to the error before it. */
    public void tellPartOfError(String line) {
        errors.println(line);
        keep(true, line);
    }

    private void keep(boolean isError, String line) {
        ToldKeeper keeping = keeper;
        if (keeping != null) {
            keeping.keep(isError, line);
        }
    }

    /** Sets who keeps what is told on standard error, or would be if it were not kept quiet. */
    public void setKeeper(ToldKeeper keeps) {
        keeper = keeps;
    }

    /** Sets who takes the form of what is logged from here on. */
    public void setLogForms(Consumer<Function<LogRecord, String>> taker) {
        logForms = taker;
    }

    /** Has what is logged be written in a form of its own from here on. */
    public void logAs(Function<LogRecord, String> form) {
        logForms.accept(form);
    }

    /** Returns whether somebody keeps what is told. */
    public boolean isKept() {
        return keeper != null;
    }

    /** Sets what is done last of all, when nothing is told any more. */
    public void setLast(Runnable done) {
        last = done;
    }

    /** Does what was set to be done last. */
    public void end() {
        last.run();
    }

    /** Returns standard input. */
    public InputStream in() {
        return settings.in();
    }

    /** Returns the person at the other end. */
    public Terminal terminal() {
        return settings.terminal();
    }

    /** Returns the variables of the environment. */
    public Map<String, String> environment() {
        return settings.environment();
    }

    /** Returns a value to offer for a property that is missing, if there is one. */
    public Optional<String> suggestion(AlgorithmDescriptor algorithm, Property<?> property) {
        return settings.suggestions().apply(algorithm, property);
    }

    /**
     * Registers what makes this call end when the process is told to stop, by Ctrl-C or SIGTERM; it returns whether there is
     * something to wait for, and must not block. The runs of {@link #mantle()} are cancelled in any case.
     */
    public Registration onStop(BooleanSupplier stop) {
        return shutdown.onStop(stop);
    }

    /** Waits for the end of a run and shows meanwhile how far it is. */
    public RunState await(AlgorithmRun run) throws InterruptedException {
        int width = showsProgress() ? terminal().width() : 0;
        try (ProgressDisplay display = new ProgressDisplay(errors, width, System::nanoTime)) {
            while (display.isShown() && !run.await(PROGRESS_INTERVAL)) {
                display.show(run.progress());
            }
            return run.await();
        }
    }

    /** Takes away a line of progress, which is drawn again when there is more to show. */
    public void clearLine() {
        if (showsProgress()) {
            errors.print(ProgressDisplay.CLEAR_LINE);
        }
    }

    private boolean showsProgress() {
        return !quiet && terminal().showsErrors() && !Style.isDumb(environment());
    }

    /** Returns how text stands out on standard output. */
    public Style outputStyle() {
        return Style.of(environment(), terminal().showsOutput());
    }

    /** Returns how text stands out on standard error. */
    public Style errorStyle() {
        return Style.of(environment(), terminal().showsErrors());
    }

    /**
     * Returns how wide a row of a table may be: the window's width; without an end where no window shows it, so that whoever reads it
     * line by line has whole rows.
     */
    public int tableWidth() {
        boolean isTold = !environment().getOrDefault("COLUMNS", "").isBlank();
        return terminal().showsOutput() || isTold ? outputWidth() : Integer.MAX_VALUE;
    }

    /** Returns how wide a line of standard output may be: the window's width, or a usual one in a file. */
    public int outputWidth() {
        return terminal().width();
    }

    /** Returns whether an error should show where it arose, for whoever looks for a fault in the program. */
    public boolean isDebugging() {
        return !environment().getOrDefault("MANTLE_DEBUG", "").isEmpty();
    }

    /** Returns whether what a logger tells is for those alone who ask for all. */
    public boolean isQuiet(String logger) {
        return settings.quietLoggers().stream().anyMatch(name -> logger.equals(name) || logger.startsWith(name + "."));
    }

    /** Returns why a result could not be written; a reader that wants no more, such as {@code head}, is no failure. */
    public Optional<IOException> resultFailure() {
        return results.failure().filter(failure -> !ProblemText.message(failure).contains("pipe"));
    }

    /** Closes the host of algorithms, if it was made, and writes out what is left to write. */
    public void close() {
        Mantle made = mantle;
        if (made != null) {
            made.close();
        }
        out.flush();
        errors.flush();
    }
}
