package org.mantle.framework.internal.compiled;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.run.Deprecation;

/**
 * What a declaration says of the algorithm as a whole: all that a list needs, and what an index keeps.
 *
 * @param categories as the author gave them, without the one that deprecation adds
 */
public record AlgorithmFacts(
        String name,
        int version,
        List<Alias> aliases,
        List<String> categories,
        String summary,
        List<String> seeAlso,
        List<String> keywords,
        Optional<Deprecation> deprecation) {

    /**
     * Another name of an algorithm.
     *
     * @param deprecatedFrom the day from which on it should not be used any more, if ever
     */
    public record Alias(String name, Optional<LocalDate> deprecatedFrom) {

        // by hand, as that of the facts
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Alias alias
                    && name.equals(alias.name)
                    && deprecatedFrom.equals(alias.deprecatedFrom);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, deprecatedFrom);
        }
    }

    /** The category of algorithms that should not be used any more. */
    static final String DEPRECATED = "Deprecated";

    public AlgorithmFacts {
        aliases = List.copyOf(aliases);
        categories = List.copyOf(categories);
        seeAlso = List.copyOf(seeAlso);
        keywords = List.copyOf(keywords);
    }

    // by hand: what the JVM would make when it is first called no archive of classes takes, and a first run calls it
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AlgorithmFacts facts
                && name.equals(facts.name)
                && version == facts.version
                && aliases.equals(facts.aliases)
                && categories.equals(facts.categories)
                && summary.equals(facts.summary)
                && seeAlso.equals(facts.seeAlso)
                && keywords.equals(facts.keywords)
                && deprecation.equals(facts.deprecation);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, version, aliases, categories, summary, seeAlso, keywords, deprecation);
    }

    List<String> aliasNames() {
        List<String> names = new ArrayList<>(aliases.size());
        for (Alias alias : aliases) {
            names.add(alias.name());
        }
        return List.copyOf(names);
    }

    /** Returns the categories, with the one that deprecation adds. */
    List<String> allCategories() {
        if (deprecation.isEmpty() || categories.contains(DEPRECATED)) {
            return categories;
        }
        List<String> all = new ArrayList<>(categories);
        all.add(DEPRECATED);
        return List.copyOf(all);
    }

    /** Returns whether there is anything to say to whoever runs the algorithm. */
    boolean mayBeDeprecated() {
        boolean may = deprecation.isPresent();
        for (Alias alias : aliases) {
            may |= alias.deprecatedFrom().isPresent();
        }
        return may;
    }
}
