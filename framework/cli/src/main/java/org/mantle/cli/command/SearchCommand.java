package org.mantle.cli.command;

import java.util.List;
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
            "One or several words; each must fit somewhere: name, category, property, text.");
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
            invocation().err().println("Nothing fits \"" + PrintableText.of(text) + "\"; see mantle list.");
        }
        return ExitCode.DONE;
    }
}
