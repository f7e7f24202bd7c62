package org.mantle.web.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.mantle.framework.Mantle;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.form.Widget;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyMap;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.web.http.WebProblem;
import org.mantle.web.panel.HostFolders;
import org.mantle.web.run.RunPlaces;

/** Checks and starts the runs that pages ask for. Safe from many threads. */
final class RunStarter {

    private final Mantle mantle;
    private final HostFolders folders;
    private final RunPlaces places;
    private final RunBook runs;

    RunStarter(Mantle mantle, HostFolders folders, RunPlaces places, RunBook runs) {
        this.mantle = mantle;
        this.folders = folders;
        this.places = places;
        this.runs = runs;
    }

    /** Returns every problem that a run would be refused for. */
    List<Problem> problems(AlgorithmDescriptor algorithm, Map<String, Object> given) {
        List<Problem> problems = new ArrayList<>(folders.problems(mantle, algorithm, given));
        Set<String> outside = problems.stream().map(Problem::property).collect(Collectors.toSet());
        // what is outside is looked at no further: whether there is something is nobody's business
        Map<String, Object> inside = new LinkedHashMap<>(given);
        inside.keySet()
                .removeIf(name -> algorithm
                        .property(name)
                        .filter(property -> outside.contains(property.name()))
                        .isPresent());
        try {
            mantle.validate(algorithm, inside).stream()
                    .filter(problem -> !outside.contains(problem.property()))
                    .forEach(problems::add);
        } catch (AlgorithmFailedException e) {
            problems.add(Problem.of("", Problem.CHECK_FAILED, ProblemText.message(e)));
        }
        return problems;
    }

    /**
     * Starts a run.
     *
     * @throws WebProblem with the problems if it is refused, and with status 503 if too many are under way
     */
    RunEntry start(AlgorithmDescriptor algorithm, Map<String, Object> given) {
        return start(algorithm, given, places::start);
    }

    /** Starts a run of a table, of which there are not many at a time; see {@link #start(AlgorithmDescriptor, Map)}. */
    RunEntry startOfMany(AlgorithmDescriptor algorithm, Map<String, Object> given) {
        return start(algorithm, given, places::startAnyway);
    }

    private RunEntry start(
            AlgorithmDescriptor algorithm,
            Map<String, Object> given,
            Function<Supplier<AlgorithmRun>, AlgorithmRun> taking) {
        List<Problem> outside = folders.problems(mantle, algorithm, given);
        if (!outside.isEmpty()) {
            throw WebProblem.of(problems(algorithm, given));
        }
        try {
            Map<String, String> written = written(algorithm, given);
            return runs.add(taking.apply(() -> mantle.start(algorithm, given)), written);
        } catch (InvalidPropertyException e) {
            throw WebProblem.of(e.problems());
        } catch (AlgorithmFailedException | InvalidDeclarationException e) {
            throw WebProblem.of(409, ProblemText.message(e));
        } catch (RejectedExecutionException | IllegalStateException e) {
            throw WebProblem.of(503, "the host takes no more runs; it is closing");
        }
    }

    private Map<String, String> written(AlgorithmDescriptor algorithm, Map<String, Object> given) {
        List<Property<?>> named = algorithm.properties().stream()
                .filter(property -> property.direction() != Direction.OUTPUT && Widget.of(property) == Widget.SAVE_FILE)
                .toList();
        if (named.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> files = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (algorithm.property(name).map(named::contains).orElse(false)) {
                files.put(name, value);
            }
        });
        PropertyMap inputs = mantle.inputs(algorithm, files);
        Map<String, String> written = new LinkedHashMap<>();
        named.forEach(property -> inputs.find(property)
                .filter(path -> !path.toString().isEmpty())
                .ifPresent(path -> written.put(property.name(), path.toString())));
        return written;
    }
}
