package org.mantle.cli.command;

import java.util.Locale;
import org.mantle.cli.completion.CompletionScript;
import org.mantle.cli.invocation.CommandUsageException;
import org.mantle.cli.invocation.ExitCode;
import org.mantle.cli.invocation.Invocation;
import org.mantle.framework.describe.PrintableText;
import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code mantle completion}: the script by which a shell completes words. */
final class CompletionCommand extends BuiltInCommand {

    static final String NAME = "completion";

    private final PositionalParamSpec shell =
            addArgument("0", "1", String.class, "SHELL", "bash, zsh or fish.", "bash", "zsh", "fish");

    CompletionCommand(Invocation invocation) {
        super(
                invocation,
                "Print a script by which a shell completes commands, algorithms, properties and values. It has the"
                        + " words of now: print it anew when plugins come.");
    }

    @Override
    public Integer call() {
        String wanted = shell.getValue();
        for (CompletionScript script : CompletionScript.values()) {
            if (script.name().toLowerCase(Locale.ROOT).equals(wanted)) {
                CommandLine own = spec().commandLine();
                invocation().print(script.of(own.getParent(), registry()));
                return ExitCode.DONE;
            }
        }
        throw new CommandUsageException(
                "there is no completion for \"" + PrintableText.of(wanted) + "\"; it must be bash, zsh or fish");
    }
}
