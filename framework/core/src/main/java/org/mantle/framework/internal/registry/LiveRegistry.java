package org.mantle.framework.internal.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.compiled.AlgorithmLookup;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.history.RecordedAlgorithms;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmRegistry;
import org.mantle.framework.run.CategoryEntry;
import org.mantle.framework.run.CategoryNode;
import org.mantle.framework.run.RegistryChange;
import org.mantle.framework.run.RegistryFault;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.framework.type.Registration;

/** The registry of one host. Safe from many threads. */
public final class LiveRegistry implements AlgorithmRegistry, AlgorithmLookup, RecordedAlgorithms {

    private final RegistryListeners listeners = new RegistryListeners();
    private volatile RegistrySnapshot snapshot = RegistrySnapshot.EMPTY;
    private volatile List<RegistryFault> faults = List.of();

    /** What is looked for when somebody asks for faults. */
    private volatile List<UnclaimedIndexes> unclaimed = List.of();

    private final HiddenCategories hidden;

    public LiveRegistry(HiddenCategories hidden) {
        this.hidden = hidden;
    }

    RegistrySnapshot snapshot() {
        return snapshot;
    }

    /** Returns the faults that are known without looking for more. */
    List<RegistryFault> knownFaults() {
        return faults;
    }

    RegistryListeners listeners() {
        return listeners;
    }

    void publish(RegistrySnapshot next, List<RegistryFault> nextFaults, List<UnclaimedIndexes> searches) {
        faults = nextFaults;
        unclaimed = searches;
        snapshot = next;
    }

    @Override
    public CompiledAlgorithm get(String name) {
        CompiledAlgorithm descriptor = current(name);
        if (descriptor == null) {
            throw unknown(name);
        }
        return descriptor;
    }

    /** Returns what a name means once a change of its plugin, if there is one, has been taken up. */
    private @Nullable CompiledAlgorithm current(String name) {
        CompiledAlgorithm descriptor = snapshot.find(name);
        return descriptor != null && descriptor.plugin().takesUpChange() ? snapshot.find(name) : descriptor;
    }

    @Override
    public CompiledAlgorithm get(String name, int version) {
        if (version == NEWEST) {
            return get(name);
        }
        Optional<CompiledAlgorithm> found = find(name, version);
        if (found.isPresent() && found.get().plugin().takesUpChange()) {
            found = find(name, version);
        }
        return found.orElseThrow(() -> {
            CompiledAlgorithm[] versions = snapshot.versions(name);
            return versions.length == 0 ? unknown(name) : UnknownAlgorithmException.ofVersion(name, version, versions);
        });
    }

    /** Returns the exception for a name that nothing has, or only something that cannot be used. */
    private RuntimeException unknown(String name) {
        for (RegistryFault fault : faults) {
            if (!name.isEmpty() && fault.algorithm().equalsIgnoreCase(name)) {
                return UnknownAlgorithmException.ofBroken(name, fault);
            }
        }
        return UnknownAlgorithmException.ofName(name, all());
    }

    @Override
    public Optional<AlgorithmDescriptor> find(String name) {
        return Optional.ofNullable(current(name));
    }

    @Override
    public Optional<CompiledAlgorithm> find(String name, int version) {
        for (CompiledAlgorithm descriptor : snapshot.versions(name)) {
            if (descriptor.version() == version) {
                return Optional.of(descriptor);
            }
        }
        return Optional.empty();
    }

    @Override
    public List<AlgorithmDescriptor> all() {
        // makes no copy of a list that does not change
        return List.copyOf(snapshot.all());
    }

    @Override
    public List<AlgorithmDescriptor> listed() {
        return all().stream().filter(algorithm -> !hidden.isHidden(algorithm)).toList();
    }

    @Override
    public List<AlgorithmDescriptor> inCategory(String category) {
        String wanted = RegistrySnapshot.key(category);
        boolean asked = hidden.isHidden(category);
        return all().stream()
                .filter(algorithm -> algorithm.categories().stream()
                        .anyMatch(path -> HiddenCategories.isAtOrBelow(wanted, RegistrySnapshot.key(path))
                                && (asked || !hidden.isHidden(path))))
                .toList();
    }

    @Override
    public List<CategoryEntry> entries() {
        return entries(false);
    }

    @Override
    public List<CategoryEntry> entriesWithAliases() {
        return entries(true);
    }

    private List<CategoryEntry> entries(boolean withAliases) {
        List<CategoryEntry> entries = new ArrayList<>();
        for (AlgorithmDescriptor algorithm : all()) {
            for (String category : algorithm.categories()) {
                if (!hidden.isHidden(category)) {
                    entries.add(new CategoryEntry(category, algorithm.name(), algorithm));
                    if (withAliases) {
                        for (String alias : algorithm.aliases()) {
                            entries.add(new CategoryEntry(category, alias, algorithm));
                        }
                    }
                }
            }
        }
        return List.copyOf(entries);
    }

    @Override
    public CategoryNode categories() {
        return CategoryNode.root(entries());
    }

    @Override
    public List<AlgorithmDescriptor> search(String text) {
        RegistrySnapshot now = snapshot;
        List<CompiledAlgorithm> ranked = now.search().rank(text);
        @Nullable CompiledAlgorithm meant = now.find(text.strip());
        if (meant == null || (!ranked.isEmpty() && ranked.get(0) == meant)) {
            return List.copyOf(ranked);
        }
        List<CompiledAlgorithm> meantFirst = new ArrayList<>(ranked.size() + 1);
        meantFirst.add(meant);
        for (CompiledAlgorithm algorithm : ranked) {
            if (algorithm != meant) {
                meantFirst.add(algorithm);
            }
        }
        return List.copyOf(meantFirst);
    }

    @Override
    public List<RegistryFault> faults() {
        List<RegistryFault> all = new ArrayList<>(faults);
        unclaimed.forEach(search -> all.addAll(search.faults()));
        return List.copyOf(all);
    }

    @Override
    public Registration onChange(Consumer<RegistryChange> listener) {
        return listeners.add(listener);
    }
}
