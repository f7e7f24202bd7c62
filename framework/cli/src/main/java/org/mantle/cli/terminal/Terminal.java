package org.mantle.cli.terminal;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The person at the other end, if there is one: whether there is, how wide the window is, and questions with their answers.
 *
 * <p>An application may bring its own, such as one without anybody for commands that run unattended. Needs to be safe from several
 * threads, but for two questions at once.
 *
 * @since 0.1.0
 */
public interface Terminal {

    /** Returns whether a question can be asked: somebody reads standard error and types on standard input. */
    boolean canPrompt();

    /** Returns whether standard output is shown to a person, and not kept in a file or read by a program. */
    boolean showsOutput();

    /** Returns whether standard error is shown to a person. */
    boolean showsErrors();

    /** Returns how many characters fit in a line, at least 20. */
    int width();

    /**
     * Reads a line, without its end.
     *
     * @param prompt what is asked, printed before on the same line
     * @return empty when there is no more input
     */
    Optional<String> readLine(String prompt) throws IOException;

    /**
     * Reads a line that is not shown while it is typed.
     *
     * @param prompt what is asked, printed before on the same line
     * @return an array of its own, which the caller overwrites after use; empty when there is no more input
     * @throws InterruptedException if the process is told to stop
     * @throws IOException if it cannot be read unseen; the message says what to do instead
     */
    Optional<char[]> readSecret(String prompt) throws IOException, InterruptedException;

    /** Ends the line of a question that is being asked, if there is one, so that what is told next has a line of its own. */
    default void endLine() {}

    /** Returns the terminal of this process. */
    static Terminal ofProcess(Map<String, String> environment) {
        return new ProcessTerminal(environment);
    }

    /** Returns what a process in the background has: nobody to ask. */
    static Terminal none() {
        return new NoTerminal();
    }
}
