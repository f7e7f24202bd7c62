package org.mantle.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;

/** Puts all commands under the one name {@code mantle}. */
final class CommandTree {

    static final String ROOT = "mantle";

    private CommandTree() {}

    /**
     * Makes the tree for one call. Commands that were added are left out when the arguments name others only: reading their
     * annotations takes longer than most commands run.
     */
    static CommandLine of(CommandLineHost.Settings host, CommandContext context, String... arguments) {
        CommandSpec root = CommandSpec.create().name(ROOT);
        root.usageMessage().description("List, describe and run algorithms by name.");
        root.versionProvider(() -> new String[] {ROOT + " " + version()});
        root.addOption(help());
        root.addOption(OptionSpec.builder("--version")
                .versionHelp(true)
                .type(boolean.class)
                .description("Print the version and exit.")
                .build());
        OptionSpec verbose = OptionSpec.builder("-v", "--verbose")
                .type(boolean.class)
                .scopeType(ScopeType.INHERIT)
                .description("Tell on standard error what happens.")
                .build();
        root.addOption(verbose);
        CommandLine tree = new CommandLine(root);
        tree.addSubcommand("list", new ListCommand(context).spec());
        tree.addSubcommand("search", new SearchCommand(context).spec());
        tree.addSubcommand("describe", new DescribeCommand(context).spec());
        tree.addSubcommand(RunCommand.NAME, new RunCommand(context, host.suggestions()).spec());
        tree.addSubcommand("history", HistoryCommand.tree(context, host.suggestions()));
        Set<String> named = new HashSet<>(Arrays.asList(arguments));
        boolean all = Collections.disjoint(named, tree.getSubcommands().keySet())
                && Collections.disjoint(named, host.commands().keySet());
        host.commands().forEach((name, command) -> {
            if (all || named.contains(name)) {
                Object made = command.apply(context);
                CommandLine contributed = made instanceof CommandLine line ? line : new CommandLine(made);
                addHelp(contributed);
                tree.addSubcommand(name, contributed);
            }
        });
        configure(tree, context, verbose);
        return tree;
    }

    /** Every command that is handed in has the same help, and so have those below it, unless they bring their own. */
    private static void addHelp(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (spec.findOption("-h") == null && spec.findOption("--help") == null) {
            spec.addOption(help());
        }
        command.getSubcommands().values().forEach(CommandTree::addHelp);
    }

    static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .type(boolean.class)
                .description("Show this help and exit.")
                .build();
    }

    /**
     * Arguments are taken as they are: nothing in them is expanded, no file is read because one begins with {@code @}, and what
     * begins like a short option is not that option.
     */
    private static void configure(CommandLine tree, CommandContext context, OptionSpec verbose) {
        tree.setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setPosixClusteredShortOptionsAllowed(false)
                .setOut(context.out())
                .setErr(context.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler(new WrongUsage(context))
                .setExecutionExceptionHandler(new UnexpectedEnd(context))
                .setExecutionStrategy(parsed -> {
                    LogOutput log = LogOutput.to(context, Boolean.TRUE.equals(verbose.getValue()));
                    try (log) {
                        return new RunLast().execute(parsed);
                    }
                });
    }

    /** Reads the version that the build wrote. */
    private static String version() {
        try (InputStream in = CommandTree.class.getResourceAsStream("version.txt")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
