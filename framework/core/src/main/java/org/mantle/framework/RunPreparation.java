package org.mantle.framework;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes a run through the three tiers of checks, each entered only when the one before found nothing. */
final class RunPreparation {

    private final RunEnvironment environment;
    private final AlgorithmDescriptor descriptor;

    RunPreparation(RunEnvironment environment, AlgorithmDescriptor descriptor) {
        this.environment = environment;
        this.descriptor = descriptor;
    }

    /** Returns every problem of the first tier that finds one. */
    List<Problem> problems(Map<String, ?> given) {
        InputChecker checker = InputChecker.ofMap(descriptor, given);
        List<Problem> problems = checker.problems();
        return problems.isEmpty() ? laterProblems(checker.values(), descriptor.newInstance()) : problems;
    }

    /**
     * Returns a run that is ready to be executed.
     *
     * @throws InvalidPropertyException with every problem of the first tier that finds one
     */
    AlgorithmRun prepare(Map<String, ?> given, @Nullable ParentLink parent) {
        return prepare(InputChecker.ofMap(descriptor, given), parent);
    }

    /** Returns a run of values that are converted already; the array becomes the run's. */
    AlgorithmRun prepare(@Nullable Object[] values, @Nullable ParentLink parent) {
        return prepare(InputChecker.ofValues(descriptor, values), parent);
    }

    private AlgorithmRun prepare(InputChecker checker, @Nullable ParentLink parent) {
        @Nullable Object[] values = checker.values();
        refuse(checker.problems());
        Algorithm algorithm = descriptor.newInstance();
        refuse(laterProblems(values, algorithm));
        if (descriptor.secretSlots().length > 0) {
            refuse(resolveSecrets(values));
        }
        return new AlgorithmRun(environment, descriptor, values, algorithm, parent);
    }

    private void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw InvalidPropertyException.of(descriptor.name(), problems);
        }
    }

    /** The second and the third tier. */
    private List<Problem> laterProblems(@Nullable Object[] values, Algorithm algorithm) {
        Problems problems = new Problems();
        Inputs inputs = new SlotInputs(descriptor, values);
        try {
            algorithm.validateInputs(inputs, problems);
            if (problems.isEmpty()) {
                for (CompiledPrecondition compiled : descriptor.compiledPreconditions()) {
                    if (compiled.when().test(values)) {
                        compiled.precondition().check().run(inputs, environment.services(), problems);
                    }
                }
            }
        } catch (Throwable e) { // foreign code: the author's checks may throw anything
            throw new AlgorithmFailedException(
                    descriptor.name(),
                    descriptor.name() + " failed while checking its inputs: " + FailureMessage.of(e),
                    e);
        }
        return problems.toList();
    }

    /** Reads the deferred secrets, now that nothing else is wrong. */
    private List<Problem> resolveSecrets(@Nullable Object[] values) {
        List<Problem> problems = new ArrayList<>();
        for (int index : descriptor.secretSlots()) {
            Slot slot = descriptor.slots()[index];
            if (values[index] instanceof Secret secret && secret.isDeferred() && slot.isVisible(values)) {
                try {
                    values[index] = secret.resolve();
                    if (slot.requiredBy(values) != null && slot.property().isEmpty(values[index])) {
                        problems.add(PropertyProblems.missing(slot, slot.requiredBy(values)));
                    }
                } catch (IOException e) {
                    problems.add(Problem.of(slot.property().name(), Problem.UNAVAILABLE, FailureMessage.of(e)));
                }
            }
        }
        return problems;
    }
}
