package org.mantle.cli.command;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.mantle.cli.invocation.CommandUsageException;
import org.mantle.cli.invocation.ExitCode;
import org.mantle.cli.invocation.Invocation;
import picocli.CommandLine.Model.OptionSpec;

/** {@code mantle history clear}: what ran, forgotten. */
final class HistoryClearCommand extends BuiltInCommand {

    private final OptionSpec yes = addFlag("--yes", "Do not ask.");

    HistoryClearCommand(Invocation invocation) {
        super(invocation, "Forget every run, after a question. Numbers begin with 1 again.");
    }

    @Override
    public Integer call() throws IOException {
        int count = HistoryRecords.all(invocation()).size();
        String runs = count == 1 ? "1 run" : count + " runs";
        if (!isSet(yes)) {
            if (!invocation().terminal().canPrompt()) {
                throw new CommandUsageException("nobody can be asked here whether to forget " + runs + "; add --yes");
            }
            Optional<String> answer = invocation().terminal().readLine("Forget " + runs + "? [y/N] ");
            if (!answer.orElse("").strip().toLowerCase(Locale.ROOT).startsWith("y")) {
                invocation().notes().println("Nothing was forgotten.");
                return ExitCode.DONE;
            }
        }
        invocation().mantle().history().clear();
        invocation().notes().println("Forgot every run.");
        return ExitCode.DONE;
    }
}
