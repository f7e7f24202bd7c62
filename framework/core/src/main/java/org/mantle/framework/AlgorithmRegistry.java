package org.mantle.framework;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

    private final HiddenCategories hidden;

    AlgorithmRegistry(HiddenCategories hidden) {
        this.hidden = hidden;
    }

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
            throw UnknownAlgorithmException.ofName(name, all());
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
            return versions.length == 0
                    ? UnknownAlgorithmException.ofName(name, all())
                    : UnknownAlgorithmException.ofVersion(name, version, versions);
        });
    }

    /** Returns the highest version of a name, or the version that declares an alias, if there is one. */
    public Optional<AlgorithmDescriptor> find(String name) {
        return Optional.ofNullable(snapshot.find(name));
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

    /** Returns every version of every algorithm, hidden ones too, sorted by name and version. */
    public List<AlgorithmDescriptor> all() {
        return snapshot.all();
    }

    /** Returns every version of every algorithm that has a category which the host does not hide, sorted as {@link #all()}. */
    public List<AlgorithmDescriptor> listed() {
        return all().stream().filter(algorithm -> !hidden.isHidden(algorithm)).toList();
    }

    /**
     * Returns every version of every algorithm in a category or below it, sorted by name and version; without what is hidden,
     * unless the category itself is.
     *
     * @param category a category, in any letter case; a backslash separates levels
     */
    public List<AlgorithmDescriptor> inCategory(String category) {
        String wanted = RegistrySnapshot.key(category);
        boolean asked = hidden.isHidden(category);
        return all().stream()
                .filter(algorithm -> algorithm.categories().stream()
                        .anyMatch(path -> HiddenCategories.isAtOrBelow(wanted, RegistrySnapshot.key(path))
                                && (asked || !hidden.isHidden(path))))
                .toList();
    }

    /** Returns one entry for each listed version of an algorithm and each of its categories that is not hidden. */
    public List<CategoryEntry> entries() {
        return entries(false);
    }

    /** Returns the entries with one more for each alias, but for one that differs from the name in letter case alone. */
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

    /** Returns the tree of the categories, without hidden ones; its root has no name. */
    public CategoryNode categories() {
        return CategoryNode.root(entries());
    }

    /**
     * Returns the algorithms that a text fits, the best first: by name, alias, category, property name and documentation, and
     * where no algorithm has a word, by a name, or a word inside a name, that is spelt nearly so. A plural fits where its singular
     * does. Of a name there is only the highest version, and any that is meant by an alias. Hidden algorithms are found too.
     *
     * <p>The first search after a change reads all that is said of the algorithms; the next ones need some microseconds, and some
     * milliseconds for each misspelt word where there are thousands of algorithms.
     *
     * @param text any number of words, in any letter case; each must fit, ten may be misspelt, and a blank text fits nothing
     */
    public List<AlgorithmDescriptor> search(String text) {
        RegistrySnapshot now = snapshot;
        List<AlgorithmDescriptor> ranked = now.search().rank(text);
        @Nullable AlgorithmDescriptor meant = now.find(text.strip());
        if (meant == null || (!ranked.isEmpty() && ranked.get(0) == meant)) {
            return ranked;
        }
        List<AlgorithmDescriptor> meantFirst = new ArrayList<>(ranked.size() + 1);
        meantFirst.add(meant);
        for (AlgorithmDescriptor algorithm : ranked) {
            if (algorithm != meant) {
                meantFirst.add(algorithm);
            }
        }
        return List.copyOf(meantFirst);
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
