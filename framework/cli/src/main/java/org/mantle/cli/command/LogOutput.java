package org.mantle.cli.command;

import java.util.Locale;
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
 * What is logged while a command runs, written to standard error: warnings only, or more when asked for. The details of libraries and
 * of the JDK are left out even then: they are many and help no user.
 */
final class LogOutput implements AutoCloseable {

    private final Logger root = LogManager.getLogManager().getLogger("");
    private final Handler[] before = root.getHandlers();
    private final Level levelBefore = root.getLevel();
    private final Logger own = Logger.getLogger("org.mantle");
    private final @Nullable Level ownLevelBefore = own.getLevel();
    private final Handler handler;

    private LogOutput(Invocation invocation, boolean verbose) {
        this.handler = new Lines(invocation, verbose);
        for (Handler other : before) {
            root.removeHandler(other);
        }
        root.addHandler(handler);
        root.setLevel(verbose ? Level.INFO : Level.WARNING);
        own.setLevel(verbose ? Level.FINE : ownLevelBefore);
    }

    /** Begins to write. */
    static LogOutput to(Invocation invocation, boolean verbose) {
        return new LogOutput(invocation, verbose);
    }

    @Override
    public void close() {
        root.removeHandler(handler);
        for (Handler other : before) {
            root.addHandler(other);
        }
        root.setLevel(levelBefore);
        own.setLevel(ownLevelBefore);
    }

    /** One line for each record. */
    private static final class Lines extends Handler {

        private final Invocation invocation;
        private final boolean verbose;

        Lines(Invocation invocation, boolean verbose) {
            this.invocation = invocation;
            this.verbose = verbose;
        }

        @Override
        public void publish(LogRecord record) {
            String line = record.getLevel().getName().toLowerCase(Locale.ROOT) + ": "
                    + (verbose ? record.getLoggerName() + ": " : "")
                    + new SimpleFormatter().formatMessage(record);
            Throwable thrown = record.getThrown();
            invocation.clearLine();
            invocation
                    .err()
                    .println(PrintableText.of(thrown == null ? line : line + ": " + ProblemText.message(thrown)));
            if (thrown != null) {
                Failures.printTrace(thrown, invocation);
            }
        }

        @Override
        public void flush() {
            invocation.err().flush();
        }

        @Override
        public void close() {
            flush();
        }
    }
}
