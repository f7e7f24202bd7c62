package org.mantle.framework.run;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mantle.framework.type.Registration;

/**
 * Finds algorithms by name, version, alias, category or search.
 *
 * <p>Names and aliases ignore letter case. What was wrong with a plugin is kept as data, and the rest works without it. What
 * is there may change, when a plugin comes or goes: each call sees one state of it. Safe from many threads.
 *
 * <p>Implemented by the framework alone, so that it may grow.
 *
 * @since 0.1.0
 */
public interface AlgorithmRegistry {

    /** Wherever a version is asked for: what the name alone means, which is the highest version of an algorithm. */
    int NEWEST = -1;

    /**
     * Returns the highest version of a name, or the version that declares an alias.
     *
     * @throws UnknownAlgorithmException if there is no such name or alias
     */
    AlgorithmDescriptor get(String name);

    /**
     * Returns a version of a name, or of the algorithm that has an alias.
     *
     * @param version the version; {@link #NEWEST} for what {@link #get(String)} returns
     * @throws UnknownAlgorithmException if there is no such name, alias or version
     */
    AlgorithmDescriptor get(String name, int version);

    /** Returns the highest version of a name, or the version that declares an alias, if there is one. */
    Optional<AlgorithmDescriptor> find(String name);

    /** Returns every version of every algorithm, hidden ones too, sorted by name and version. */
    List<AlgorithmDescriptor> all();

    /** Returns every version of every algorithm that has a category which the host does not hide, sorted as {@link #all()}. */
    List<AlgorithmDescriptor> listed();

    /**
     * Returns every version of every algorithm in a category or below it, sorted by name and version; without what is hidden,
     * unless the category itself is.
     *
     * @param category a category, in any letter case; a backslash separates levels
     */
    List<AlgorithmDescriptor> inCategory(String category);

    /** Returns one entry for each listed version of an algorithm and each of its categories that is not hidden. */
    List<CategoryEntry> entries();

    /** Returns the entries with one more for each alias, but for one that differs from the name in letter case alone. */
    List<CategoryEntry> entriesWithAliases();

    /** Returns the tree of the categories, without hidden ones; its root has no name. */
    CategoryNode categories();

    /**
     * Returns the algorithms that a text fits, the best first: by name, alias, category, property name and documentation, and
     * where no algorithm has a word, by a name, or a word inside a name, that is spelt nearly so. A plural fits where its singular
     * does. Of a name there is only the highest version, and any that is meant by an alias. Hidden algorithms are found too.
     *
     * <p>Where no algorithm fits all words, those are returned that fit the most.
     *
     * <p>The first search after a change reads all that is said of the algorithms; the next ones need some microseconds, and some
     * milliseconds for each misspelt word where there are thousands of algorithms.
     *
     * @param text any number of words, in any letter case; ten may be misspelt, and a blank text fits nothing
     */
    List<AlgorithmDescriptor> search(String text);

    /** Returns what was wrong with the plugins, as far as it is known: a declaration that an index stands for runs late. */
    List<RegistryFault> faults();

    /**
     * Registers what is told of each change from now on: in their order, one at a time, by a thread that makes a change, which
     * holds no lock. What it throws is logged and harms nobody.
     *
     * @return takes the listener back
     */
    Registration onChange(Consumer<RegistryChange> listener);
}
