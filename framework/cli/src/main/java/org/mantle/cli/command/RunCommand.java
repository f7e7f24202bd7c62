package org.mantle.cli.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.invocation.CommandUsageException;
import org.mantle.cli.invocation.Failures;
import org.mantle.cli.invocation.Invocation;
import org.mantle.cli.run.ForegroundRun;
import org.mantle.cli.run.GivenProperties;
import org.mantle.cli.run.MissingInputs;
import org.mantle.cli.run.RunEnding;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.run.UnknownAlgorithmException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code mantle run}: one algorithm, run to its end. */
final class RunCommand extends BuiltInCommand {

    static final String NAME = "run";
    static final String JSON = "--json";
    static final String VERSION = "--version";
    static final String PROPERTIES = "--properties";

    private final PositionalParamSpec name =
            addArgument("0", "1", String.class, "NAME", "The name or an alias, in any letter case.");
    private final PositionalParamSpec assignments = addArgument(
            "1..*",
            "0..*",
            String[].class,
            "Property=Value",
            "Gives a property its value. A secret is better left out, to be asked for, or given as @env:NAME or"
                    + " @file:PATH; @@ stands for a secret's own @ at its beginning.");
    private final OptionSpec version = addOption(VERSION, Integer.class, "N", "The version; the highest if not given.");
    private final OptionSpec file = addOption(
            PROPERTIES,
            String.class,
            "FILE|-",
            "Properties from a file, or from standard input: a JSON object, or lines of Property=Value.");
    private final OptionSpec json = addFlag(JSON, "Print a JSON object, whatever comes of it.");

    RunCommand(Invocation invocation) {
        super(
                invocation,
                "Run an algorithm. Exit code 0: done; 1: it ran and failed; 2: it was not run, because a property or"
                        + " the call was wrong; 130: it was cancelled.");
    }

    @Override
    public Integer call() {
        String wantedName = name.getValue();
        @Nullable Integer wantedVersion = version.getValue();
        RunEnding ending = new RunEnding(invocation(), isSet(json), wantedName, wantedVersion);
        try (ForegroundRun run = new ForegroundRun(invocation(), ending)) {
            AlgorithmDescriptor algorithm = find(wantedName, wantedVersion);
            ending.resolved(algorithm);
            if (algorithm.properties().stream()
                    .anyMatch(property -> property.type().storedKind().isPresent())) {
                invocation()
                        .notes()
                        .println("warning: " + algorithm.name()
                                + " takes or leaves objects in memory by name, which this command"
                                + " forgets when it ends; run it in a host that goes on");
            }
            GivenProperties given = given(algorithm);
            given.warnings().forEach(warning -> invocation().notes().println("warning: " + warning));
            if (!given.malformed().isEmpty()) {
                return ending.invalid(CommandUsageException.TYPE, given.malformed());
            }
            List<Problem> problems = new MissingInputs(invocation()).fill(algorithm, given);
            if (!problems.isEmpty()) {
                return ending.invalid(InvalidPropertyException.class.getSimpleName(), problems);
            }
            return wantedVersion == null ? run.run(wantedName, given.values()) : run.run(algorithm, given.values());
        } catch (UnknownAlgorithmException e) {
            warnOfFaults();
            return ending.refused(UnknownAlgorithmException.class.getSimpleName(), Failures.message(e, invocation()));
        } catch (InvalidDeclarationException e) {
            return ending.refused(InvalidDeclarationException.class.getSimpleName(), ProblemText.message(e));
        } catch (CommandUsageException e) {
            return ending.refused(CommandUsageException.TYPE, ProblemText.message(e));
        }
    }

    private GivenProperties given(AlgorithmDescriptor algorithm) {
        GivenProperties given = new GivenProperties(algorithm, invocation().environment());
        given.addAll(file.getValue(), invocation().in(), assignments.getValue());
        return given;
    }
}
