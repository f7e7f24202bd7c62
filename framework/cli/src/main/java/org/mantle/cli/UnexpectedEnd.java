package org.mantle.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.run.UnknownAlgorithmException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns whatever leaves a command into one message and an exit code. */
final class UnexpectedEnd implements IExecutionExceptionHandler {

    private final CommandContext context;

    UnexpectedEnd(CommandContext context) {
        this.context = context;
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        return tell(thrown);
    }

    /** Tells on standard error, and returns the exit code. */
    int tell(Throwable thrown) {
        Failures.printTrace(thrown, context);
        context.err().println(Failures.line(message(thrown), context));
        if (thrown instanceof UnknownAlgorithmException
                || thrown instanceof InvalidPropertyException
                || thrown instanceof UsageException) {
            return ExitCode.REFUSED;
        }
        return thrown instanceof AlgorithmCancelledException || thrown instanceof InterruptedException
                ? ExitCode.CANCELLED
                : ExitCode.FAILED;
    }

    /** Tells that a result could not be written, if so, and returns the exit code: a lost result is not done. */
    int tellLostResult(int exitCode) {
        return context.resultFailure()
                .map(failure -> {
                    int code = tell(new IOException(
                            "the result cannot be written to standard output: " + Failures.message(failure), failure));
                    return exitCode == ExitCode.DONE ? code : exitCode;
                })
                .orElse(exitCode);
    }

    private String message(Throwable thrown) {
        if (thrown instanceof InterruptedException) {
            return "stopped";
        }
        if (thrown instanceof UnknownAlgorithmException unknown) {
            return Failures.message(unknown, context);
        }
        boolean forUsers = thrown instanceof IOException
                || thrown instanceof UncheckedIOException
                || thrown instanceof InvalidPropertyException
                || thrown instanceof UsageException
                || thrown instanceof InvalidDeclarationException
                || thrown instanceof AlgorithmFailedException
                || thrown instanceof AlgorithmCancelledException;
        return forUsers
                ? Failures.message(thrown)
                : "unexpected error: " + thrown.getClass().getSimpleName() + ": " + Failures.message(thrown)
                        + " (set MANTLE_DEBUG=1 to see where it arose)";
    }
}
