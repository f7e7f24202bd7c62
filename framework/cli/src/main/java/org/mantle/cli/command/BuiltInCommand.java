package org.mantle.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.invocation.Failures;
import org.mantle.cli.invocation.Invocation;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.describe.PrintableText;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmRegistry;
import org.mantle.framework.run.RegistryFault;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * One of the commands that the command line brings, none of which knows a particular algorithm.
 *
 * <p>Options are declared by calls, which starts faster than by annotations.
 */
abstract class BuiltInCommand implements Callable<Integer> {

    private final Invocation invocation;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    BuiltInCommand(Invocation invocation, String... description) {
        this.invocation = invocation;
        spec.usageMessage().description(description);
        spec.addOption(CommandTree.help());
    }

    /** Returns the command as picocli knows it. */
    final CommandSpec spec() {
        return spec;
    }

    final Invocation invocation() {
        return invocation;
    }

    final AlgorithmRegistry registry() {
        return invocation.mantle().registry();
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

    /** Adds an option with one of a few words as its value, which is {@code null} when it is not given. */
    final OptionSpec addChoice(String name, String label, String description, String... words) {
        OptionSpec option = OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .completionCandidates(List.of(words))
                .build();
        spec.addOption(option);
        return option;
    }

    /**
     * Adds an argument that is known by its place.
     *
     * @param index the place, or a range of places; from 0
     * @param arity how many values it takes; needed if that begins with 1
     * @param words what a shell offers for it, if it is one of a few words
     */
    final PositionalParamSpec addArgument(
            String index, String arity, Class<?> type, String label, String description, String... words) {
        PositionalParamSpec argument = PositionalParamSpec.builder()
                .completionCandidates(List.of(words))
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

    /** Returns whether an option without a value was given. */
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
            invocation.notes().println(PrintableText.of(line).replace('\n', ' '));
            fault.cause().ifPresent(cause -> Failures.printTrace(cause, invocation));
        }
    }

    /** Shows algorithms, each with the first sentence of its summary. */
    final void print(List<AlgorithmDescriptor> algorithms, boolean asJson) {
        if (asJson) {
            invocation.out().println(JsonForm.PRETTY.text(AlgorithmList.json(algorithms)));
        } else if (!algorithms.isEmpty()) {
            invocation.print(AlgorithmList.text(algorithms, invocation.tableWidth(), invocation.outputStyle()));
        }
    }
}
