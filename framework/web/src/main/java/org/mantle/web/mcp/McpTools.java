package org.mantle.web.mcp;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.mantle.framework.describe.AgentTools;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmRegistry;

/**
 * Which algorithms are offered to an agent.
 *
 * @param algorithms the names of algorithms, in any letter case
 * @param categories categories, of which everything below is offered too; where neither is given, everything is that is listed
 * @since 0.1.0
 */
public record McpTools(List<String> algorithms, List<String> categories) {

    /** Takes the lists as they are. */
    public McpTools {
        algorithms = List.copyOf(algorithms);
        categories = List.copyOf(categories);
    }

    /** Returns what offers every algorithm that is listed. */
    public static McpTools all() {
        return new McpTools(List.of(), List.of());
    }

    /**
     * Checks that everything that is named is there.
     *
     * @throws IllegalArgumentException if it is not; the message says what to do
     */
    public void check(AlgorithmRegistry registry) {
        for (String name : algorithms) {
            registry.get(name);
        }
        for (String category : categories) {
            if (registry.inCategory(category).isEmpty()) {
                throw new IllegalArgumentException("there is no algorithm in the category \"" + category
                        + "\"; list the algorithms to see their categories");
            }
        }
    }

    AgentTools of(AlgorithmRegistry registry) {
        if (algorithms.isEmpty() && categories.isEmpty()) {
            return AgentTools.of(registry.listed());
        }
        Set<String> names = algorithms.stream()
                .flatMap(name -> registry.find(name).stream())
                .map(algorithm -> algorithm.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        Set<AlgorithmDescriptor> below = categories.stream()
                .flatMap(category -> registry.inCategory(category).stream())
                .collect(Collectors.toSet());
        return AgentTools.of(registry.all().stream()
                .filter(algorithm ->
                        names.contains(algorithm.name().toLowerCase(Locale.ROOT)) || below.contains(algorithm))
                .toList());
    }
}
