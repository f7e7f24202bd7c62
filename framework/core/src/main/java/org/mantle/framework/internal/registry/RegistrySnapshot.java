package org.mantle.framework.internal.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.search.RegistrySearch;
import org.mantle.framework.internal.text.Names;
import org.mantle.framework.run.RegistryFault;

/** What can be found in a registry at one moment. Does not change once it is built. */
public final class RegistrySnapshot {

    static final RegistrySnapshot EMPTY = new RegistrySnapshot(List.of());

    /** What a name or an alias means, in the declared spelling and in small letters. */
    private final Map<String, CompiledAlgorithm> byName = new HashMap<>();

    /** The versions of a name in ascending order, in the declared spelling of the highest and in small letters. */
    private final Map<String, CompiledAlgorithm[]> versions = new HashMap<>();

    private final List<RegistryFault> faults = new ArrayList<>();
    private volatile @Nullable List<CompiledAlgorithm> sorted;

    /** Guarded by this. */
    private @Nullable RegistrySearch search;

    /** Takes plugins in the order in which they count: the first of a name and version, or of an alias, is meant by it. */
    public RegistrySnapshot(List<RegistryPlugin> plugins) {
        List<CompiledAlgorithm> found = new ArrayList<>();
        for (RegistryPlugin plugin : plugins) {
            for (CompiledAlgorithm descriptor : plugin.algorithms()) {
                if (addVersion(descriptor)) {
                    found.add(descriptor);
                }
            }
        }
        for (CompiledAlgorithm descriptor : found) {
            CompiledAlgorithm[] ofName = ofName(descriptor.name());
            CompiledAlgorithm highest = ofName[ofName.length - 1];
            byName.put(key(descriptor.name()), highest);
            byName.put(highest.name(), highest);
            versions.put(highest.name(), ofName);
        }
        for (CompiledAlgorithm descriptor : found) {
            for (String alias : descriptor.aliases()) {
                addAlias(alias, descriptor);
            }
        }
    }

    static String key(String name) {
        return Names.lower(name);
    }

    private CompiledAlgorithm[] ofName(String name) {
        CompiledAlgorithm[] ofName = versions.get(key(name));
        return ofName == null ? new CompiledAlgorithm[0] : ofName;
    }

    private boolean addVersion(CompiledAlgorithm descriptor) {
        CompiledAlgorithm[] ofName = ofName(descriptor.name());
        int place = 0;
        while (place < ofName.length && ofName[place].version() < descriptor.version()) {
            place++;
        }
        if (place < ofName.length && ofName[place].version() == descriptor.version()) {
            if (!ofName[place].plugin().isInPlace()) {
                fault(
                        descriptor,
                        RegistryFault.DUPLICATE_ALGORITHM,
                        descriptor + " is there already, from " + ofName[place].source() + ", which counts");
            }
            return false;
        }
        CompiledAlgorithm[] more = Arrays.copyOf(ofName, ofName.length + 1);
        System.arraycopy(ofName, place, more, place + 1, ofName.length - place);
        more[place] = descriptor;
        versions.put(key(descriptor.name()), more);
        return true;
    }

    /** An alias that several versions of one algorithm declare means the highest of them. */
    private void addAlias(String alias, CompiledAlgorithm descriptor) {
        @Nullable CompiledAlgorithm holder = byName.get(key(alias));
        boolean ofSameName = holder != null
                && !key(holder.name()).equals(key(alias))
                && key(holder.name()).equals(key(descriptor.name()));
        if (holder == null || (ofSameName && holder.version() < descriptor.version())) {
            byName.put(key(alias), descriptor);
            byName.put(alias, descriptor);
        } else if (!ofSameName && !holder.plugin().isInPlace()) {
            fault(
                    descriptor,
                    RegistryFault.DUPLICATE_ALIAS,
                    "the alias " + alias + " of " + descriptor + " means " + holder + " already");
        }
    }

    private void fault(CompiledAlgorithm descriptor, String code, String message) {
        faults.add(new RegistryFault(descriptor.source(), code, descriptor.name(), message, Optional.empty()));
    }

    /** Returns the highest version of a name, or the version that has an alias; {@code null} if there is none. */
    @Nullable CompiledAlgorithm find(String name) {
        CompiledAlgorithm descriptor = byName.get(name);
        return descriptor != null ? descriptor : byName.get(key(name));
    }

    /** Returns the versions of a name, or of the algorithm that has an alias, in ascending order; empty if there are none. */
    CompiledAlgorithm[] versions(String name) {
        CompiledAlgorithm[] ofName = versions.get(name);
        if (ofName == null) {
            CompiledAlgorithm any = find(name);
            ofName = any == null ? new CompiledAlgorithm[0] : ofName(any.name());
        }
        return ofName;
    }

    /** Returns every version of every algorithm, sorted by name and version. */
    List<CompiledAlgorithm> all() {
        List<CompiledAlgorithm> all = sorted;
        if (all == null) {
            List<CompiledAlgorithm> unsorted = new ArrayList<>();
            for (Map.Entry<String, CompiledAlgorithm[]> entry : versions.entrySet()) {
                if (entry.getKey().equals(key(entry.getKey()))) {
                    Collections.addAll(unsorted, entry.getValue());
                }
            }
            unsorted.sort(CompiledAlgorithm.byNameAndVersion());
            all = List.copyOf(unsorted);
            sorted = all;
        }
        return all;
    }

    /** Returns the search among the highest versions, whose texts are read together when it is first asked for. */
    synchronized RegistrySearch search() {
        if (search == null) {
            search = new RegistrySearch(highest());
        }
        return search;
    }

    /** Returns the highest version of every algorithm, sorted by name. */
    private List<CompiledAlgorithm> highest() {
        List<CompiledAlgorithm> highest = new ArrayList<>();
        for (CompiledAlgorithm descriptor : all()) {
            if (byName.get(key(descriptor.name())) == descriptor) {
                highest.add(descriptor);
            }
        }
        return highest;
    }

    /** Returns the clashes between plugins. */
    public List<RegistryFault> faults() {
        return Collections.unmodifiableList(faults);
    }
}
