package org.mantle.cli;

import java.util.List;
import org.mantle.framework.run.AlgorithmDescriptor;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code mantle search}: the algorithms that some words fit, the best first. */
final class SearchCommand extends HostCommand {

    private final PositionalParamSpec words = addArgument(
            "0..*",
            "1..*",
            String[].class,
            "TEXT",
            "One or several words; each must fit somewhere: name, category, property, text.");
    private final OptionSpec json = addFlag("--json", "Print a JSON array, as list does.");

    SearchCommand(CommandContext context) {
        super(context, "Find algorithms by what is said about them, the best fit first.");
    }

    @Override
    public Integer call() {
        String[] texts = words.getValue();
        String text = String.join(" ", texts);
        if (text.isBlank()) {
            throw new UsageException("the text to search for is empty; give one or several words");
        }
        warnOfFaults();
        List<AlgorithmDescriptor> found = registry().search(text);
        print(found, isSet(json));
        if (found.isEmpty()) {
            context().err().println("Nothing fits \"" + TextLayout.printable(text) + "\"; see mantle list.");
        }
        return ExitCode.DONE;
    }
}
