package org.mantle.cli;

import com.google.gson.JsonObject;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.AlgorithmDescriptor;
import org.mantle.framework.UnknownAlgorithmException;
import org.mantle.framework.describe.AlgorithmSchema;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code mantle describe}: all about one algorithm. */
final class DescribeCommand extends HostCommand {

    private final PositionalParamSpec name =
            addArgument("0", "1", String.class, "NAME", "The name or an alias, in any letter case.");
    private final OptionSpec version =
            addOption("--version", Integer.class, "N", "The version; the highest if not given.");
    private final OptionSpec json = addFlag("--json", "Print a JSON object.");

    DescribeCommand(CommandContext context) {
        super(context, "Show what an algorithm does and which properties it has.");
    }

    @Override
    public Integer call() {
        AlgorithmDescriptor algorithm;
        try {
            algorithm = find(name.getValue(), version.getValue());
        } catch (UnknownAlgorithmException e) {
            warnOfFaults();
            throw e;
        }
        if (isSet(json)) {
            JsonObject described = algorithm.toJson();
            described.add("inputSchema", AlgorithmSchema.ofInputs(algorithm));
            described.add("outputSchema", AlgorithmSchema.ofOutputs(algorithm));
            context().out().println(JsonForm.PRETTY.text(described));
        } else {
            context()
                    .out()
                    .print(new ManualPage(context().outputWidth(), context().outputStyle()).of(algorithm));
            context().out().flush();
        }
        return ExitCode.DONE;
    }
}
