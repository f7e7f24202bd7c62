package org.mantle.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.mantle.cli.invocation.Invocation;
import org.mantle.commons.file.HomeFolder;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;

/** All commands under the one name {@code mantle}. */
public final class CommandTree {

    private static final String ROOT = "mantle";

    private CommandTree() {}

    /**
     * Makes the tree for one call. Commands that an application adds are left out when the arguments name others only: reading
     * their annotations takes longer than most commands run.
     *
     * @param added makes the commands that are added, by their names: objects that picocli can run
     */
    public static CommandLine of(Invocation invocation, Map<String, Supplier<Object>> added, String... arguments) {
        CommandSpec root = CommandSpec.create().name(ROOT);
        root.usageMessage().description("List, describe and run algorithms by name.");
        root.versionProvider(new BuildVersion());
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
        OptionSpec quiet = OptionSpec.builder("-q", "--quiet")
                .type(boolean.class)
                .scopeType(ScopeType.INHERIT)
                .description("Tell on standard error nothing but errors.")
                .build();
        root.addOption(quiet);
        OptionSpec logFile = OptionSpec.builder(WrongArguments.LOG_FILE)
                .type(Path.class)
                .paramLabel("FILE")
                .scopeType(ScopeType.INHERIT)
                .description("Add what happens, with all details, to a file.")
                .build();
        root.addOption(logFile);
        CommandLine tree = new CommandLine(root);
        tree.addSubcommand("list", new ListCommand(invocation).spec());
        tree.addSubcommand("search", new SearchCommand(invocation).spec());
        tree.addSubcommand("describe", new DescribeCommand(invocation).spec());
        tree.addSubcommand(RunCommand.NAME, new RunCommand(invocation).spec());
        tree.addSubcommand("history", HistoryCommand.tree(invocation));
        tree.addSubcommand(CompletionCommand.NAME, new CompletionCommand(invocation).spec());
        Set<String> named = new HashSet<>(Arrays.asList(arguments));
        boolean namesNone = Collections.disjoint(named, tree.getSubcommands().keySet())
                && Collections.disjoint(named, added.keySet());
        boolean all = namesNone || named.contains(CompletionCommand.NAME);
        added.forEach((name, command) -> {
            if (all || named.contains(name)) {
                Object made = command.get();
                CommandLine contributed = made instanceof CommandLine line ? line : new CommandLine(made);
                addHelp(contributed);
                tree.addSubcommand(name, contributed);
            }
        });
        configure(tree, invocation, new LoggedExecution(invocation, verbose, quiet, logFile), arguments);
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
     * begins like a short option is not that option. Only a path may begin with {@code ~/}, which shells leave in {@code --option=~/path}.
     */
    private static void configure(
            CommandLine tree, Invocation invocation, LoggedExecution execution, String... arguments) {
        tree.setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setPosixClusteredShortOptionsAllowed(false)
                .setOut(invocation.out())
                .setErr(invocation.err())
                .registerConverter(Path.class, path -> Path.of(HomeFolder.expand(path, invocation.environment())))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler(new WrongArguments(invocation, arguments))
                .setExecutionExceptionHandler(new CommandFailure(invocation, arguments))
                .setExecutionStrategy(execution);
    }

    /** Runs a command of which no letter is lost, while what is logged goes to standard error. */
    private record LoggedExecution(Invocation invocation, OptionSpec verbose, OptionSpec quiet, OptionSpec logFile)
            implements IExecutionStrategy {
        @Override
        public int execute(ParseResult parsed) {
            List<CommandLine> commands = parsed.asCommandLineList();
            boolean isQuiet = Boolean.TRUE.equals(quiet.getValue());
            boolean isVerbose = Boolean.TRUE.equals(verbose.getValue());
            if (isQuiet) {
                invocation.keepQuiet();
            }
            try {
                LogOutput.begin(invocation, isVerbose, isQuiet, logFile.getValue());
            } catch (IOException e) {
                throw new ExecutionException(commands.get(commands.size() - 1), String.valueOf(e.getMessage()), e);
            }
            LostLetters.message(parsed.originalArgs()).ifPresent(lost -> {
                throw new ParameterException(commands.get(commands.size() - 1), lost);
            });
            if (isQuiet && isVerbose) {
                throw new ParameterException(
                        commands.get(commands.size() - 1), "--quiet and --verbose contradict each other; give one");
            }
            return new RunLast().execute(parsed);
        }
    }

    /** Reads the version that the build wrote. */
    private static final class BuildVersion implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            try (InputStream in = CommandTree.class.getResourceAsStream("version.txt")) {
                String version = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
                return new String[] {ROOT + " " + version};
            }
        }
    }
}
