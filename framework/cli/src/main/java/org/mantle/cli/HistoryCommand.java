package org.mantle.cli;

import com.google.gson.JsonArray;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.AlgorithmDescriptor;
import org.mantle.framework.Property;
import org.mantle.framework.RunRecord;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code mantle history}: what ran, the newest first. */
final class HistoryCommand extends HostCommand {

    private static final int USUAL_LIMIT = 20;
    private static final int LONGEST_VALUE = 40;

    private final OptionSpec limit = addOption(
            "--last",
            Integer.class,
            "N",
            "Show at most so many of the newest runs. Default: " + USUAL_LIMIT,
            "--limit");
    private final OptionSpec json = addFlag("--json", "Print a JSON array.");

    private HistoryCommand(CommandContext context) {
        super(context, "Show what ran, the newest first; each run has a number.");
    }

    /** Returns the command with those below it. */
    static CommandSpec tree(
            CommandContext context, BiFunction<AlgorithmDescriptor, Property<?>, Optional<String>> suggestions) {
        CommandSpec spec = new HistoryCommand(context).spec();
        spec.addSubcommand("show", new HistoryShowCommand(context).spec());
        spec.addSubcommand("replay", new HistoryReplayCommand(context, suggestions).spec());
        spec.addSubcommand("export", new HistoryExportCommand(context).spec());
        spec.addSubcommand("clear", new HistoryClearCommand(context).spec());
        return spec;
    }

    @Override
    public Integer call() {
        Integer given = limit.getValue();
        int most = given == null ? USUAL_LIMIT : given;
        if (most < 1) {
            throw new UsageException("--last must be at least 1");
        }
        List<RunRecord> all = HistoryRecords.all(context());
        List<RunRecord> newest = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0 && newest.size() < most; i--) {
            newest.add(all.get(i));
        }
        if (isSet(json)) {
            JsonArray array = new JsonArray();
            newest.forEach(record -> array.add(record.toJson()));
            context().out().println(JsonForm.PRETTY.text(array));
            return ExitCode.DONE;
        }
        if (newest.isEmpty()) {
            context().err().println("The history is empty.");
            return ExitCode.DONE;
        }
        TextTable table = new TextTable(List.of("NUMBER", "STARTED", "STATUS", "TOOK", "ALGORITHM", "INPUTS"));
        newest.forEach(record -> table.add(List.of(
                Long.toString(record.number()),
                record.started().truncatedTo(ChronoUnit.SECONDS).toString(),
                record.state().word(),
                took(record),
                record.algorithm(),
                String.join(" ", InputWords.of(record, registry(), LONGEST_VALUE)))));
        context().out().print(table.wrapped(context().outputWidth(), context().outputStyle()));
        context().out().flush();
        if (newest.size() < all.size()) {
            context().err().println("There are " + (all.size() - newest.size()) + " older ones; see them with --last.");
        }
        return ExitCode.DONE;
    }

    static String took(RunRecord record) {
        return String.format(Locale.ROOT, "%.1f s", record.duration().toNanos() / 1e9);
    }
}
