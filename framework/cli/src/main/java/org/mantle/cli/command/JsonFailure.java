package org.mantle.cli.command;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.mantle.cli.invocation.ExitCode;
import org.mantle.cli.invocation.Invocation;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.describe.RunReport;

/**
 * The JSON of a command that was called with {@code --json} and could not do its work: whoever reads its standard output finds one value
 * there in every case.
 */
final class JsonFailure {

    /** The commands whose every end is the report of a run. */
    private static final Set<String> RUNNING = Set.of(RunCommand.NAME, HistoryReplayCommand.NAME);

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

    private JsonObject report(String command, int exitCode, String type, String message) {
        int place = arguments.indexOf(command) + 1;
        boolean isNamed = command.equals(RunCommand.NAME)
                && place < arguments.size()
                && !arguments.get(place).startsWith("-");
        RunReport report =
                new RunReport(isNamed ? arguments.get(place) : "", OptionalInt.empty(), Duration.ZERO, List.of());
        return switch (exitCode) {
            case ExitCode.REFUSED -> report.refused(type, message);
            case ExitCode.CANCELLED -> report.cancelled();
            default -> report.failed(type, message);
        };
    }
}
