package org.mantle.cli.command;

import com.google.gson.JsonArray;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mantle.cli.invocation.CommandUsageException;
import org.mantle.cli.invocation.ExitCode;
import org.mantle.cli.invocation.Invocation;
import org.mantle.cli.text.ShellWords;
import org.mantle.cli.text.TextTable;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.describe.InputTexts;
import org.mantle.framework.history.RunRecord;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code mantle history}: what ran, the newest first. */
final class HistoryCommand extends BuiltInCommand {

    private static final int USUAL_LIMIT = 20;
    private static final int LONGEST_VALUE = 40;

    private final OptionSpec limit = addOption(
            "--last",
            Integer.class,
            "N",
            "Show at most so many of the newest runs. Default: " + USUAL_LIMIT,
            "--limit");
    private final OptionSpec json = addFlag("--json", "Print a JSON array.");

    private HistoryCommand(Invocation invocation) {
        super(invocation, "Show what ran, the newest first; each run has a number.");
    }

    /** Returns the command with those below it. */
    static CommandSpec tree(Invocation invocation) {
        CommandSpec spec = new HistoryCommand(invocation).spec();
        spec.addSubcommand("show", new HistoryShowCommand(invocation).spec());
        spec.addSubcommand(HistoryReplayCommand.NAME, new HistoryReplayCommand(invocation).spec());
        spec.addSubcommand("export", new HistoryExportCommand(invocation).spec());
        spec.addSubcommand("clear", new HistoryClearCommand(invocation).spec());
        return spec;
    }

    @Override
    public Integer call() {
        Integer given = limit.getValue();
        int most = given == null ? USUAL_LIMIT : given;
        if (most < 1) {
            throw new CommandUsageException("--last must be at least 1");
        }
        List<RunRecord> all = HistoryRecords.all(invocation());
        List<RunRecord> newest = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0 && newest.size() < most; i--) {
            newest.add(all.get(i));
        }
        if (isSet(json)) {
            JsonArray array = new JsonArray();
            newest.forEach(record -> array.add(record.toJson()));
            invocation().out().println(JsonForm.PRETTY.text(array));
            return ExitCode.DONE;
        }
        if (newest.isEmpty()) {
            invocation().notes().println("The history is empty.");
            return ExitCode.DONE;
        }
        TextTable table = new TextTable(List.of("NUMBER", "STARTED", "STATUS", "TOOK", "ALGORITHM", "INPUTS"));
        newest.forEach(record -> table.add(List.of(
                Long.toString(record.number()),
                record.started().truncatedTo(ChronoUnit.SECONDS).toString(),
                record.state().word(),
                took(record),
                record.algorithm(),
                String.join(" ", ShellWords.of(InputTexts.of(record, registry()), LONGEST_VALUE)))));
        invocation().print(table.wrapped(invocation().tableWidth(), invocation().outputStyle()));
        int older = all.size() - newest.size();
        if (older > 0) {
            invocation()
                    .notes()
                    .println((older == 1 ? "There is 1 older run" : "There are " + older + " older runs")
                            + "; see more with --last.");
        }
        return ExitCode.DONE;
    }

    /** Returns how long a run took, in words. */
    static String took(RunRecord record) {
        return String.format(Locale.ROOT, "%.1f s", record.duration().toNanos() / 1e9);
    }
}
