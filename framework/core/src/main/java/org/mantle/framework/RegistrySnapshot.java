package org.mantle.framework;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be found in a registry at one moment. Does not change once it is built. */
final class RegistrySnapshot {

    static final RegistrySnapshot EMPTY = new RegistrySnapshot(List.of());

    /** What a name or an alias means, in the declared spelling and in small letters. */
    private final Map<String, AlgorithmDescriptor> byName = new HashMap<>();

    /** The versions of a name in ascending order, in the declared spelling of the highest and in small letters. */
    private final Map<String, AlgorithmDescriptor[]> versions = new HashMap<>();

    private final List<RegistryFault> faults = new ArrayList<>();
    private volatile @Nullable List<AlgorithmDescriptor> sorted;

    /** Guarded by this. */
    private @Nullable RegistrySearch search;

    /** Takes plugins in the order in which they count: the first of a name and version, or of an alias, is meant by it. */
    RegistrySnapshot(List<RegistryPlugin> plugins) {
        List<AlgorithmDescriptor> found = new ArrayList<>();
        for (RegistryPlugin plugin : plugins) {
            for (AlgorithmDescriptor descriptor : plugin.algorithms()) {
                if (addVersion(descriptor)) {
                    found.add(descriptor);
                }
            }
        }
        for (AlgorithmDescriptor descriptor : found) {
            AlgorithmDescriptor[] ofName = ofName(descriptor.name());
            AlgorithmDescriptor highest = ofName[ofName.length - 1];
            byName.put(key(descriptor.name()), highest);
            byName.put(highest.name(), highest);
            versions.put(highest.name(), ofName);
        }
        for (AlgorithmDescriptor descriptor : found) {
            for (String alias : descriptor.aliases()) {
                addAlias(alias, descriptor);
            }
        }
    }

    static String key(String name) {
        return Names.lower(name);
    }

    private AlgorithmDescriptor[] ofName(String name) {
        AlgorithmDescriptor[] ofName = versions.get(key(name));
        return ofName == null ? new AlgorithmDescriptor[0] : ofName;
    }

    private boolean addVersion(AlgorithmDescriptor descriptor) {
        AlgorithmDescriptor[] ofName = ofName(descriptor.name());
        int place = 0;
        while (place < ofName.length && ofName[place].version() < descriptor.version()) {
            place++;
        }
        if (place < ofName.length && ofName[place].version() == descriptor.version()) {
            if (!ofName[place].plugin().isInPlace()) {
                fault(descriptor, descriptor + " is there already, from " + ofName[place].source() + ", which counts");
            }
            return false;
        }
        AlgorithmDescriptor[] more = Arrays.copyOf(ofName, ofName.length + 1);
        System.arraycopy(ofName, place, more, place + 1, ofName.length - place);
        more[place] = descriptor;
        versions.put(key(descriptor.name()), more);
        return true;
    }

    /** An alias that several versions of one algorithm declare means the highest of them. */
    private void addAlias(String alias, AlgorithmDescriptor descriptor) {
        @Nullable AlgorithmDescriptor holder = byName.get(key(alias));
        boolean ofSameName = holder != null
                && !key(holder.name()).equals(key(alias))
                && key(holder.name()).equals(key(descriptor.name()));
        if (holder == null || (ofSameName && holder.version() < descriptor.version())) {
            byName.put(key(alias), descriptor);
            byName.put(alias, descriptor);
        } else if (!ofSameName && !holder.plugin().isInPlace()) {
            fault(descriptor, "the alias " + alias + " of " + descriptor + " means " + holder + " already");
        }
    }

    private void fault(AlgorithmDescriptor descriptor, String message) {
        faults.add(new RegistryFault(descriptor.source(), message, Optional.empty()));
    }

    /** Returns the highest version of a name, or the version that has an alias; {@code null} if there is none. */
    @Nullable AlgorithmDescriptor find(String name) {
        AlgorithmDescriptor descriptor = byName.get(name);
        return descriptor != null ? descriptor : byName.get(key(name));
    }

    /** Returns the versions of a name, or of the algorithm that has an alias, in ascending order; empty if there are none. */
    AlgorithmDescriptor[] versions(String name) {
        AlgorithmDescriptor[] ofName = versions.get(name);
        if (ofName == null) {
            AlgorithmDescriptor any = find(name);
            ofName = any == null ? new AlgorithmDescriptor[0] : ofName(any.name());
        }
        return ofName;
    }

    /** Returns every version of every algorithm, sorted by name and version. */
    List<AlgorithmDescriptor> all() {
        List<AlgorithmDescriptor> all = sorted;
        if (all == null) {
            List<AlgorithmDescriptor> unsorted = new ArrayList<>();
            for (Map.Entry<String, AlgorithmDescriptor[]> entry : versions.entrySet()) {
                if (entry.getKey().equals(key(entry.getKey()))) {
                    Collections.addAll(unsorted, entry.getValue());
                }
            }
            unsorted.sort(AlgorithmDescriptor.byNameAndVersion());
            all = List.copyOf(unsorted);
            sorted = all;
        }
        return all;
    }

    /** Returns the search among the highest versions, whose index is made when it is first asked for. */
    synchronized RegistrySearch search() {
        if (search == null) {
            search = new RegistrySearch(highest());
        }
        return search;
    }

    /** Returns the highest version of every algorithm, sorted by name. */
    private List<AlgorithmDescriptor> highest() {
        List<AlgorithmDescriptor> highest = new ArrayList<>();
        for (AlgorithmDescriptor descriptor : all()) {
            if (byName.get(key(descriptor.name())) == descriptor) {
                highest.add(descriptor);
            }
        }
        return highest;
    }

    /** Returns the clashes between plugins. */
    List<RegistryFault> faults() {
        return Collections.unmodifiableList(faults);
    }
}
