package org.mantle.framework.internal.history;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.run.AlgorithmDescriptor;

/** What ran inside a recorded run, in which versions: a replay runs the same. Immutable. */
public final class RecordedChildren {

    private final List<CompiledAlgorithm> algorithms;

    public RecordedChildren(Collection<? extends AlgorithmDescriptor> algorithms) {
        this.algorithms = algorithms.stream().map(CompiledAlgorithm::of).toList();
    }

    /**
     * Returns what a name or an alias meant in the recorded run, or {@code null} if nothing of it ran there. Of several versions the
     * highest is meant: the lower ones were asked for by number.
     */
    public @Nullable CompiledAlgorithm find(String name) {
        // a name counts more than an alias, as in a registry
        CompiledAlgorithm found = highest(algorithm -> algorithm.name().equalsIgnoreCase(name));
        return found != null
                ? found
                : highest(algorithm -> algorithm.aliases().stream().anyMatch(name::equalsIgnoreCase));
    }

    private @Nullable CompiledAlgorithm highest(Predicate<CompiledAlgorithm> meant) {
        return algorithms.stream()
                .filter(meant)
                .max(Comparator.comparingInt(CompiledAlgorithm::version))
                .orElse(null);
    }
}
