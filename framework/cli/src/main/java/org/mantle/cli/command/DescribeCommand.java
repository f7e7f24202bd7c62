package org.mantle.cli.command;

import com.google.gson.JsonObject;
import org.mantle.cli.invocation.ExitCode;
import org.mantle.cli.invocation.Invocation;
import org.mantle.cli.text.ManualPage;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.describe.AlgorithmSchema;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.UnknownAlgorithmException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code mantle describe}: all about one algorithm. */
final class DescribeCommand extends BuiltInCommand {

    private final PositionalParamSpec name =
            addArgument("0", "1", String.class, "NAME", "The name or an alias, in any letter case.");
    private final OptionSpec version =
            addOption("--version", Integer.class, "N", "The version; the highest if not given.");
    private final OptionSpec json = addFlag("--json", "Print a JSON object.");

    DescribeCommand(Invocation invocation) {
        super(invocation, "Show what an algorithm does and which properties it has.");
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
            invocation().out().println(JsonForm.PRETTY.text(described));
        } else {
            invocation()
                    .print(new ManualPage(
                                    invocation().outputWidth(), invocation().outputStyle())
                            .of(algorithm));
        }
        return ExitCode.DONE;
    }
}
