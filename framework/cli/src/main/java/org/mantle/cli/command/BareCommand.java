package org.mantle.cli.command;

import java.util.concurrent.Callable;
import org.mantle.cli.invocation.Invocation;

/**
 * A command that was called by its name alone and takes no arguments. It needs no tree of commands, and to make that takes longer than the start
 * of a host of algorithms.
 */
public final class BareCommand {

    private BareCommand() {}

    /** Runs a command and returns its exit code; whatever leaves it is told, as for any other. */
    public static int run(Invocation invocation, CommandFailure failure, Callable<Integer> command) {
        try {
            LogOutput.begin(invocation, false, false, null);
            return command.call();
        } catch (Exception e) {
            return failure.tell(e);
        }
    }
}
