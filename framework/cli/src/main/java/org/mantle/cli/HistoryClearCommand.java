package org.mantle.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/** {@code mantle history clear}: forgets what ran. */
final class HistoryClearCommand extends HostCommand {

    private final OptionSpec yes = addFlag("--yes", "Do not ask.");

    HistoryClearCommand(CommandContext context) {
        super(context, "Forget every run, after a question. Numbers begin with 1 again.");
    }

    @Override
    public Integer call() throws IOException {
        int count = HistoryRecords.all(context()).size();
        if (!isSet(yes)) {
            if (!context().terminal().canPrompt()) {
                throw new UsageException("nobody can be asked here whether to forget " + count + " runs; add --yes");
            }
            Optional<String> answer = context().terminal().readLine("Forget " + count + " runs? [y/N] ");
            if (!answer.orElse("").strip().toLowerCase(Locale.ROOT).startsWith("y")) {
                context().err().println("Nothing was forgotten.");
                return ExitCode.DONE;
            }
        }
        context().mantle().history().clear();
        context().err().println("Forgot every run.");
        return ExitCode.DONE;
    }
}
