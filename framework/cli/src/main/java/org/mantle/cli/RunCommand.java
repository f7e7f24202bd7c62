package org.mantle.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.run.UnknownAlgorithmException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code mantle run}: runs one algorithm and tells how it ended. */
final class RunCommand extends HostCommand {

    static final String NAME = "run";
    static final String JSON = "--json";
    static final String PROPERTIES = "--properties";

    private final BiFunction<AlgorithmDescriptor, Property<?>, Optional<String>> suggestions;
    private final PositionalParamSpec name =
            addArgument("0", "1", String.class, "NAME", "The name or an alias, in any letter case.");
    private final PositionalParamSpec assignments = addArgument(
            "1..*",
            "0..*",
            String[].class,
            "Property=Value",
            "Gives a property its value. A secret is better left out, to be asked for, or given as @env:NAME or @file:PATH;"
                    + " @@ stands for a secret's own @ at its beginning.");
    private final OptionSpec version =
            addOption("--version", Integer.class, "N", "The version; the highest if not given.");
    private final OptionSpec file = addOption(
            PROPERTIES,
            String.class,
            "FILE|-",
            "Properties from a file, or from standard input: a JSON object, or lines of Property=Value.");
    private final OptionSpec json = addFlag(JSON, "Print a JSON object, whatever comes of it.");

    RunCommand(CommandContext context, BiFunction<AlgorithmDescriptor, Property<?>, Optional<String>> suggestions) {
        super(
                context,
                "Run an algorithm. Exit code 0: done; 1: it ran and failed; 2: it was not run, because a property or the call"
                        + " was wrong; 130: it was cancelled.");
        this.suggestions = suggestions;
    }

    @Override
    public Integer call() {
        String wantedName = name.getValue();
        @Nullable Integer wantedVersion = version.getValue();
        RunReport report = new RunReport(context(), isSet(json), wantedName, wantedVersion);
        try (RunToEnd run = new RunToEnd(context(), report)) {
            AlgorithmDescriptor algorithm = find(wantedName, wantedVersion);
            report.resolved(algorithm);
            if (algorithm.properties().stream()
                    .anyMatch(property -> property.type().storedKind().isPresent())) {
                context()
                        .err()
                        .println("warning: " + algorithm.name()
                                + " takes or leaves objects in memory by name, which this command"
                                + " forgets when it ends; run it in a host that goes on");
            }
            GivenProperties given = given(algorithm);
            given.warnings().forEach(warning -> context().err().println("warning: " + warning));
            if (!given.malformed().isEmpty()) {
                return report.invalid(UsageException.class.getSimpleName(), given.malformed());
            }
            List<Problem> problems = new MissingInputs(context(), suggestions).fill(algorithm, given);
            if (!problems.isEmpty()) {
                return report.invalid(InvalidPropertyException.class.getSimpleName(), problems);
            }
            return wantedVersion == null ? run.run(wantedName, given.values()) : run.run(algorithm, given.values());
        } catch (UnknownAlgorithmException e) {
            warnOfFaults();
            return report.refused(UnknownAlgorithmException.class.getSimpleName(), Failures.message(e, context()));
        } catch (InvalidDeclarationException e) {
            return report.refused(InvalidDeclarationException.class.getSimpleName(), Failures.message(e));
        } catch (UsageException e) {
            return report.refused(UsageException.class.getSimpleName(), Failures.message(e));
        }
    }

    private GivenProperties given(AlgorithmDescriptor algorithm) {
        GivenProperties given = new GivenProperties(algorithm, context().environment());
        given.addAll(file.getValue(), context().in(), assignments.getValue());
        return given;
    }
}
