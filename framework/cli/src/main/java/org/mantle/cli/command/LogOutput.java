package org.mantle.cli.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.invocation.Failures;
import org.mantle.cli.invocation.Invocation;
import org.mantle.framework.describe.PrintableText;
import org.mantle.framework.describe.ProblemText;

/**
 * What is logged while a command runs, written to standard error: warnings only, more or less when asked for; and all of it to a file, if
 * there is one. The details of libraries and of the JDK are left out even then: they are many and help no user.
 */
final class LogOutput {

    /** How a line on standard error begins that warns. */
    private static final String WARNING = "warning: ";

    private final Logger root = LogManager.getLogManager().getLogger("");
    private final Handler[] before = root.getHandlers();
    private final Level levelBefore = root.getLevel();
    private final Logger own = Logger.getLogger("org.mantle");
    private final @Nullable Level ownLevelBefore = own.getLevel();
    private final Invocation invocation;
    private final Handler handler;
    private @Nullable Handler inFile;
    private volatile boolean ended;
    private volatile @Nullable Function<LogRecord, String> form;

    private LogOutput(Invocation invocation, boolean verbose, boolean quiet) {
        this.invocation = invocation;
        this.handler = new Lines(this, verbose);
        handler.setLevel(quiet ? Level.SEVERE : verbose ? Level.ALL : Level.WARNING);
        for (Handler other : before) {
            root.removeHandler(other);
        }
        root.addHandler(handler);
        root.setLevel(verbose ? Level.INFO : Level.WARNING);
        own.setLevel(verbose ? Level.FINE : ownLevelBefore);
    }

    /**
     * Begins to write, until the call has ended.
     *
     * @param file to which all of it is added too, with whatever else is told on standard error; {@code null} for none
     * @throws IOException if the file cannot be written to; the message names it and says why
     */
    static void begin(Invocation invocation, boolean verbose, boolean quiet, @Nullable Path file) throws IOException {
        LogOutput output = new LogOutput(invocation, verbose, quiet);
        invocation.setLast(output::close);
        invocation.setLogForms(output::use);
        output.addTo(file);
    }

    /** Writes records in a form for programs, which choose among them what people need not see. */
    private void use(Function<LogRecord, String> newForm) {
        form = newForm;
        if (handler.getLevel().equals(Level.WARNING)) {
            handler.setLevel(Level.INFO);
        }
        root.setLevel(Level.INFO);
    }

    private void addTo(@Nullable Path file) throws IOException {
        if (file == null) {
            return;
        }
        LogFile lines;
        try {
            lines = new LogFile(
                    this, Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new IOException("the log file \"" + file + "\" cannot be written: " + ProblemText.message(e), e);
        }
        inFile = lines;
        invocation.setKeeper(lines::told);
        root.addHandler(lines);
        root.setLevel(Level.INFO);
        own.setLevel(Level.FINE);
    }

    private void close() {
        ended = true;
        root.removeHandler(handler);
        @Nullable Handler file = inFile;
        if (file != null) {
            root.removeHandler(file);
            file.close();
        }
        for (Handler other : before) {
            root.addHandler(other);
        }
        root.setLevel(levelBefore);
        own.setLevel(ownLevelBefore);
    }

    /**
     * A handler that stays until the command has ended. When the process is told to stop, the JDK closes all handlers at once, while the
     * command still ends its work and has something to tell.
     */
    private abstract static class KeptHandler extends Handler {

        final LogOutput output;

        KeptHandler(LogOutput output) {
            this.output = output;
        }

        @Override
        public final void close() {
            if (output.ended) {
                end();
            } else {
                output.root.addHandler(this);
            }
        }

        abstract void end();
    }

    /** One line for each record. */
    private static final class Lines extends KeptHandler {

        private final Invocation invocation;
        private final boolean verbose;

        Lines(LogOutput output, boolean verbose) {
            super(output);
            this.invocation = output.invocation;
            this.verbose = verbose;
        }

        @Override
        public void publish(LogRecord record) {
            if (!isLoggable(record) || (!verbose && invocation.isQuiet(String.valueOf(record.getLoggerName())))) {
                return;
            }
            @Nullable Function<LogRecord, String> form = output.form;
            if (form != null) {
                invocation.unkept().println(form.apply(record));
                return;
            }
            String line = record.getLevel().getName().toLowerCase(Locale.ROOT) + ": "
                    + (verbose ? record.getLoggerName() + ": " : "")
                    + new SimpleFormatter().formatMessage(record);
            Throwable thrown = record.getThrown();
            invocation.clearLine();
            String whole = PrintableText.of(thrown == null ? line : line + ": " + ProblemText.message(thrown));
            // what is logged can have names of files in it, and no line of these is to be taken for another record
            invocation.unkept().println(whole.replace("\n", "\n    "));
            if (thrown != null) {
                Failures.printTrace(thrown, invocation);
            }
        }

        @Override
        public void flush() {
            invocation.unkept().flush();
        }

        @Override
        void end() {
            flush();
        }
    }

    /** One line for each record, and for each line of the command on standard error, with its time. */
    private static final class LogFile extends KeptHandler {

        private final BufferedWriter writer;

        LogFile(LogOutput output, BufferedWriter writer) {
            super(output);
            this.writer = writer;
        }

        @Override
        public void publish(LogRecord record) {
            Throwable thrown = record.getThrown();
            String text = new SimpleFormatter().formatMessage(record);
            add(
                    record.getLevel().getName().toLowerCase(Locale.ROOT),
                    record.getLoggerName(),
                    thrown == null ? text : text + ": " + ProblemText.message(thrown));
        }

        void told(boolean isError, String line) {
            boolean isWarning = line.startsWith(WARNING);
            if (!line.isBlank()) {
                add(
                        isError ? "error" : isWarning ? "warning" : "info",
                        "mantle",
                        isWarning ? line.substring(WARNING.length()) : line);
            }
        }

        synchronized void add(String level, @Nullable String source, String text) {
            try {
                writer.write(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + level + ": "
                        + (source == null ? "" : source + ": ")
                        + PrintableText.of(text).replace('\n', ' '));
                writer.newLine();
                writer.flush();
            } catch (IOException e) {
                // a full disk: the work goes on
                return;
            }
        }

        @Override
        public void flush() {
            // each line is written at once
        }

        @Override
        synchronized void end() {
            try {
                writer.close();
            } catch (IOException e) {
                // its lines are written, or lost to a full disk
                return;
            }
        }
    }
}
