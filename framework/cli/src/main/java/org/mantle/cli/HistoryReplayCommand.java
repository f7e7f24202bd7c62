package org.mantle.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.mantle.framework.Replay;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.framework.type.Secret;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code mantle history replay}: runs again what ran. */
final class HistoryReplayCommand extends HostCommand {

    private final BiFunction<AlgorithmDescriptor, Property<?>, Optional<String>> suggestions;
    private final PositionalParamSpec number = addArgument("0", "1", Long.class, "N", "The number of the run.");
    private final PositionalParamSpec assignments = addArgument(
            "1..*", "0..*", String[].class, "Property=Value", "Gives a property another value than it had.");
    private final OptionSpec file = addOption(
            RunCommand.PROPERTIES,
            String.class,
            "FILE|-",
            "Other values from a file, or from standard input, as for mantle run: also those too long for the history.");
    private final OptionSpec json = addFlag(RunCommand.JSON, "Print a JSON object, like mantle run.");

    HistoryReplayCommand(
            CommandContext context, BiFunction<AlgorithmDescriptor, Property<?>, Optional<String>> suggestions) {
        super(
                context,
                "Run again what ran, in the same version with the same inputs. Secrets are read by the references by which"
                        + " they were given, or asked for.");
        this.suggestions = suggestions;
    }

    @Override
    public Integer call() {
        RunRecord record = HistoryRecords.one(context(), number.getValue());
        RunReport report = new RunReport(context(), isSet(json), record.algorithm(), record.version());
        try (RunToEnd run = new RunToEnd(context(), report)) {
            AlgorithmDescriptor algorithm = registry().get(record.algorithm(), record.version());
            GivenProperties given = new GivenProperties(algorithm, context().environment());
            given.addAll(file.getValue(), context().in(), assignments.getValue());
            given.warnings().forEach(warning -> context().err().println("warning: " + warning));
            if (!given.malformed().isEmpty()) {
                return report.invalid(UsageException.class.getSimpleName(), given.malformed());
            }
            MissingInputs missing = new MissingInputs(context(), suggestions);
            Replay replay = Replay.of(record, registry(), changes(record, algorithm, given, missing));
            algorithm.properties().forEach(property -> {
                Object value = replay.properties().get(property.name());
                if (value != null) {
                    given.fill(property, value);
                }
            });
            List<Problem> problems = missing.fill(algorithm, given);
            return problems.isEmpty()
                    ? run.run(algorithm, given.values())
                    : report.invalid(InvalidPropertyException.class.getSimpleName(), problems);
        } catch (InvalidPropertyException e) {
            return report.invalid(e.getClass().getSimpleName(), e.problems());
        } catch (UnknownAlgorithmException e) {
            warnOfFaults();
            return report.refused(UnknownAlgorithmException.class.getSimpleName(), Failures.message(e, context()));
        } catch (UsageException e) {
            return report.refused(UsageException.class.getSimpleName(), Failures.message(e));
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
                        SecretReference.resolve(secret.reference(), context().environment()));
            } else if (context().terminal().canPrompt()) {
                algorithm.property(name).ifPresent(property -> changes.put(name, missing.secret(property)));
            }
        });
        return changes;
    }
}
