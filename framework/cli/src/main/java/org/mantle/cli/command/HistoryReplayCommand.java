package org.mantle.cli.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mantle.cli.invocation.CommandUsageException;
import org.mantle.cli.invocation.Failures;
import org.mantle.cli.invocation.Invocation;
import org.mantle.cli.run.ForegroundRun;
import org.mantle.cli.run.GivenProperties;
import org.mantle.cli.run.MissingInputs;
import org.mantle.cli.run.RunEnding;
import org.mantle.framework.Replay;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.describe.SecretReference;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.framework.type.Secret;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code mantle history replay}: what ran, run again. */
final class HistoryReplayCommand extends BuiltInCommand {

    static final String NAME = "replay";

    private final PositionalParamSpec number = addArgument("0", "1", Long.class, "N", "The number of the run.");
    private final PositionalParamSpec assignments = addArgument(
            "1..*", "0..*", String[].class, "Property=Value", "Gives a property another value than it had.");
    private final OptionSpec file = addOption(
            RunCommand.PROPERTIES,
            String.class,
            "FILE|-",
            "Other values from a file, or from standard input, as for mantle run: also those too long for the history.");
    private final OptionSpec json = addFlag(RunCommand.JSON, "Print a JSON object, like mantle run.");

    HistoryReplayCommand(Invocation invocation) {
        super(
                invocation,
                "Run again what ran, in the same version with the same inputs. Secrets are read by the references by which"
                        + " they were given, or asked for.");
    }

    @Override
    public Integer call() {
        RunRecord record = HistoryRecords.one(invocation(), number.getValue());
        RunEnding ending = new RunEnding(invocation(), isSet(json), record.algorithm(), record.version());
        try (ForegroundRun run = new ForegroundRun(invocation(), ending)) {
            AlgorithmDescriptor algorithm = registry().get(record.algorithm(), record.version());
            GivenProperties given = new GivenProperties(algorithm, invocation().environment());
            given.addAll(file.getValue(), invocation().in(), assignments.getValue());
            given.warnings().forEach(warning -> invocation().notes().println("warning: " + warning));
            if (!given.malformed().isEmpty()) {
                return ending.invalid(CommandUsageException.TYPE, given.malformed());
            }
            MissingInputs missing = new MissingInputs(invocation());
            Replay replay = Replay.of(record, registry(), changes(record, algorithm, given, missing));
            algorithm.properties().forEach(property -> {
                Object value = replay.properties().get(property.name());
                if (value != null) {
                    given.fill(property, value);
                }
            });
            List<Problem> problems = missing.fill(algorithm, given);
            return problems.isEmpty()
                    ? run.run(replay.withProperties(given.values()))
                    : ending.invalid(InvalidPropertyException.class.getSimpleName(), problems);
        } catch (InvalidPropertyException e) {
            return ending.invalid(e.getClass().getSimpleName(), e.problems());
        } catch (UnknownAlgorithmException e) {
            warnOfFaults();
            return ending.refused(UnknownAlgorithmException.class.getSimpleName(), Failures.message(e, invocation()));
        } catch (CommandUsageException e) {
            return ending.refused(CommandUsageException.TYPE, ProblemText.message(e));
        }
    }

    /** Returns what was given, and the secrets that a reference leads to or for which can be asked. */
    private Map<String, Object> changes(
            RunRecord record, AlgorithmDescriptor algorithm, GivenProperties given, MissingInputs missing) {
        Map<String, Object> changes = new HashMap<>(given.values());
        record.inputs().forEach((name, value) -> {
            boolean changed = given.values().keySet().stream().anyMatch(name::equalsIgnoreCase);
            if (changed || !(value instanceof Secret secret)) {
                return;
            }
            if (SecretReference.isReference(secret.reference())) {
                changes.put(
                        name,
                        SecretReference.resolve(secret.reference(), invocation().environment()));
            } else if (invocation().terminal().canPrompt()) {
                algorithm.property(name).ifPresent(property -> changes.put(name, missing.secret(property)));
            }
        });
        return changes;
    }
}
