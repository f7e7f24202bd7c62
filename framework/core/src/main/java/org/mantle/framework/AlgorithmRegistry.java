package org.mantle.framework;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds algorithms by name, version, alias, category or search.
 *
 * <p>Names and aliases ignore letter case. What was wrong with a plugin is kept as data, and the rest works without it.
 * Immutable.
 */
public final class AlgorithmRegistry {

    private final Map<String, AlgorithmDescriptor> byName = new HashMap<>();
    private final NavigableMap<String, NavigableMap<Integer, AlgorithmDescriptor>> versions = new TreeMap<>();
    private final Map<String, AlgorithmDescriptor> byAlias = new HashMap<>();
    private final List<RegistryFault> faults;

    /** Takes descriptors in the order in which they were found; the first of a name and version counts. */
    AlgorithmRegistry(List<AlgorithmDescriptor> found, List<RegistryFault> faults) {
        List<RegistryFault> allFaults = new ArrayList<>(faults);
        for (AlgorithmDescriptor descriptor : found) {
            AlgorithmDescriptor other = versions.computeIfAbsent(key(descriptor.name()), unused -> new TreeMap<>())
                    .putIfAbsent(descriptor.version(), descriptor);
            if (other != null) {
                allFaults.add(new RegistryFault(
                        descriptor.source(),
                        descriptor + " is there already, from " + other.source() + ", which counts",
                        Optional.empty()));
            }
        }
        versions.values().forEach(ofName -> ofName.values().forEach(descriptor -> addAliases(descriptor, allFaults)));
        versions.forEach((key, ofName) -> {
            AlgorithmDescriptor highest = ofName.lastEntry().getValue();
            byName.put(key, highest);
            byName.put(highest.name(), highest);
        });
        this.faults = List.copyOf(allFaults);
    }

    private void addAliases(AlgorithmDescriptor descriptor, List<RegistryFault> allFaults) {
        for (String alias : descriptor.aliases()) {
            NavigableMap<Integer, AlgorithmDescriptor> named = versions.get(key(alias));
            AlgorithmDescriptor holder =
                    named != null ? named.lastEntry().getValue() : byAlias.putIfAbsent(key(alias), descriptor);
            if (holder != null) {
                allFaults.add(new RegistryFault(
                        descriptor.source(),
                        "the alias " + alias + " of " + descriptor + " means " + holder + " already",
                        Optional.empty()));
            }
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the highest version of a name, or the version that declares an alias.
     *
     * @throws UnknownAlgorithmException if there is no such name or alias
     */
    public AlgorithmDescriptor get(String name) {
        AlgorithmDescriptor descriptor = byName.get(name);
        return descriptor != null ? descriptor : find(name).orElseThrow(() -> unknown(name));
    }

    /**
     * Returns a version of a name, or of the algorithm that has an alias.
     *
     * @throws UnknownAlgorithmException if there is no such name, alias or version
     */
    public AlgorithmDescriptor get(String name, int version) {
        AlgorithmDescriptor any = get(name);
        Map<Integer, AlgorithmDescriptor> ofName = versions.getOrDefault(key(any.name()), new TreeMap<>());
        AlgorithmDescriptor descriptor = ofName.get(version);
        if (descriptor == null) {
            throw new UnknownAlgorithmException(
                    name,
                    Optional.empty(),
                    any.name() + " has no version " + version + "; there "
                            + (ofName.size() == 1 ? "is version " : "are versions ")
                            + ofName.keySet().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return descriptor;
    }

    /** Returns the highest version of a name, or the version that declares an alias, if there is one. */
    public Optional<AlgorithmDescriptor> find(String name) {
        @Nullable AlgorithmDescriptor descriptor = byName.get(key(name));
        return Optional.ofNullable(descriptor != null ? descriptor : byAlias.get(key(name)));
    }

    private UnknownAlgorithmException unknown(String name) {
        List<String> known = new ArrayList<>();
        all().forEach(descriptor -> {
            known.add(descriptor.name());
            known.addAll(descriptor.aliases());
        });
        Optional<String> nearest = Nearest.to(name, known);
        return new UnknownAlgorithmException(
                name,
                nearest,
                "there is no algorithm \"" + name + "\""
                        + nearest.map(other -> "; did you mean " + other + "?")
                                .orElse("; list the algorithms to see which there are"));
    }

    /** Returns every version of every algorithm, sorted by name and version. */
    public List<AlgorithmDescriptor> all() {
        return versions.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .sorted(AlgorithmDescriptor.byNameAndVersion())
                .toList();
    }

    /**
     * Returns every version of every algorithm in a category or below it, sorted by name and version.
     *
     * @param category a category, in any letter case; a backslash separates levels
     */
    public List<AlgorithmDescriptor> inCategory(String category) {
        String wanted = key(category);
        return all().stream()
                .filter(descriptor -> descriptor.categories().stream()
                        .map(AlgorithmRegistry::key)
                        .anyMatch(path -> path.equals(wanted) || path.startsWith(wanted + "\\")))
                .toList();
    }

    /**
     * Returns the algorithms that a text fits, the best first: by name, alias, category, property name and documentation, and
     * by a name that is spelt nearly so. Of a name there is only the highest version, and any that is meant by an alias.
     *
     * @param text one or several words, in any letter case; each must fit, and a blank text fits nothing
     */
    public List<AlgorithmDescriptor> search(String text) {
        Stream<AlgorithmDescriptor> highest =
                versions.values().stream().map(ofName -> ofName.lastEntry().getValue());
        Stream<AlgorithmDescriptor> byItsAlias = find(text.strip()).stream();
        return Stream.concat(byItsAlias, RegistrySearch.rank(highest, text).stream())
                .distinct()
                .toList();
    }

    /** Returns what was wrong with the plugins. */
    public List<RegistryFault> faults() {
        return faults;
    }
}
