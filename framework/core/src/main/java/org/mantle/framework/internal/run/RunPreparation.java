package org.mantle.framework.internal.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.internal.check.InputChecker;
import org.mantle.framework.internal.compiled.AlgorithmCalls;
import org.mantle.framework.internal.compiled.AlgorithmFailures;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.CompiledPrecondition;
import org.mantle.framework.internal.compiled.PropertyProblems;
import org.mantle.framework.internal.compiled.Slot;
import org.mantle.framework.internal.compiled.SlotInputs;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Problems;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.DeprecationPolicy;
import org.mantle.framework.type.Secret;

/** Takes a run through the three tiers of checks, each entered only when the one before found nothing. */
public final class RunPreparation {

    private final RunEnvironment environment;
    private final CompiledAlgorithm descriptor;
    private final long began = System.nanoTime();
    private final String calledAs;
    private @Nullable List<String> notices;

    /** @param calledAs the name or alias by which the algorithm was asked for */
    public RunPreparation(RunEnvironment environment, CompiledAlgorithm descriptor, String calledAs) {
        this.environment = environment;
        this.descriptor = descriptor;
        this.calledAs = calledAs;
    }

    /** Returns what must not be used any more, where the host refuses it; what is only told is added to the notices. */
    private List<Problem> deprecations() {
        List<String> texts = DeprecationNotices.of(descriptor, calledAs, environment.clock());
        if (environment.deprecationPolicy() == DeprecationPolicy.REFUSE) {
            return texts.stream()
                    .map(text -> Problem.of("", Problem.DEPRECATED, text))
                    .toList();
        }
        texts.forEach(this::notice);
        return List.of();
    }

    /** Adds a warning for the log of the run that is prepared: what the user should know although nothing is refused. */
    void notice(String text) {
        if (notices == null) {
            notices = new ArrayList<>();
        }
        notices.add(text);
    }

    /** Returns every problem of the first tier that finds one. */
    public List<Problem> problems(Map<String, ?> given) {
        LoopInputs loop = descriptor.loops().isEmpty() ? null : LoopInputs.of(descriptor, given);
        if (loop != null) {
            return loopProblems(loop);
        }
        InputChecker checker = InputChecker.ofMap(descriptor, given, environment.storage(), true);
        try {
            List<Problem> problems = checker.problems();
            if (descriptor.mayBeDeprecated()) {
                problems = Stream.concat(deprecations().stream(), problems.stream())
                        .toList();
            }
            return problems.isEmpty() ? laterProblems(checker.values(), descriptor.newInstance()) : problems;
        } finally {
            descriptor.wipeOwnedSecrets(checker.values());
        }
    }

    /**
     * Returns a run that is ready to be executed.
     *
     * @throws InvalidPropertyException with every problem of the first tier that finds one
     * @throws AlgorithmCancelledException if the reading of a secret is interrupted
     * @throws IllegalStateException if the host is closed
     */
    public LiveRun prepare(Map<String, ?> given, @Nullable ParentLink parent) {
        // a method that returned it would name a class that is not loaded, and the compiler would not inline it
        LoopInputs loop = descriptor.loops().isEmpty() ? null : LoopInputs.of(descriptor, given);
        return loop == null
                ? prepare(InputChecker.ofMap(descriptor, given, environment.storage(), parent == null), parent)
                : prepareLoop(loop, parent);
    }

    private List<Problem> loopProblems(LoopInputs inputs) {
        LoopPreparation loop = new LoopPreparation(this, descriptor, inputs, true);
        try {
            List<Problem> problems = loop.problems(environment.storage());
            return descriptor.mayBeDeprecated()
                    ? Stream.concat(deprecations().stream(), problems.stream()).toList()
                    : problems;
        } finally {
            loop.wipe();
        }
    }

    private LiveRun prepareLoop(LoopInputs inputs, @Nullable ParentLink parent) {
        LoopPreparation loop = new LoopPreparation(this, descriptor, inputs, parent == null);
        try {
            if (descriptor.mayBeDeprecated()) {
                refuse(deprecations());
            }
            refuse(loop.problems(environment.storage()));
            LoopBody body = loop.body();
            CompiledAlgorithm group = loop.descriptor();
            @Nullable Object[] values = loop.values(group);
            loop.notices().forEach(this::notice);
            boolean accepted = false;
            try {
                refuse(loop.readSecrets(values));
                LiveRun run = new LiveRun(environment, group, values, body, parent, began);
                run.setStoring(loop.isStoring());
                run.enter();
                accepted = true;
                tellNotices(run);
                return run;
            } finally {
                if (!accepted) {
                    descriptor.wipeOwnedSecrets(values);
                }
            }
        } finally {
            loop.wipe();
        }
    }

    /**
     * Returns a run of values that are converted already; the array becomes the run's.
     *
     * @param filled which slots were given a value
     * @param storing whether objects are left in the host's store
     */
    public LiveRun prepare(@Nullable Object[] values, boolean[] filled, boolean storing, @Nullable ParentLink parent) {
        return prepare(InputChecker.ofValues(descriptor, values, filled, environment.storage(), storing), parent);
    }

    private LiveRun prepare(InputChecker checker, @Nullable ParentLink parent) {
        @Nullable Object[] values = checker.values();
        boolean accepted = false;
        try {
            if (descriptor.mayBeDeprecated()) {
                refuse(deprecations());
            }
            // made here: each call in between would make its stack trace dearer
            if (checker.hasProblems()) {
                throw checker.knowsNoName()
                        ? InvalidPropertyException.ofUnknown(descriptor.name(), checker.laterProblems())
                        : new InvalidPropertyException(descriptor.name(), checker.laterProblems());
            }
            Algorithm algorithm = descriptor.newInstance();
            refuse(laterProblems(values, algorithm));
            if (descriptor.secretSlots().length > 0) {
                refuse(readSecrets(values));
            }
            for (String notice : checker.notices()) {
                notice(notice);
            }
            LiveRun run = new LiveRun(environment, descriptor, values, algorithm, parent, began);
            run.setStoring(checker.isStoring());
            run.enter();
            accepted = true;
            tellNotices(run);
            return run;
        } finally {
            if (!accepted) {
                descriptor.wipeOwnedSecrets(values);
            }
        }
    }

    private void tellNotices(LiveRun run) {
        if (notices != null) {
            notices.forEach(notice -> LogWriter.write(run, System.Logger.Level.WARNING, notice));
        }
    }

    private void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw InvalidPropertyException.of(descriptor.name(), problems);
        }
    }

    private List<Problem> laterProblems(@Nullable Object[] values, Algorithm algorithm) {
        List<Problem> ofRules = ofRules(values, algorithm);
        return ofRules.isEmpty() ? ofPreconditions(values) : ofRules;
    }

    /** The second tier. */
    List<Problem> ofRules(@Nullable Object[] values, Algorithm algorithm) {
        Problems problems = new Problems(Problem.INVALID);
        try {
            AlgorithmCalls.validateInputs(
                    algorithm, new SlotInputs(descriptor, values, environment.storage()), problems);
        } catch (Throwable e) {
            // foreign code: the author's checks may throw anything
            throw AlgorithmFailures.brokenCheck(descriptor, e);
        }
        return PropertyProblems.ofAuthor(descriptor, problems.toList());
    }

    /** The third tier. */
    List<Problem> ofPreconditions(@Nullable Object[] values) {
        List<CompiledPrecondition> preconditions = descriptor.compiledPreconditions();
        if (preconditions.isEmpty()) {
            return List.of();
        }
        Inputs inputs = new SlotInputs(descriptor, values, environment.storage());
        Problems problems = new Problems(Problem.PRECONDITION);
        try {
            for (CompiledPrecondition compiled : preconditions) {
                if (compiled.when().holds(values)) {
                    compiled.precondition().check().run(inputs, environment.services(), problems);
                }
            }
        } catch (Throwable e) {
            // foreign code, as above
            throw AlgorithmFailures.brokenCheck(descriptor, e);
        }
        return PropertyProblems.ofAuthor(descriptor, problems.toList());
    }

    /** Reads the deferred secrets, now that nothing else is wrong. */
    private List<Problem> readSecrets(@Nullable Object[] values) {
        List<Problem> problems = new ArrayList<>();
        for (int index : descriptor.secretSlots()) {
            Slot slot = descriptor.slots()[index];
            if (values[index] instanceof Secret secret && secret.isDeferred() && slot.isVisible(values)) {
                readSecret(slot, secret, values).ifPresent(problems::add);
            }
        }
        return problems;
    }

    Optional<Problem> readSecret(Slot slot, Secret deferred, @Nullable Object[] values) {
        try {
            values[slot.index()] = deferred.resolve();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AlgorithmFailures.cancelled(descriptor);
        } catch (Throwable e) {
            // foreign code: a source should throw an IOException, and may throw anything
            return Optional.of(PropertyProblems.unavailable(slot.property(), deferred, e));
        }
        return InputChecker.checkSecret(descriptor, values, slot);
    }
}
