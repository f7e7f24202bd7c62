package org.mantle.cli.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mantle.cli.invocation.CommandUsageException;
import org.mantle.cli.invocation.ExitCode;
import org.mantle.cli.invocation.Invocation;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.describe.AgentTools;
import org.mantle.framework.describe.PrintableText;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.CategoryEntry;
import org.mantle.framework.run.RegistryFault;
import org.mantle.framework.type.Nearest;
import picocli.CommandLine.Model.OptionSpec;

/** {@code mantle list}: every version of every algorithm. */
final class ListCommand extends BuiltInCommand {

    private final OptionSpec category =
            addOption("--category", String.class, "C", "Only those of this category and the ones below it.");
    private final OptionSpec all = addFlag("--all", "Also those of hidden categories.");
    private final OptionSpec json = addFlag("--json", "Print a JSON array.");
    private final OptionSpec tools = addFlag(
            "--tools", "Print them as tools for agents: the answer to tools/list of the Model Context Protocol.");

    private final OptionSpec faults =
            addFlag("--faults", "What is wrong with the plugins, in place of the algorithms.");

    ListCommand(Invocation invocation) {
        super(invocation, "List the algorithms.");
    }

    @Override
    public Integer call() {
        if (isSet(faults)) {
            printFaults();
            return ExitCode.DONE;
        }
        String wanted = category.getValue();
        warnOfFaults();
        List<AlgorithmDescriptor> found = wanted != null
                ? registry().inCategory(wanted)
                : isSet(all) ? registry().all() : registry().listed();
        if (wanted != null && found.isEmpty()) {
            throw new CommandUsageException(noCategory(wanted));
        }
        if (isSet(tools)) {
            invocation().out().println(JsonForm.PRETTY.text(AgentTools.of(found).toJson()));
        } else {
            print(found, isSet(json));
        }
        if (found.isEmpty()) {
            invocation().notes().println("There are no algorithms.");
        }
        boolean allLost = found.isEmpty() && !registry().faults().isEmpty();
        return allLost ? ExitCode.FAILED : ExitCode.DONE;
    }

    private void printFaults() {
        JsonArray array = new JsonArray();
        for (RegistryFault fault : registry().faults()) {
            JsonObject each = new JsonObject();
            each.addProperty("source", fault.source());
            each.addProperty("code", fault.code());
            each.addProperty("algorithm", fault.algorithm());
            each.addProperty("message", fault.message());
            array.add(each);
            if (!isSet(json)) {
                String line = fault.code() + ": " + fault.source() + ": " + fault.message();
                invocation().out().println(PrintableText.of(line).replace('\n', ' '));
            }
        }
        if (isSet(json)) {
            invocation().out().println(JsonForm.PRETTY.text(array));
        } else if (array.isEmpty()) {
            invocation().notes().println("Nothing is wrong with the plugins.");
        }
    }

    /** Says which categories somebody probably meant, by their path or its last level, or else which there are. */
    private String noCategory(String wanted) {
        Set<String> there = new TreeSet<>();
        Map<String, String> bySpelling = new TreeMap<>();
        for (CategoryEntry entry : registry().entries()) {
            String path = entry.category();
            there.add(path);
            for (int end = path.indexOf('\\'); end >= 0; end = path.indexOf('\\', end + 1)) {
                there.add(path.substring(0, end));
            }
        }
        // whoever gives no levels may mean the last one
        boolean byPath = wanted.indexOf('\\') >= 0;
        for (String path : there) {
            String compared = path.substring(byPath ? 0 : path.lastIndexOf('\\') + 1);
            bySpelling.putIfAbsent(compared, path);
        }
        Optional<String> near = Nearest.to(wanted, bySpelling.keySet()).map(bySpelling::get);
        String which = there.isEmpty() ? "there are none" : "the categories are " + String.join(", ", there);
        return "there is no category \"" + wanted + "\"; "
                + near.map(path -> "did you mean " + path + "?").orElse(which);
    }
}
