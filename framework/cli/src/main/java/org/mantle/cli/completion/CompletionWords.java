package org.mantle.cli.completion;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmRegistry;
import org.mantle.framework.run.CategoryEntry;
import org.mantle.framework.run.InvalidDeclarationException;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The words that can stand at each place of a call, in lists by keys: {@code commands:history} has the commands below {@code history},
 * or the words that stand in their place, {@code option:list:--category} the values of that option, {@code versions:sum} the versions of
 * {@code Sum}, and {@code values:sortvalues:order} the values that {@code Order} of {@code SortValues} takes.
 */
final class CompletionWords {

    private static final String HELP = "help";

    private final Map<String, List<String>> lists = new LinkedHashMap<>();
    private final List<String> algorithms;
    private final Set<String> categories = new TreeSet<>();

    /** Takes the words from the commands and from what the algorithms declare. */
    CompletionWords(CommandLine tree, AlgorithmRegistry registry) {
        algorithms = registry.all().stream()
                .map(AlgorithmDescriptor::name)
                .distinct()
                .toList();
        registry.entries().stream().map(CategoryEntry::category).forEach(categories::add);
        put("algorithms", algorithms);
        List<String> commands = new ArrayList<>(tree.getSubcommands().keySet());
        commands.add(HELP);
        put("commands:", commands);
        addCommand("", tree);
        addHelp(HELP, tree);
        for (AlgorithmDescriptor algorithm : registry.listed()) {
            addAlgorithm(algorithm);
        }
        Map<String, List<String>> versions = new LinkedHashMap<>();
        for (AlgorithmDescriptor algorithm : registry.all()) {
            versions.computeIfAbsent(algorithm.name().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(Integer.toString(algorithm.version()));
        }
        versions.forEach((name, each) -> put("versions:" + name, each));
    }

    /** Returns the lists that are not empty. */
    Map<String, List<String>> lists() {
        return lists;
    }

    private void addCommand(String path, CommandLine command) {
        List<String> options = new ArrayList<>();
        List<String> withValue = new ArrayList<>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            options.add(option.longestName());
            if (option.arity().max() > 0) {
                withValue.addAll(List.of(option.names()));
                for (String name : option.names()) {
                    put("option:" + path + ":" + name, valuesOf(option));
                }
            }
        }
        put("options:" + path, options);
        put("valued:" + path, withValue);
        put("commands:" + path, command.getSubcommands().keySet());
        List<String> takes = new ArrayList<>();
        for (PositionalParamSpec argument : command.getCommandSpec().positionalParameters()) {
            if (argument.paramLabel().equals("NAME") && command.getParent() != null && path.indexOf(' ') < 0) {
                takes.add("algorithm");
            } else if (argument.paramLabel().equals("Property=Value")) {
                takes.add("properties");
            } else if (argument.completionCandidates() != null) {
                put("commands:" + path, listOf(argument.completionCandidates()));
            }
        }
        put("takes:" + path, takes);
        command.getSubcommands().forEach((name, below) -> addCommand(path.isEmpty() ? name : path + " " + name, below));
    }

    /** What help tells of is named as if it were called. */
    private void addHelp(String path, CommandLine command) {
        put("commands:" + path, command.getSubcommands().keySet());
        command.getSubcommands().forEach((name, below) -> addHelp(path + " " + name, below));
    }

    private Collection<String> valuesOf(OptionSpec option) {
        return switch (option.longestName()) {
            case "--category" -> categories;
            case "--without", "--algorithms" -> algorithms;
            default -> option.completionCandidates() == null ? List.of() : listOf(option.completionCandidates());
        };
    }

    private static List<String> listOf(Iterable<String> words) {
        List<String> list = new ArrayList<>();
        words.forEach(list::add);
        return list;
    }

    private void addAlgorithm(AlgorithmDescriptor algorithm) {
        try {
            String key = algorithm.name().toLowerCase(Locale.ROOT);
            List<String> names = new ArrayList<>();
            for (Property<?> property : algorithm.properties()) {
                if (property.direction() != Direction.OUTPUT) {
                    names.add(property.name() + "=");
                    put("values:" + key + ":" + property.name().toLowerCase(Locale.ROOT), valuesOf(property));
                }
            }
            put("properties:" + key, names);
        } catch (InvalidDeclarationException e) {
            // an algorithm that cannot be called has no words
        }
    }

    private static List<String> valuesOf(Property<?> property) {
        if (property.type().word().equals("boolean")) {
            return List.of("true", "false");
        }
        return property.type().isSecret() ? List.of() : property.allowedValues();
    }

    private void put(String key, Collection<String> words) {
        if (!words.isEmpty()) {
            lists.putIfAbsent(key, List.copyOf(words));
        }
    }
}
