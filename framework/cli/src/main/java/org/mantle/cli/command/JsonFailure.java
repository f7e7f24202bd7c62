package org.mantle.cli.command;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.mantle.cli.invocation.ExitCode;
import org.mantle.cli.invocation.Invocation;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.describe.RunReport;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmRegistry;

/**
 * The JSON of a command that was called with {@code --json} and could not do its work: whoever reads its standard output finds one value
 * there in every case.
 */
final class JsonFailure {

    /** The commands whose every end is the report of a run. */
    private static final Set<String> RUNNING = Set.of(RunCommand.NAME, HistoryReplayCommand.NAME);

    /** The options of the command that runs which take the word behind them. */
    private static final Set<String> WITH_VALUE =
            Set.of(RunCommand.VERSION, RunCommand.PROPERTIES, WrongArguments.LOG_FILE);

    private final Invocation invocation;
    private final List<String> arguments;

    /** Begins for one call. */
    JsonFailure(Invocation invocation, String... arguments) {
        this.invocation = invocation;
        this.arguments = List.of(arguments);
    }

    /**
     * Prints it, if the caller wants JSON and has none yet.
     *
     * @param command the last command that is named
     * @param type the word by which programs know the kind of error
     */
    void print(String command, int exitCode, String type, String message) {
        if (isWanted() && !invocation.hasResult()) {
            JsonObject json =
                    RUNNING.contains(command) ? report(command, exitCode, type, message) : withError(type, message);
            invocation.out().println(JsonForm.PRETTY.text(json));
        }
    }

    /** Returns the last command that is named, where it is not known in another way. */
    String command() {
        List<String> words =
                arguments.stream().filter(word -> !word.startsWith("-")).toList();
        boolean hasMore = words.size() > 1 && words.get(0).equals("history");
        return words.isEmpty() ? "" : words.get(hasMore ? 1 : 0);
    }

    private boolean isWanted() {
        int end = arguments.indexOf("--");
        return arguments.subList(0, end < 0 ? arguments.size() : end).stream()
                .anyMatch(word -> word.equals(RunCommand.JSON) || word.startsWith(RunCommand.JSON + "="));
    }

    private static JsonObject withError(String type, String message) {
        JsonObject json = new JsonObject();
        json.add("error", RunReport.error(type, message));
        return json;
    }

    private static RunReport report(String algorithm, OptionalInt version) {
        return new RunReport(algorithm, version, Duration.ZERO, List.of());
    }

    /** Returns the run of a number. */
    private Optional<RunRecord> recorded(String number) {
        try {
            return invocation.mantle().history().records().stream()
                    .filter(record -> Long.toString(record.number()).equals(number))
                    .findFirst();
        } catch (RuntimeException e) {
            // the host cannot be made, which is what is being told
            return Optional.empty();
        }
    }

    /** Returns what a command is called with first, options and their values left out; empty if there is nothing. */
    private String firstWordAfter(String command) {
        boolean isValue = false;
        for (String word : arguments.subList(arguments.indexOf(command) + 1, arguments.size())) {
            if (!isValue && !word.startsWith("-")) {
                return word;
            }
            isValue = WITH_VALUE.contains(word);
        }
        return "";
    }

    /** Returns the algorithm of a name, in the version that was asked for. */
    private Optional<AlgorithmDescriptor> known(String name) {
        try {
            Optional<Integer> version = version();
            AlgorithmRegistry registry = invocation.mantle().registry();
            return name.isEmpty()
                    ? Optional.empty()
                    : version.isPresent() ? Optional.of(registry.get(name, version.get())) : registry.find(name);
        } catch (RuntimeException e) {
            // there is none, its version is no number, or the host cannot be made: that is what is being told, or hides
            // nothing of it
            return Optional.empty();
        }
    }

    private Optional<Integer> version() {
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.startsWith(RunCommand.VERSION + "=")) {
                return Optional.of(Integer.valueOf(word.substring(RunCommand.VERSION.length() + 1)));
            }
            if (word.equals(RunCommand.VERSION) && i + 1 < arguments.size()) {
                return Optional.of(Integer.valueOf(arguments.get(i + 1)));
            }
        }
        return Optional.empty();
    }

    private JsonObject report(String command, int exitCode, String type, String message) {
        String named = firstWordAfter(command);
        RunReport report = command.equals(RunCommand.NAME)
                ? known(named)
                        .map(algorithm -> report(algorithm.name(), OptionalInt.of(algorithm.version())))
                        .orElseGet(() -> report(named, OptionalInt.empty()))
                : recorded(named)
                        .map(record -> report(record.algorithm(), OptionalInt.of(record.version())))
                        .orElseGet(() -> report("", OptionalInt.empty()));
        return switch (exitCode) {
            case ExitCode.REFUSED -> report.refused(type, message);
            case ExitCode.CANCELLED -> report.cancelled();
            default -> report.failed(type, message);
        };
    }
}
