package org.mantle.framework.describe;

import java.util.ArrayList;
import java.util.List;
import org.mantle.framework.AlgorithmDescriptor;
import org.mantle.framework.Direction;

/**
 * What a manual says of one version of an algorithm, in plain words that every kind of page shares. Immutable.
 *
 * @param name the name in the author's spelling
 * @param version the version
 * @param summary what it does, in the author's words
 * @param categories the categories; a backslash separates levels
 * @param aliases its other names
 * @param seeAlso the names of related algorithms
 * @param properties the properties, in order of declaration
 * @param preconditions what must have happened before a run, each with when it must
 */
public record AlgorithmManual(
        String name,
        int version,
        String summary,
        List<String> categories,
        List<String> aliases,
        List<String> seeAlso,
        List<PropertyManual> properties,
        List<String> preconditions) {

    public AlgorithmManual {
        categories = List.copyOf(categories);
        aliases = List.copyOf(aliases);
        seeAlso = List.copyOf(seeAlso);
        properties = List.copyOf(properties);
        preconditions = List.copyOf(preconditions);
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
                algorithm.seeAlso(),
                algorithm.properties().stream()
                        .map(property -> PropertyManual.of(algorithm, property))
                        .toList(),
                preconditions);
    }

    /** Returns the properties of one direction, in order of declaration. */
    public List<PropertyManual> properties(Direction direction) {
        return properties.stream()
                .filter(property -> property.direction() == direction)
                .toList();
    }
}
