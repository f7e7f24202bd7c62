package org.mantle.framework.describe;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.InvalidDeclarationException;

/**
 * Offers algorithms as tools for agents. Immutable.
 *
 * @since 0.1.0
 */
public final class AgentTools {

    private static final String HOW_TO_GIVE_A_SECRET =
            " is a secret, which belongs in no conversation: give a reference,"
                    + " @env:NAME or @file:PATH, which a host on the user's own machine resolves and any other refuses.";

    private final List<AgentTool> tools;

    private AgentTools(List<AgentTool> tools) {
        this.tools = List.copyOf(tools);
    }

    /**
     * Makes the tools of some algorithms, such as all of a registry.
     *
     * <p>Of several versions the highest has the algorithm's own name, and any other a name such as {@code Sum_v1}. An algorithm
     * is left out that needs an object which only a Java program can give, one that should not be used any more, and one whose declaration
     * turns out to be wrong.
     */
    public static AgentTools of(Collection<AlgorithmDescriptor> algorithms) {
        Map<String, Integer> highest = new HashMap<>();
        algorithms.forEach(algorithm -> highest.merge(algorithm.name(), algorithm.version(), Math::max));
        List<AlgorithmDescriptor> offered =
                algorithms.stream().filter(AgentTools::isForAgents).toList();
        List<AgentTool> tools = new ArrayList<>();
        UniqueNames.of(offered, algorithm -> {
                    boolean newest = highest.getOrDefault(algorithm.name(), 0) == algorithm.version();
                    return newest ? algorithm.name() : algorithm.name() + "_v" + algorithm.version();
                })
                .forEach((algorithm, name) -> tools.add(new AgentTool(name, algorithm, description(algorithm))));
        return new AgentTools(tools);
    }

    private static boolean isForAgents(AlgorithmDescriptor algorithm) {
        try {
            return algorithm.deprecation().isEmpty()
                    && algorithm.properties().stream()
                            .noneMatch(property -> property.type().isInMemoryOnly() && algorithm.isMandatory(property));
        } catch (InvalidDeclarationException e) {
            // an index lists it; the registry tells of it as a fault
            return false;
        }
    }

    private static String description(AlgorithmDescriptor algorithm) {
        StringBuilder text = new StringBuilder(algorithm.summary().strip());
        AlgorithmManual manual = AlgorithmManual.of(algorithm);
        for (String needed : manual.preconditions()) {
            text.append("\nNeeded before: ").append(needed).append('.');
        }
        for (PropertyManual property : manual.properties()) {
            if (property.secret()) {
                text.append('\n').append(property.name()).append(HOW_TO_GIVE_A_SECRET);
            }
        }
        return text.toString();
    }

    /** Returns the tools, sorted by the names of their algorithms. */
    public List<AgentTool> tools() {
        return tools;
    }

    /** Returns the tool of a name, letter by letter, if there is one. */
    public Optional<AgentTool> find(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    /** Returns the tools in the form of an answer to {@code tools/list}. */
    public JsonObject toJson() {
        JsonArray array = new JsonArray();
        tools.forEach(tool -> array.add(tool.toJson()));
        JsonObject json = new JsonObject();
        json.add("tools", array);
        return json;
    }
}
