package org.mantle.host;

import java.util.List;
import org.mantle.framework.AlgorithmDescriptor;
import org.mantle.framework.describe.AgentTools;
import picocli.CommandLine.Model.OptionSpec;

/** {@code mantle list}: every version of every algorithm. */
final class ListCommand extends HostCommand {

    private final OptionSpec category =
            addOption("--category", String.class, "C", "Only those of this category and the ones below it.");
    private final OptionSpec all = addFlag("--all", "Also those of hidden categories.");
    private final OptionSpec json = addFlag("--json", "Print a JSON array.");
    private final OptionSpec tools = addFlag(
            "--tools", "Print them as tools for agents: the answer to tools/list of the Model Context Protocol.");

    ListCommand(CommandContext context) {
        super(context, "List the algorithms.");
    }

    @Override
    public Integer call() {
        String wanted = category.getValue();
        warnOfFaults();
        List<AlgorithmDescriptor> found = wanted != null
                ? registry().inCategory(wanted)
                : isSet(all) ? registry().all() : registry().listed();
        if (isSet(tools)) {
            context().out().println(JsonText.of(AgentTools.of(found).toJson()));
        } else {
            print(found, isSet(json));
        }
        if (found.isEmpty()) {
            context().err().println(wanted == null ? "There are no algorithms." : noneIn(wanted));
        }
        return ExitCode.DONE;
    }

    private String noneIn(String wanted) {
        List<String> there = registry().all().stream()
                .flatMap(algorithm -> algorithm.categories().stream())
                .distinct()
                .sorted()
                .toList();
        return "There are no algorithms in the category \"" + TextLayout.printable(wanted) + "\"; the categories are "
                + String.join(", ", there) + ".";
    }
}
