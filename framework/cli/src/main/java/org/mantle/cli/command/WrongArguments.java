package org.mantle.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mantle.cli.invocation.CommandUsageException;
import org.mantle.cli.invocation.ExitCode;
import org.mantle.cli.invocation.Failures;
import org.mantle.cli.invocation.Invocation;
import org.mantle.commons.file.HomeFolder;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.type.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with the arguments of a command, told without quoting what may be a secret. */
final class WrongArguments implements IParameterExceptionHandler {

    static final String LOG_FILE = "--log-file";

    private static final String NO_RUN = "N must be the number of a run, as mantle history shows it";

    private final Invocation invocation;
    private final JsonFailure json;

    WrongArguments(Invocation invocation, String... arguments) {
        this.invocation = invocation;
        this.json = new JsonFailure(invocation, arguments);
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        beginLog(arguments);
        if (arguments.length == 0) {
            command.usage(invocation.err());
            return ExitCode.REFUSED;
        }
        String message = message(wrong, command);
        String name = command.getCommandSpec().qualifiedName();
        message +=
                (message.endsWith("?") ? " See " : "; see ") + name + (message.endsWith("?") ? " --help." : " --help");
        Failures.printTrace(wrong, invocation);
        invocation.tellError(message);
        json.print(command.getCommandName(), ExitCode.REFUSED, CommandUsageException.TYPE, message);
        return ExitCode.REFUSED;
    }

    /** Begins the log file that was asked for, where the command did not come to that. */
    private void beginLog(String... arguments) {
        for (int i = 0; i < arguments.length && !arguments[i].equals("--") && !invocation.isKept(); i++) {
            boolean isNext = arguments[i].equals(LOG_FILE) && i + 1 < arguments.length;
            boolean isWithin = arguments[i].startsWith(LOG_FILE + "=");
            if (isNext || isWithin) {
                String file = isNext ? arguments[i + 1] : arguments[i].substring(LOG_FILE.length() + 1);
                try {
                    LogOutput.begin(
                            invocation, false, false, Path.of(HomeFolder.expand(file, invocation.environment())));
                } catch (IOException | IllegalArgumentException e) {
                    invocation.tellError(ProblemText.message(e));
                    return;
                }
            }
        }
    }

    private static String message(ParameterException wrong, CommandLine command) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched, command);
        }
        if (wrong.getValue() != null && wrong.getArgSpec() instanceof OptionSpec option) {
            return "the value of " + longName(option) + " is wrong" + wanted(option);
        }
        if (wrong instanceof OverwrittenOptionException twice && twice.getOverwritten() instanceof OptionSpec option) {
            return longName(option) + " is given twice; give it once";
        }
        if (wrong instanceof MissingParameterException missing
                && missing.getMissing().get(0) instanceof PositionalParamSpec argument
                && !isNumberOfRun(argument)) {
            return argument.paramLabel() + " is missing";
        }
        return wrong.getArgSpec() instanceof PositionalParamSpec argument && isNumberOfRun(argument)
                ? NO_RUN
                : String.valueOf(wrong.getMessage());
    }

    /** Returns the name that the help shows first, of those that are words. */
    private static String longName(OptionSpec option) {
        return Arrays.stream(option.names())
                .filter(name -> name.startsWith("--"))
                .findFirst()
                .orElse(option.longestName());
    }

    private static boolean isNumberOfRun(PositionalParamSpec argument) {
        return argument.type() == Long.class || argument.type() == Long[].class;
    }

    private static String wanted(OptionSpec option) {
        Class<?> type = option.type();
        return type == Integer.class || type == int.class
                ? ": it must be a whole number"
                : type == boolean.class ? ": it takes none" : "";
    }

    private static String unmatched(UnmatchedArgumentException wrong, CommandLine command) {
        String given = wrong.getUnmatched().get(0);
        boolean option = given.startsWith("-");
        Optional<String> property = option ? property(given, command) : Optional.empty();
        if (property.isPresent()) {
            return property.get();
        }
        if (option && given.length() > 2 && !given.startsWith("--")) {
            return "an argument begins with - but is not an option";
        }
        int equals = given.indexOf('=');
        String shown = equals < 0 ? given : given.substring(0, equals);
        boolean hasCommands = !command.getSubcommands().isEmpty();
        if (hasCommands && RunRange.isNumber(given) && command.getSubcommands().containsKey("show")) {
            return "there is no command \"" + given + "\"; did you mean show " + given + "?";
        }
        String what = option ? "option" : hasCommands ? "command" : "argument";
        List<String> near = near(
                shown,
                option ? options(command) : List.copyOf(command.getSubcommands().keySet()));
        String hint = near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
        if (!near.isEmpty() || hasCommands || option) {
            return "there is no " + what + " \"" + shown + "\"" + hint;
        }
        boolean takesNumbers =
                command.getCommandSpec().positionalParameters().stream().anyMatch(WrongArguments::isNumberOfRun);
        return takesNumbers && !given.chars().allMatch(Character::isDigit) ? NO_RUN : "there are too many arguments";
    }

    /** Tells how a property is given, to somebody who gave it as an option; quotes no secret. */
    private static Optional<String> property(String given, CommandLine command) {
        List<PositionalParamSpec> arguments = command.getCommandSpec().positionalParameters();
        if (!(command.getCommand() instanceof RunCommand run)
                || !(arguments.get(0).getValue() instanceof String algorithm)) {
            return Optional.empty();
        }
        int equals = given.indexOf('=');
        String name = (equals < 0 ? given : given.substring(0, equals)).replaceFirst("^-+", "");
        return run.registry()
                .find(algorithm)
                .flatMap(found -> found.property(name))
                .map(property -> {
                    boolean secret = property.type().isSecret();
                    String value = secret ? "@env:NAME" : equals < 0 ? "VALUE" : given.substring(equals + 1);
                    return property.name() + " is a property, not an option: write " + property.name() + "=" + value;
                });
    }

    /** Returns what somebody probably meant: what the text abbreviates, or else the nearest. */
    private static List<String> near(String given, List<String> names) {
        List<String> longer =
                names.stream().filter(name -> Abbreviation.isOf(given, name)).toList();
        return longer.isEmpty() ? Nearest.to(given, names).stream().toList() : longer;
    }

    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .flatMap(option -> Arrays.stream(option.names()))
                .filter(name -> name.startsWith("--"))
                .collect(Collectors.toList());
    }
}
