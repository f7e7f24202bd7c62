package org.mantle.framework;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finds algorithms by name, version, alias, category or search.
 *
 * <p>Names and aliases ignore letter case. What was wrong with a plugin is kept as data, and the rest works without it. What
 * is there may change, when a plugin comes or goes: each call sees one state of it. Safe from many threads.
 */
public final class AlgorithmRegistry {

    private final RegistryListeners listeners = new RegistryListeners();
    private volatile RegistrySnapshot snapshot = RegistrySnapshot.EMPTY;
    private volatile List<RegistryFault> faults = List.of();

    AlgorithmRegistry() {}

    RegistrySnapshot snapshot() {
        return snapshot;
    }

    RegistryListeners listeners() {
        return listeners;
    }

    void publish(RegistrySnapshot next, List<RegistryFault> nextFaults) {
        faults = nextFaults;
        snapshot = next;
    }

    /**
     * Returns the highest version of a name, or the version that declares an alias.
     *
     * @throws UnknownAlgorithmException if there is no such name or alias
     */
    public AlgorithmDescriptor get(String name) {
        AlgorithmDescriptor descriptor = snapshot.find(name);
        if (descriptor == null) {
            throw unknown(name);
        }
        return descriptor;
    }

    /**
     * Returns a version of a name, or of the algorithm that has an alias.
     *
     * @throws UnknownAlgorithmException if there is no such name, alias or version
     */
    public AlgorithmDescriptor get(String name, int version) {
        return find(name, version).orElseThrow(() -> {
            AlgorithmDescriptor[] versions = snapshot.versions(name);
            return versions.length == 0 ? unknown(name) : unknown(name, version, versions);
        });
    }

    /** Returns the highest version of a name, or the version that declares an alias, if there is one. */
    public Optional<AlgorithmDescriptor> find(String name) {
        return Optional.ofNullable(snapshot.find(name));
    }

    private static UnknownAlgorithmException unknown(String name, int version, AlgorithmDescriptor[] versions) {
        List<String> numbers = new ArrayList<>();
        for (AlgorithmDescriptor descriptor : versions) {
            numbers.add(Integer.toString(descriptor.version()));
        }
        return new UnknownAlgorithmException(
                name,
                Optional.empty(),
                versions[0].name() + " has no version " + version + "; there "
                        + (numbers.size() == 1 ? "is version " : "are versions ") + String.join(", ", numbers));
    }

    /** Returns a version of a name, if it is there. */
    Optional<AlgorithmDescriptor> find(String name, int version) {
        for (AlgorithmDescriptor descriptor : snapshot.versions(name)) {
            if (descriptor.version() == version) {
                return Optional.of(descriptor);
            }
        }
        return Optional.empty();
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
        return snapshot.all();
    }

    /**
     * Returns every version of every algorithm in a category or below it, sorted by name and version.
     *
     * @param category a category, in any letter case; a backslash separates levels
     */
    public List<AlgorithmDescriptor> inCategory(String category) {
        String wanted = RegistrySnapshot.key(category);
        return all().stream()
                .filter(descriptor -> descriptor.categories().stream()
                        .map(RegistrySnapshot::key)
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
        RegistrySnapshot now = snapshot;
        Stream<AlgorithmDescriptor> byItsAlias = Stream.ofNullable(now.find(text.strip()));
        return Stream.concat(byItsAlias, RegistrySearch.rank(now.highest().stream(), text).stream())
                .distinct()
                .toList();
    }

    /** Returns what was wrong with the plugins, as far as it is known: a declaration that an index stands for runs late. */
    public List<RegistryFault> faults() {
        return faults;
    }

    /**
     * Registers what is told of each change from now on: in their order, one at a time, by a thread that makes a change, which
     * holds no lock. What it throws is logged and harms nobody.
     *
     * @return takes the listener back
     */
    public Registration onChange(Consumer<RegistryChange> listener) {
        return listeners.add(listener);
    }
}
