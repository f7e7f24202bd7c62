package org.mantle.framework;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes one declaration, and compiles it into slots or says everything that is wrong with it. */
final class DeclarationReader implements Declaration {

    private final List<String> faults = new ArrayList<>();
    private final List<Property<?>> properties = new ArrayList<>();
    private final Map<Property<?>, List<Condition>> visibleWhen = new LinkedHashMap<>();
    private final Map<Property<?>, List<Condition>> requiredWhen = new LinkedHashMap<>();
    private final List<ConditionalPrecondition> preconditions = new ArrayList<>();
    private final List<String> aliases = new ArrayList<>();
    private final List<String> categories = new ArrayList<>();
    private final List<String> seeAlso = new ArrayList<>();
    private String name = "";
    private String summary = "";
    private int version = 1;

    /** A precondition with the condition under which it counts. */
    record ConditionalPrecondition(Condition when, Precondition precondition) {}

    @Override
    public Declaration name(String text) {
        name = text;
        return this;
    }

    @Override
    public Declaration version(int number) {
        version = number;
        return this;
    }

    @Override
    public Declaration aliases(String... names) {
        aliases.addAll(Arrays.asList(names));
        return this;
    }

    @Override
    public Declaration categories(String... paths) {
        categories.addAll(Arrays.asList(paths));
        return this;
    }

    @Override
    public Declaration summary(String text) {
        summary = text;
        return this;
    }

    @Override
    public Declaration seeAlso(String... names) {
        seeAlso.addAll(Arrays.asList(names));
        return this;
    }

    @Override
    public Declaration properties(Property<?>... keys) {
        properties.addAll(Arrays.asList(keys));
        return this;
    }

    @Override
    public Declaration visibleWhen(Condition condition, Property<?>... keys) {
        add(visibleWhen, condition, keys);
        return this;
    }

    @Override
    public Declaration requiredWhen(Condition condition, Property<?>... keys) {
        add(requiredWhen, condition, keys);
        return this;
    }

    @Override
    public Declaration precondition(Condition condition, Precondition precondition) {
        preconditions.add(new ConditionalPrecondition(condition, precondition));
        return this;
    }

    private static void add(Map<Property<?>, List<Condition>> rules, Condition condition, Property<?>... keys) {
        for (Property<?> key : keys) {
            rules.computeIfAbsent(key, unused -> new ArrayList<>()).add(condition);
        }
    }

    /**
     * Compiles what was declared.
     *
     * @param factory makes the instances of the runs
     * @param source where the algorithm comes from, for messages
     * @throws InvalidDeclarationException if the declaration is wrong
     */
    AlgorithmDescriptor compile(AlgorithmFactory factory, String source) {
        checkFacts();
        checkProperties();
        checkConditions();
        if (!faults.isEmpty()) {
            throw new InvalidDeclarationException(name.isEmpty() ? source : name, faults);
        }
        return new AlgorithmDescriptor(
                name, version, aliases, categories, summary, seeAlso, slots(), preconditions, factory, source);
    }

    private void checkFacts() {
        if (name.isBlank() || !name.strip().equals(name)) {
            faults.add("it needs a name without blanks around it");
        }
        if (version < 1) {
            faults.add("its version is " + version + " and must be at least 1");
        }
        if (categories.isEmpty() || categories.stream().anyMatch(String::isBlank)) {
            faults.add("it needs at least one category, and none of them blank");
        }
        if (summary.isBlank()) {
            faults.add("it needs a summary");
        }
        Set<String> names = new HashSet<>(Set.of(name.toLowerCase(Locale.ROOT)));
        for (String alias : aliases) {
            if (alias.isBlank() || !names.add(alias.toLowerCase(Locale.ROOT))) {
                faults.add("its alias \"" + alias + "\" is blank, its own name, or there twice");
            }
        }
    }

    private void checkProperties() {
        Set<String> names = new HashSet<>();
        for (Property<?> property : properties) {
            if (!names.add(property.name().toLowerCase(Locale.ROOT))) {
                faults.add("the property name " + property.name() + " is there twice");
            }
        }
    }

    private void checkConditions() {
        Set<Property<?>> declared = new HashSet<>(properties);
        Set<Condition> conditions = new LinkedHashSet<>();
        for (Map<Property<?>, List<Condition>> rules : List.of(visibleWhen, requiredWhen)) {
            rules.forEach((property, rulesOfOne) -> {
                if (!declared.contains(property)) {
                    faults.add("there is a condition for " + property.name() + ", which is not declared");
                }
                if (property.direction() == Direction.OUTPUT) {
                    faults.add("there is a condition for " + property.name() + ", which is an output");
                }
                conditions.addAll(rulesOfOne);
            });
        }
        preconditions.forEach(conditional -> conditions.add(conditional.when()));
        for (Condition condition : conditions) {
            for (Property<?> property : condition.properties()) {
                if (!declared.contains(property) || property.direction() == Direction.OUTPUT) {
                    faults.add("the condition \"" + condition.words() + "\" rests on " + property.name()
                            + ", which is not a declared input");
                }
            }
        }
    }

    private List<Slot> slots() {
        Map<Property<?>, Integer> indices = new LinkedHashMap<>();
        properties.forEach(property -> indices.put(property, indices.size()));
        CompiledCondition.SlotFinder finder = property -> indices.getOrDefault(property, -1);
        List<Slot> slots = new ArrayList<>();
        for (Property<?> property : properties) {
            List<Condition> visible = visibleWhen.getOrDefault(property, List.of());
            List<Condition> required = requiredWhen.getOrDefault(property, List.of());
            List<Condition> both = new ArrayList<>(visible);
            both.addAll(required);
            @Nullable Predicate<@Nullable Object[]> compiledVisible = visible.stream()
                    .reduce(Condition::and)
                    .map(condition -> CompiledCondition.of(condition, finder))
                    .orElse(null);
            slots.add(new Slot(
                    indices.getOrDefault(property, -1),
                    property,
                    property.defaultOrNull(),
                    List.copyOf(visible),
                    List.copyOf(required),
                    compiledVisible,
                    required.stream()
                            .map(condition -> CompiledCondition.of(condition, finder))
                            .toList(),
                    both.stream()
                            .flatMap(condition -> condition.properties().stream())
                            .map(finder::slotOf)
                            .collect(Collectors.toUnmodifiableSet())));
        }
        return slots;
    }
}
