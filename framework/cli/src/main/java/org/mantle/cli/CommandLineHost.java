package org.mantle.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.command.BareCommand;
import org.mantle.cli.command.CommandFailure;
import org.mantle.cli.command.CommandTree;
import org.mantle.cli.completion.RoffPage;
import org.mantle.cli.invocation.Invocation;
import org.mantle.cli.invocation.InvocationSettings;
import org.mantle.cli.invocation.Shutdown;
import org.mantle.cli.terminal.Terminal;
import org.mantle.framework.Mantle;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import picocli.CommandLine;

/**
 * The command line {@code mantle}: {@code list}, {@code search}, {@code describe} and {@code run}, and the commands that an
 * application adds.
 *
 * <pre>{@code
 * CommandLineHost host = CommandLineHost.builder(Mantle::load)
 *         .command("gateway", context -> new GatewayCommand(context))
 *         .build();
 * System.exit(host.run(arguments));
 * }</pre>
 *
 * <p>Results go to standard output, everything else to standard error. The exit code is 0 when all is done, 1 when an algorithm
 * ran and failed (or a command could not do its work), 2 for an invalid property, an unknown name or wrong usage, and 130 when
 * cancelled. No exception leaves it, and no stack trace is shown unless the environment sets {@code MANTLE_DEBUG}.
 *
 * <p>Immutable; several threads may run commands, apart from the log, which goes to the command that began last.
 *
 * @since 0.1.0
 */
public final class CommandLineHost {

    private final InvocationSettings settings;
    private final Map<String, Function<CommandContext, Object>> commands;
    private final Map<String, Function<CommandContext, ? extends Callable<Integer>>> bareCommands;

    private CommandLineHost(
            InvocationSettings settings,
            Map<String, Function<CommandContext, Object>> commands,
            Map<String, Function<CommandContext, ? extends Callable<Integer>>> bareCommands) {
        this.settings = settings;
        this.commands = commands;
        this.bareCommands = bareCommands;
    }

    /**
     * Begins a command line.
     *
     * @param mantle makes the host of algorithms, when a command first needs it; it is closed when the command has ended
     */
    public static Builder builder(Supplier<Mantle> mantle) {
        return new Builder(mantle);
    }

    /** Runs one command and returns its exit code. */
    public int run(String... arguments) {
        try (Shutdown shutdown = new Shutdown()) {
            Invocation invocation = new Invocation(settings, shutdown);
            CommandFailure failure = new CommandFailure(invocation, arguments);
            try {
                return failure.tellLostResult(run(invocation, failure, arguments));
            } finally {
                invocation.end();
            }
        }
    }

    private int run(Invocation invocation, CommandFailure failure, String... arguments) {
        try {
            @Nullable Function<CommandContext, ? extends Callable<Integer>> bare =
                    arguments.length == 1 ? bareCommands.get(arguments[0]) : null;
            if (bare != null) {
                return BareCommand.run(invocation, failure, bare.apply(new CommandContext(invocation)));
            }
            CommandLine tree = CommandTree.of(invocation, addedTo(invocation), arguments);
            return tree.execute(withoutHelpCommand(tree, arguments));
        } catch (RuntimeException | Error e) {
            // foreign code: commands that were added, and a damaged installation
            return failure.tell(e);
        } finally {
            invocation.close();
        }
    }

    /** Returns the manual page of all commands, in the language of {@code man}; it makes no host of algorithms. */
    public String manualPage() {
        try (Shutdown shutdown = new Shutdown()) {
            Invocation invocation = new Invocation(settings, shutdown);
            return RoffPage.of(CommandTree.of(invocation, addedTo(invocation)));
        }
    }

    /** {@code mantle help run} means {@code mantle run --help}; {@code mantle help nothing} is refused as {@code mantle nothing}. */
    private static String[] withoutHelpCommand(CommandLine tree, String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals("help")) {
            return arguments;
        }
        List<String> command = new ArrayList<>();
        CommandLine named = tree;
        for (String name : Arrays.asList(arguments).subList(1, arguments.length)) {
            Map<String, CommandLine> below = named.getSubcommands();
            if (name.startsWith("-") || below.isEmpty()) {
                continue;
            }
            command.add(name);
            if (!below.containsKey(name)) {
                return command.toArray(String[]::new);
            }
            named = below.get(name);
        }
        command.add("--help");
        return command.toArray(String[]::new);
    }

    private Map<String, Supplier<Object>> addedTo(Invocation invocation) {
        CommandContext context = new CommandContext(invocation);
        Map<String, Supplier<Object>> added = new LinkedHashMap<>();
        commands.forEach((name, command) -> added.put(name, () -> command.apply(context)));
        return added;
    }

    /** Builds a command line; each setter replaces what was set before, but for {@link #command} and {@link #bareCommand}, which add. */
    public static final class Builder {

        private final Supplier<Mantle> mantle;
        private final Map<String, Function<CommandContext, Object>> commands = new LinkedHashMap<>();
        private final Map<String, Function<CommandContext, ? extends Callable<Integer>>> bareCommands =
                new LinkedHashMap<>();
        private BiFunction<AlgorithmDescriptor, Property<?>, Optional<String>> suggestions =
                (algorithm, property) -> Optional.empty();
        private Map<String, String> environment = System.getenv();
        private InputStream in = System.in;
        private OutputStream out = new FileOutputStream(FileDescriptor.out);
        private OutputStream err = new FileOutputStream(FileDescriptor.err);
        private @Nullable Terminal terminal;
        private List<String> quietLoggers = List.of();

        private Builder(Supplier<Mantle> mantle) {
            this.mantle = mantle;
        }

        /**
         * Adds a command.
         *
         * @param name the word after {@code mantle}
         * @param command makes the command: an object that picocli can run, with annotations or as a specification. What it
         *     throws becomes one message and an exit code
         */
        public Builder command(String name, Function<CommandContext, Object> command) {
            commands.put(name, command);
            bareCommands.remove(name);
            return this;
        }

        /**
         * Adds a command that takes no arguments, apart from the options that all take. Called by its name alone it begins at once, as no arguments
         * need be read, which takes longer than some commands.
         *
         * @param command makes the command, with picocli's annotations and without options; see {@link #command}
         */
        public Builder bareCommand(String name, Function<CommandContext, ? extends Callable<Integer>> command) {
            commands.put(name, command::apply);
            bareCommands.put(name, command);
            return this;
        }

        /**
         * Sets what offers a value when a mandatory property is missing and somebody can be asked; it is shown with the
         * question, and taken when the answer is empty. A call that nobody can be asked about is never changed.
         */
        public Builder suggestions(BiFunction<AlgorithmDescriptor, Property<?>, Optional<String>> offers) {
            suggestions = offers;
            return this;
        }

        /** Sets the variables of the environment; those of the process when not set. */
        public Builder environment(Map<String, String> variables) {
            environment = Map.copyOf(variables);
            return this;
        }

        /** Sets standard input, standard output and standard error; those of the process when not set. */
        public Builder streams(InputStream input, OutputStream output, OutputStream error) {
            in = input;
            out = output;
            err = error;
            return this;
        }

        /** Sets the terminal; that of the process when not set. */
        public Builder terminal(Terminal person) {
            terminal = person;
            return this;
        }

        /**
         * Sets loggers of libraries whose warnings repeat what commands tell in words of their own; with all below them by name, they are shown
         * and kept only under {@code --verbose} and in a log file. None when not set.
         *
         * @param names such as {@code org.apache.sshd}
         */
        public Builder quietLoggers(String... names) {
            quietLoggers = List.of(names);
            return this;
        }

        /** Makes the command line. */
        public CommandLineHost build() {
            InvocationSettings settings = new InvocationSettings(
                    mantle,
                    suggestions,
                    environment,
                    in,
                    out,
                    err,
                    terminal == null ? Terminal.ofProcess(environment) : terminal,
                    quietLoggers);
            return new CommandLineHost(settings, new LinkedHashMap<>(commands), new LinkedHashMap<>(bareCommands));
        }
    }
}
