package org.mantle.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.invocation.CommandUsageException;
import org.mantle.cli.invocation.ExitCode;
import org.mantle.cli.invocation.Failures;
import org.mantle.cli.invocation.Invocation;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.run.UnknownAlgorithmException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Whatever leaves a command, turned into one message and an exit code. */
public final class CommandFailure implements IExecutionExceptionHandler {

    private final Invocation invocation;
    private final JsonFailure json;

    /** Begins for one call. */
    public CommandFailure(Invocation invocation, String... arguments) {
        this.invocation = invocation;
        this.json = new JsonFailure(invocation, arguments);
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        return tell(thrown, command.getCommandName());
    }

    /** Tells on standard error, and as JSON if that is wanted, and returns the exit code. */
    public int tell(Throwable thrown) {
        return tell(thrown, json.command());
    }

    private int tell(Throwable thrown, String command) {
        Failures.printTrace(thrown, invocation);
        String message = message(thrown);
        invocation.tellError(message);
        int exitCode = exitCode(thrown);
        String type = thrown instanceof CommandUsageException
                ? CommandUsageException.TYPE
                : kind(thrown).getClass().getSimpleName();
        json.print(command, exitCode, type, message);
        return exitCode;
    }

    /** What carries a failure past code that declares none is not its kind. */
    private static Throwable kind(Throwable thrown) {
        @Nullable Throwable cause = thrown instanceof UncheckedIOException ? thrown.getCause() : null;
        return cause == null ? thrown : cause;
    }

    private static int exitCode(Throwable thrown) {
        if (thrown instanceof UnknownAlgorithmException
                || thrown instanceof InvalidPropertyException
                || thrown instanceof CommandUsageException) {
            return ExitCode.REFUSED;
        }
        return thrown instanceof AlgorithmCancelledException || thrown instanceof InterruptedException
                ? ExitCode.CANCELLED
                : ExitCode.FAILED;
    }

    /** Tells that a result could not be written, if so, and returns the exit code: a lost result is not done. */
    public int tellLostResult(int exitCode) {
        // no lambda: the archive of classes takes none of a class that implements what picocli has
        Optional<IOException> failure = invocation.resultFailure();
        if (failure.isEmpty()) {
            return exitCode;
        }
        int code = tell(new IOException(
                "the result cannot be written to standard output: " + ProblemText.message(failure.get()),
                failure.get()));
        return exitCode == ExitCode.DONE ? code : exitCode;
    }

    private String message(Throwable thrown) {
        if (thrown instanceof InterruptedException) {
            return "stopped";
        }
        if (thrown instanceof UnknownAlgorithmException unknown) {
            return Failures.message(unknown, invocation);
        }
        boolean forUsers = thrown instanceof IOException
                || thrown instanceof UncheckedIOException
                || thrown instanceof InvalidPropertyException
                || thrown instanceof CommandUsageException
                || thrown instanceof InvalidDeclarationException
                || thrown instanceof AlgorithmFailedException
                || thrown instanceof AlgorithmCancelledException;
        return forUsers
                ? ProblemText.message(thrown)
                : "unexpected error: " + thrown.getClass().getSimpleName() + ": " + ProblemText.message(thrown)
                        + " (set MANTLE_DEBUG=1 to see where it arose)";
    }
}
