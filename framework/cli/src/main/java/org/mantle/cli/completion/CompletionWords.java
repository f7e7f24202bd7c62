package org.mantle.cli.completion;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * {@code values:sortvalues:order} the values that {@code Order} of {@code SortValues} takes.
 */
final class CompletionWords {

    private final Map<String, List<String>> lists = new LinkedHashMap<>();

    /** Takes the words from the commands and from what the algorithms declare. */
    CompletionWords(CommandLine tree, AlgorithmRegistry registry) {
        addCommand("", tree);
        put(
                "algorithms",
                registry.all().stream()
                        .map(AlgorithmDescriptor::name)
                        .distinct()
                        .toList());
        put(
                "categories",
                new TreeSet<>(
                        registry.entries().stream().map(CategoryEntry::category).toList()));
        for (AlgorithmDescriptor algorithm : registry.listed()) {
            addAlgorithm(algorithm);
        }
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
            }
        }
        put("takes:" + path, takes);
        command.getSubcommands().forEach((name, below) -> addCommand(path.isEmpty() ? name : path + " " + name, below));
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
