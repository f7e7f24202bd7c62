package org.mantle.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.AlgorithmDescriptor;
import org.mantle.framework.AlgorithmRegistry;
import org.mantle.framework.RegistryFault;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** One of the commands that need no knowledge of any algorithm. Options are declared by calls: that starts faster than by annotations. */
abstract class HostCommand implements Callable<Integer> {

    private final CommandContext context;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    HostCommand(CommandContext context, String... description) {
        this.context = context;
        spec.usageMessage().description(description);
        spec.addOption(CommandTree.help());
    }

    final CommandSpec spec() {
        return spec;
    }

    final CommandContext context() {
        return context;
    }

    final AlgorithmRegistry registry() {
        return context.mantle().registry();
    }

    /** Adds an option without a value. */
    final OptionSpec addFlag(String name, String description) {
        OptionSpec option = OptionSpec.builder(name)
                .type(boolean.class)
                .description(description)
                .build();
        spec.addOption(option);
        return option;
    }

    /** Adds an option with a value, which is {@code null} when it is not given. */
    final OptionSpec addOption(String name, Class<?> type, String label, String description, String... otherNames) {
        OptionSpec option = OptionSpec.builder(name, otherNames)
                .type(type)
                .paramLabel(label)
                .description(description)
                .build();
        spec.addOption(option);
        return option;
    }

    final PositionalParamSpec addArgument(String index, String arity, Class<?> type, String label, String description) {
        PositionalParamSpec argument = PositionalParamSpec.builder()
                .index(index)
                .arity(arity)
                .required(arity.startsWith("1"))
                .type(type)
                .paramLabel(label)
                .description(description)
                .build();
        spec.addPositional(argument);
        return argument;
    }

    static boolean isSet(OptionSpec flag) {
        return Boolean.TRUE.equals(flag.getValue());
    }

    /** Returns an algorithm in the version that was asked for, or in the highest. */
    final AlgorithmDescriptor find(String name, @Nullable Integer version) {
        return version == null ? registry().get(name) : registry().get(name, version);
    }

    /** Warns of what is wrong with the plugins, so that nobody wonders where their algorithms are. */
    final void warnOfFaults() {
        for (RegistryFault fault : registry().faults()) {
            String line = "warning: " + fault.source() + ": " + fault.message();
            context.err().println(TextLayout.printable(line).replace('\n', ' '));
            fault.cause().ifPresent(cause -> Failures.printTrace(cause, context));
        }
    }

    /** Shows algorithms, each with the first sentence of its summary. */
    final void print(List<AlgorithmDescriptor> algorithms, boolean asJson) {
        if (asJson) {
            context.out().println(JsonForm.PRETTY.text(AlgorithmList.json(algorithms)));
        } else if (!algorithms.isEmpty()) {
            context.out().print(AlgorithmList.text(algorithms, context.outputWidth(), context.outputStyle()));
            context.out().flush();
        }
    }
}
