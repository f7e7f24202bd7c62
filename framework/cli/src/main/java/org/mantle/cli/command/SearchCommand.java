package org.mantle.cli.command;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mantle.cli.invocation.CommandUsageException;
import org.mantle.cli.invocation.ExitCode;
import org.mantle.cli.invocation.Invocation;
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
    private final OptionSpec json = addFlag("--json", "Print a JSON array, as list does.");

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
        print(found, isSet(json));
        if (found.isEmpty()) {
            invocation().notes().println("Nothing fits \"" + PrintableText.of(text) + "\"; see mantle list.");
        } else {
            tellHowManyFit(new LinkedHashSet<>(List.of(text.strip().split("\\s+"))), found.get(0));
        }
        return found.isEmpty() ? ExitCode.FAILED : ExitCode.DONE;
    }

    private void tellHowManyFit(Set<String> asked, AlgorithmDescriptor best) {
        long fitting = asked.stream()
                .filter(word -> registry().search(word).contains(best))
                .count();
        if (fitting < asked.size()) {
            invocation()
                    .notes()
                    .println("No algorithm fits all " + asked.size() + " words; "
                            + (fitting == 1
                                    ? "each of these fits one of them."
                                    : "each of these fits " + fitting + "."));
        }
    }
}
