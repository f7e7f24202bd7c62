package org.mantle.framework.describe;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mantle.framework.property.Direction;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.Deprecation;

/**
 * What a manual says of one version of an algorithm, in plain words that every kind of page shares. Immutable.
 *
 * @param name the name in the author's spelling
 * @param version the version
 * @param summary what it does, in the author's words
 * @param categories the categories; a backslash separates levels
 * @param aliases its other names
 * @param deprecatedAliases those of them that should not be used any more, each with the day from which on
 * @param seeAlso the names of related algorithms
 * @param keywords words by which it is found, beside all others that are said of it
 * @param properties the properties, in order of declaration
 * @param preconditions what must have happened before a run, each with when it must
 * @param deprecation that it should not be used any more, in a sentence without its full stop; empty when it may
 * @param replacement the name of the algorithm to use instead; empty when there is none
 * @param example what a call must give that leaves the rest at the defaults, as text by name: the authors' examples, and a
 *     {@code …} for what the declaration does not tell
 * @since 0.1.0
 */
public record AlgorithmManual(
        String name,
        int version,
        String summary,
        List<String> categories,
        List<String> aliases,
        Map<String, LocalDate> deprecatedAliases,
        List<String> seeAlso,
        List<String> keywords,
        List<PropertyManual> properties,
        List<String> preconditions,
        Optional<String> deprecation,
        Optional<String> replacement,
        Map<String, String> example) {

    public AlgorithmManual {
        categories = List.copyOf(categories);
        aliases = List.copyOf(aliases);
        deprecatedAliases = Map.copyOf(deprecatedAliases);
        seeAlso = List.copyOf(seeAlso);
        keywords = List.copyOf(keywords);
        properties = List.copyOf(properties);
        preconditions = List.copyOf(preconditions);
        example = Collections.unmodifiableMap(new LinkedHashMap<>(example));
    }

    /** Returns the manual of an algorithm, made from its descriptor alone. */
    public static AlgorithmManual of(AlgorithmDescriptor algorithm) {
        List<String> preconditions = new ArrayList<>();
        algorithm
                .preconditions()
                .forEach((precondition, when) -> preconditions.add(precondition.name() + ", when " + when.words()));
        return new AlgorithmManual(
                algorithm.name(),
                algorithm.version(),
                algorithm.summary(),
                algorithm.categories(),
                algorithm.aliases(),
                algorithm.deprecatedAliases(),
                algorithm.seeAlso(),
                algorithm.keywords(),
                algorithm.properties().stream()
                        .map(property -> PropertyManual.of(algorithm, property))
                        .toList(),
                preconditions,
                algorithm.deprecation().map(AlgorithmManual::words),
                algorithm.deprecation().map(Deprecation::replacement).filter(name -> !name.isEmpty()),
                CallExample.arguments(algorithm));
    }

    private static String words(Deprecation deprecation) {
        return "It should not be used any more"
                + deprecation.since().map(day -> " from " + day + " on").orElse("");
    }

    /** Returns what is to be said behind another name: from which day on it should not be used any more; empty for others. */
    public String aliasNote(String alias) {
        return deprecatedAliases.containsKey(alias)
                ? " (not to be used any more from " + deprecatedAliases.get(alias) + " on)"
                : "";
    }

    /**
     * Returns an example of a call from a shell; that of another than the newest version names the version. It has no secret,
     * for which the command asks.
     */
    public String exampleInShell(boolean newest) {
        Map<String, String> shown = new LinkedHashMap<>(example);
        shown.keySet().removeAll(secrets());
        return CallExample.inShell(name, newest, version, shown);
    }

    /** Returns an example of a call from Java, on a host called {@code mantle}, with a variable for each secret. */
    public String exampleInJava(boolean newest) {
        return CallExample.inJava(name, newest, version, example, secrets());
    }

    private Set<String> secrets() {
        return properties.stream()
                .filter(PropertyManual::secret)
                .map(PropertyManual::name)
                .collect(Collectors.toSet());
    }

    /** Returns the properties of one direction, in order of declaration. */
    public List<PropertyManual> properties(Direction direction) {
        return properties.stream()
                .filter(property -> property.direction() == direction)
                .toList();
    }
}
