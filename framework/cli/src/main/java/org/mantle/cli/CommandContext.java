package org.mantle.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.LogRecord;
import org.mantle.cli.invocation.Invocation;
import org.mantle.cli.terminal.Terminal;
import org.mantle.cli.text.ShellWords;
import org.mantle.cli.text.TextTable;
import org.mantle.framework.Mantle;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.RunState;
import org.mantle.framework.type.Registration;

/**
 * What a command that an application adds works with: the host of algorithms, where to write, and the person to ask.
 *
 * <p>One context serves one call of {@link CommandLineHost#run}, which closes the host of algorithms at its end. Safe from several
 * threads.
 *
 * @since 0.1.0
 */
public final class CommandContext {

    private final Invocation invocation;

    CommandContext(Invocation invocation) {
        this.invocation = invocation;
    }

    /** Returns the host of algorithms, which is made when it is first asked for. */
    public Mantle mantle() {
        return invocation.mantle();
    }

    /** Returns where results go, in UTF-8; a full line is written at once. */
    public PrintWriter out() {
        return invocation.out();
    }

    /** Returns where everything else goes, in UTF-8; a full line is written at once. */
    public PrintWriter err() {
        return invocation.err();
    }

    /** Returns where goes what is good to know but no error: standard error, or nowhere under {@code --quiet}. */
    public PrintWriter notes() {
        return invocation.notes();
    }

    /**
     * Prints a result as a table that fits the window: rows in columns, or a block of lines for each row where the columns are too wide.
     * Nothing is cut off. Where no window shows it, each row is one line.
     *
     * @param titles the titles of the columns
     * @param rows the rows, with a cell for each column
     */
    public void printTable(List<String> titles, List<List<String>> rows) {
        TextTable table = new TextTable(titles);
        rows.forEach(table::add);
        invocation.print(table.columnsOrBlocks(invocation.tableWidth(), invocation.outputStyle()));
    }

    /**
     * Tells whether a table is shown in columns, since the window has room for them, or none shows it.
     *
     * @since 0.1.0
     */
    public boolean fitsTable(List<String> titles, List<List<String>> rows) {
        TextTable table = new TextTable(titles);
        rows.forEach(table::add);
        return table.fits(invocation.tableWidth());
    }

    /**
     * Prints a result as values by their names, one below the other; the later lines of a long value are indented below its first.
     */
    public void printFields(Map<String, String> fields) {
        StringBuilder text = new StringBuilder();
        TextTable.appendFields(text, fields, invocation.outputStyle());
        invocation.print(text);
    }

    /** Returns a text as one word of a command that a message tells a user to call, in quotes where a shell needs them. */
    public String shellWord(String text) {
        return ShellWords.quoted(text);
    }

    /** Returns standard input. */
    public InputStream in() {
        return invocation.in();
    }

    /** Returns the person at the other end. */
    public Terminal terminal() {
        return invocation.terminal();
    }

    /** Returns the variables of the environment. */
    public Map<String, String> environment() {
        return invocation.environment();
    }

    /**
     * Registers what makes this command end when the process is told to stop, by Ctrl-C or SIGTERM. It is called by another
     * thread and must not block; the process then waits up to 30 seconds for the command to return. The runs of
     * {@link #mantle()} are cancelled in any case.
     */
    public Registration onStop(Runnable stop) {
        return invocation.onStop(() -> {
            stop.run();
            return true;
        });
    }

    /**
     * Has what is logged, from information on, be written to standard error in a form of its own until the command ends, for programs that
     * read it.
     *
     * @param form makes a line, without its end, of a record; it is called by the thread that logs
     */
    public void logAs(Function<LogRecord, String> form) {
        invocation.logAs(form);
    }

    /**
     * Waits for the end of a run; shows meanwhile how far it is, if standard error is a terminal.
     *
     * @return the state in which the run ended
     */
    public RunState await(AlgorithmRun run) throws InterruptedException {
        return invocation.await(run);
    }
}
