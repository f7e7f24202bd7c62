package org.mantle.cli.command;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mantle.cli.invocation.ExitCode;
import org.mantle.cli.invocation.Invocation;
import org.mantle.cli.text.ShellWords;
import org.mantle.cli.text.TextTable;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.describe.InputTexts;
import org.mantle.framework.describe.PrintableText;
import org.mantle.framework.history.RunRecord;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code mantle history show}: all about one run. */
final class HistoryShowCommand extends BuiltInCommand {

    private final PositionalParamSpec number =
            addArgument("0", "0..1", Long.class, "N", "The number of the run; the newest if not given.");
    private final OptionSpec json = addFlag("--json", "Print a JSON object.");

    HistoryShowCommand(Invocation invocation) {
        super(invocation, "Show one run, with its inputs and outputs and the runs inside it.");
    }

    @Override
    public Integer call() {
        RunRecord record = HistoryRecords.one(invocation(), number.getValue());
        if (isSet(json)) {
            invocation().out().println(JsonForm.PRETTY.text(record.toJson()));
            return ExitCode.DONE;
        }
        StringBuilder text = new StringBuilder();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Number", Long.toString(record.number()));
        facts.put("Id", record.id());
        facts.put("Algorithm", record.algorithm() + ", version " + record.version());
        facts.put("Status", record.state().word());
        record.error().ifPresent(error -> facts.put("Error", error));
        facts.put("Started", record.started().toString());
        facts.put("Took", HistoryCommand.took(record));
        TextTable.appendFields(text, facts, invocation().outputStyle());
        List<String> inputs = ShellWords.of(InputTexts.of(record, registry()), 0);
        if (!inputs.isEmpty()) {
            appendTitle(text, "Inputs");
            inputs.forEach(
                    input -> text.append("  ").append(PrintableText.of(input)).append('\n'));
        }
        appendOutputs(text, record.toJson().getAsJsonObject("outputs"));
        if (!record.warnings().isEmpty()) {
            appendTitle(text, "Warnings");
            record.warnings()
                    .forEach(line -> text.append(PrintableText.of(line.text())).append('\n'));
        }
        if (!record.children().isEmpty()) {
            appendTitle(text, "Runs inside");
            record.children().forEach(child -> appendChild(text, child, ""));
        }
        invocation().print(text);
        return ExitCode.DONE;
    }

    private void appendTitle(StringBuilder to, String title) {
        to.append('\n').append(invocation().outputStyle().title(title)).append('\n');
    }

    private void appendOutputs(StringBuilder to, JsonObject outputs) {
        if (!outputs.isEmpty()) {
            appendTitle(to, "Outputs");
            Map<String, String> texts = new LinkedHashMap<>();
            outputs.entrySet().forEach(output -> texts.put("  " + output.getKey(), text(output.getValue())));
            TextTable.appendFields(to, texts, invocation().outputStyle());
        }
    }

    private static String text(JsonElement json) {
        return json instanceof JsonPrimitive primitive ? primitive.getAsString() : JsonForm.COMPACT.text(json);
    }

    private static void appendChild(StringBuilder to, RunRecord child, String indent) {
        to.append(indent)
                .append("  ")
                .append(PrintableText.of(child.toString()))
                .append(", ")
                .append(HistoryCommand.took(child))
                .append('\n');
        child.children().forEach(inner -> appendChild(to, inner, indent + "  "));
    }
}
