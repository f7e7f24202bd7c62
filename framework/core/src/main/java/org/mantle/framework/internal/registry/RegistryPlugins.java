package org.mantle.framework.internal.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.LiveServices;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.RegistryChange;
import org.mantle.framework.run.RegistryFault;

/**
 * The plugins of one host, in the order in which they count; whatever changes them makes a new snapshot of the registry. Safe
 * from many threads; no foreign code runs under its lock.
 */
public final class RegistryPlugins {

    private final LiveRegistry registry;
    private final LiveServices services;
    private final List<RegistryPlugin> plugins = new ArrayList<>();

    public RegistryPlugins(LiveRegistry registry, LiveServices services) {
        this.registry = registry;
        this.services = services;
    }

    /** Adds plugins, after those that are there. */
    public void add(List<RegistryPlugin> added) {
        replace(List.of(), added);
    }

    /** Adds a plugin whose algorithms take the place of those of the same name and version. */
    public void addInPlace(RegistryPlugin added) {
        added.setInPlace();
        synchronized (this) {
            plugins.add(0, added);
            added.setOwner(this);
            publish(Set.of());
        }
        registry.listeners().tell();
    }

    /** Puts plugins in the place of others, or after those that are there; one may be in both lists. */
    public void replace(List<RegistryPlugin> removed, List<RegistryPlugin> added) {
        replaceQuietly(removed, added);
        tell();
    }

    /** Does so for one that holds a lock, and calls {@link #tell} when it no longer does. */
    synchronized void replaceQuietly(List<RegistryPlugin> removed, List<RegistryPlugin> added) {
        int place = removed.isEmpty() ? -1 : plugins.indexOf(removed.get(0));
        plugins.removeAll(removed);
        plugins.addAll(place < 0 ? plugins.size() : place, added);
        for (RegistryPlugin plugin : removed) {
            plugin.setOwner(null);
        }
        for (RegistryPlugin plugin : added) {
            plugin.setOwner(this);
        }
        publish(Set.of());
    }

    /** Tells the listeners of what was replaced; to be called under no lock. */
    void tell() {
        registry.listeners().tell();
    }

    /** Takes up that the facts of an algorithm are others than its index said, or that it is gone. */
    void corrected(CompiledAlgorithm algorithm) {
        synchronized (this) {
            publish(Set.of(algorithm));
        }
        registry.listeners().tell();
    }

    private void publish(Set<CompiledAlgorithm> changed) {
        RegistrySnapshot before = registry.snapshot();
        RegistrySnapshot after = new RegistrySnapshot(plugins);
        List<RegistryFault> faults = allFaults(after);
        boolean otherFaults = !faults.equals(registry.knownFaults());
        registry.publish(after, faults, unclaimed());
        if (registry.listeners().isEmpty()) {
            return;
        }
        List<AlgorithmDescriptor> added = missing(after, before, changed);
        List<AlgorithmDescriptor> removed = missing(before, after, changed);
        if (otherFaults || !added.isEmpty() || !removed.isEmpty()) {
            registry.listeners().enqueue(new RegistryChange(added, removed));
        }
    }

    /** Returns what is in one snapshot and not in the other, or has changed. */
    private static List<AlgorithmDescriptor> missing(
            RegistrySnapshot of, RegistrySnapshot from, Set<CompiledAlgorithm> changed) {
        Set<CompiledAlgorithm> there = Collections.newSetFromMap(new IdentityHashMap<>());
        there.addAll(from.all());
        there.removeAll(changed);
        List<AlgorithmDescriptor> missing = new ArrayList<>();
        for (CompiledAlgorithm descriptor : of.all()) {
            if (!there.contains(descriptor)) {
                missing.add(descriptor);
            }
        }
        return missing;
    }

    private List<UnclaimedIndexes> unclaimed() {
        List<UnclaimedIndexes> searches = new ArrayList<>(1);
        for (RegistryPlugin plugin : plugins) {
            @Nullable UnclaimedIndexes search = plugin.unclaimed();
            if (search != null) {
                searches.add(search);
            }
        }
        return searches;
    }

    private List<RegistryFault> allFaults(RegistrySnapshot snapshot) {
        List<RegistryFault> faults = new ArrayList<>();
        Map<Class<?>, Object> defaults = new LinkedHashMap<>();
        for (RegistryPlugin plugin : plugins) {
            faults.addAll(plugin.faults());
            for (Class<?> type : plugin.services().addTo(defaults)) {
                faults.add(unused(plugin, type));
            }
        }
        services.setDefaults(defaults);
        faults.addAll(snapshot.faults());
        return List.copyOf(faults);
    }

    private static RegistryFault unused(RegistryPlugin plugin, Class<?> service) {
        return new RegistryFault(
                plugin.source(),
                RegistryFault.UNUSED_SERVICE,
                "",
                "its default for the service " + service.getName()
                        + " is not used: another provider brought one before",
                Optional.empty());
    }
}
