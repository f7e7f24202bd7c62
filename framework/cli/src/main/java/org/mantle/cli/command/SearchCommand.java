package org.mantle.cli.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mantle.cli.invocation.CommandUsageException;
import org.mantle.cli.invocation.ExitCode;
import org.mantle.cli.invocation.Invocation;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.describe.PrintableText;
import org.mantle.framework.run.AlgorithmDescriptor;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code mantle search}: the algorithms that some words fit, the best first. */
final class SearchCommand extends BuiltInCommand {

    private final PositionalParamSpec words = addArgument(
            "0..*",
            "1..*",
            String[].class,
            "TEXT",
            "One or several words, of which as many as possible fit somewhere: name, category, property, text.");
    private final OptionSpec json = addFlag("--json", "Print a JSON array, as list does, with how many words fit.");

    SearchCommand(Invocation invocation) {
        super(invocation, "Find algorithms by what is said about them, the best fit first.");
    }

    @Override
    public Integer call() {
        String[] texts = words.getValue();
        String text = String.join(" ", texts);
        if (text.isBlank()) {
            throw new CommandUsageException("the text to search for is empty; give one or several words");
        }
        warnOfFaults();
        List<AlgorithmDescriptor> found = registry().search(text);
        Set<String> asked = new LinkedHashSet<>(List.of(text.strip().split("\\s+")));
        long fitting = found.isEmpty() ? 0 : fitting(asked, found.get(0));
        if (isSet(json)) {
            printJson(found, fitting, asked.size());
        } else {
            print(found, false);
        }
        if (found.isEmpty()) {
            invocation().notes().println("Nothing fits \"" + PrintableText.of(text) + "\"; see mantle list.");
            return ExitCode.FAILED;
        }
        if (fitting < asked.size()) {
            invocation()
                    .notes()
                    .println("No algorithm fits all " + asked.size() + " words; "
                            + (fitting == 1
                                    ? "each of these fits one of them."
                                    : "each of these fits " + fitting + "."));
        }
        return ExitCode.DONE;
    }

    private long fitting(Set<String> asked, AlgorithmDescriptor best) {
        return asked.stream()
                .filter(word -> registry().search(word).contains(best))
                .count();
    }

    /** Prints what {@code list --json} does, and of each how many of the words fit. */
    private void printJson(List<AlgorithmDescriptor> found, long fitting, int asked) {
        JsonArray array = AlgorithmList.json(found);
        for (JsonElement entry : array) {
            entry.getAsJsonObject().addProperty("fittingWords", fitting);
            entry.getAsJsonObject().addProperty("askedWords", asked);
        }
        invocation().out().println(JsonForm.PRETTY.text(array));
    }
}
