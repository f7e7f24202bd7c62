package org.mantle.framework.internal.declare;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.internal.compiled.AlgorithmFactory;
import org.mantle.framework.internal.compiled.AlgorithmFacts;
import org.mantle.framework.internal.compiled.AlgorithmOrigin;
import org.mantle.framework.internal.compiled.CompiledCondition;
import org.mantle.framework.internal.compiled.CompiledDeclaration;
import org.mantle.framework.internal.compiled.CompiledPrecondition;
import org.mantle.framework.internal.compiled.Slot;
import org.mantle.framework.internal.text.Names;
import org.mantle.framework.internal.type.LocatedType;
import org.mantle.framework.property.ComputedDefault;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Precondition;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.Deprecation;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.run.RegistryFault;
import org.mantle.validators.Constraint;
import org.mantle.validators.Validators;
import org.mantle.validators.Violation;

/** Takes one declaration, and compiles it into slots or says everything that is wrong with it. */
final class DeclarationReader implements Declaration {

    private final Set<String> faults = new LinkedHashSet<>();
    private final List<Property<?>> properties = new ArrayList<>();
    private static final int MOST_PARTS = 500;
    private static final String PROPERTIES = "properties";

    private final Map<Property<?>, List<Condition>> visibleWhen = new LinkedHashMap<>();
    private final Map<Property<?>, List<Condition>> requiredWhen = new LinkedHashMap<>();
    private @Nullable ComputedDefaults defaults;
    private final List<ConditionalPrecondition> preconditions = new ArrayList<>();
    private final Set<Property<?>> loops = new LinkedHashSet<>();
    private final List<AlgorithmFacts.Alias> aliases = new ArrayList<>();
    private final List<String> categories = new ArrayList<>();
    private final List<String> seeAlso = new ArrayList<>();
    private final List<String> keywords = new ArrayList<>();
    private String name = "";
    private boolean misnamed;
    private String summary = "";
    private int version = 1;
    private Optional<Deprecation> deprecation = Optional.empty();

    /** Begins a declaration. */
    DeclarationReader() {
        this(List.of());
    }

    /** Begins a declaration of which something wrong is known already. */
    DeclarationReader(List<String> known) {
        faults.addAll(known);
    }

    /** Returns a text that is not null; the empty one is refused later where one is needed. */
    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    /** Adds what is not null, and notes what is. */
    private <E> void addEach(List<? super E> to, String what, List<? extends @Nullable E> given) {
        for (@Nullable E each : given) {
            if (isThere(each, what)) {
                to.add(each);
            }
        }
    }

    /** Notes what is null: mostly a constant that is used in the initialiser of one above it. */
    private boolean isThere(@Nullable Object given, String what) {
        if (given == null) {
            faults.add("one of its " + what + " is null: is its constant initialised after it is used?");
        }
        return given != null;
    }

    @Override
    public Declaration name(String given) {
        name = text(given);
        return this;
    }

    @Override
    public Declaration version(int number) {
        version = number;
        return this;
    }

    @Override
    public Declaration aliases(String... names) {
        List<String> others = new ArrayList<>(names.length);
        addEach(others, "aliases", Arrays.asList(names));
        others.forEach(alias -> aliases.add(new AlgorithmFacts.Alias(alias, Optional.empty())));
        return this;
    }

    @Override
    public Declaration alias(String other, LocalDate deprecatedFrom) {
        if (isThere(other, "aliases") && isThere(deprecatedFrom, "days from which an alias is deprecated")) {
            aliases.add(new AlgorithmFacts.Alias(other, Optional.of(deprecatedFrom)));
        }
        return this;
    }

    @Override
    public Declaration deprecated(String replacement) {
        deprecation = Optional.of(new Deprecation(text(replacement), Optional.empty()));
        return this;
    }

    @Override
    public Declaration deprecated(String replacement, LocalDate since) {
        deprecation = Optional.of(new Deprecation(text(replacement), Optional.ofNullable(since)));
        return this;
    }

    @Override
    public Declaration categories(String... paths) {
        addEach(categories, "categories", Arrays.asList(paths));
        return this;
    }

    @Override
    public Declaration summary(String given) {
        summary = text(given);
        return this;
    }

    @Override
    public Declaration seeAlso(String... names) {
        addEach(seeAlso, "algorithms to see also", Arrays.asList(names));
        return this;
    }

    @Override
    public Declaration keywords(String... words) {
        addEach(keywords, "keywords", Arrays.asList(words));
        return this;
    }

    @Override
    public Declaration properties(Property<?>... keys) {
        addEach(properties, PROPERTIES, Arrays.asList(keys));
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
    public <T> Declaration defaultFrom(
            Property<T> key,
            String words,
            Function<? super Inputs, ? extends @Nullable T> rule,
            Property<?>... restsOn) {
        List<Property<?>> rests = new ArrayList<>(restsOn.length);
        addEach(rests, PROPERTIES, Arrays.asList(restsOn));
        if (isThere(key, PROPERTIES) && isThere(rule, "rules for a default")) {
            defaults = defaults == null ? new ComputedDefaults() : defaults;
            defaults.add(key, new ComputedDefault(text(words), rests, rule), faults);
        }
        return this;
    }

    @Override
    public Declaration precondition(Condition condition, Precondition precondition) {
        if (isSmall(condition) && isThere(precondition, "preconditions")) {
            preconditions.add(new ConditionalPrecondition(condition, precondition));
        }
        return this;
    }

    @Override
    public Declaration loopOver(Property<?>... keys) {
        List<Property<?>> given = new ArrayList<>(keys.length);
        addEach(given, PROPERTIES, Arrays.asList(keys));
        loops.addAll(given);
        return this;
    }

    private void add(Map<Property<?>, List<Condition>> rules, Condition condition, Property<?>... keys) {
        if (isSmall(condition)) {
            for (Property<?> key : keys) {
                if (isThere(key, PROPERTIES)) {
                    rules.computeIfAbsent(key, unused -> new ArrayList<>()).add(condition);
                }
            }
        }
    }

    /** Refuses a condition in which whoever walks through it could get lost; it may even share its parts. */
    private boolean isSmall(Condition condition) {
        if (!isThere(condition, "conditions")) {
            return false;
        }
        Deque<Condition> left = new ArrayDeque<>(List.of(condition));
        for (int parts = 0; parts < MOST_PARTS; parts++) {
            @Nullable Condition part = left.poll();
            if (part == null) {
                return true;
            }
            if (part instanceof Condition.Combined combined) {
                left.push(combined.right());
                left.push(combined.left());
            } else if (part instanceof Condition.Not not) {
                left.push(not.negated());
            }
        }
        if (left.isEmpty()) {
            return true;
        }
        faults.add("one of its conditions has more than " + MOST_PARTS
                + " parts; say several values of one property by isOneOf, and test what is more complex in"
                + " validateInputs");
        return false;
    }

    /**
     * Compiles what was declared.
     *
     * @param factory makes the instances of the runs
     * @param source where the algorithm comes from, for messages
     * @throws InvalidDeclarationException if the declaration is wrong
     */
    AlgorithmOrigin.Declared compile(AlgorithmFactory factory, String source) {
        checkFacts();
        checkProperties();
        checkConditions();
        if (!loops.isEmpty()) {
            properties.stream().filter(DeclarationReader::isChanged).forEach(loops::add);
            LoopDeclaration.findFaults(loops, properties, faults);
        }
        if (defaults != null) {
            defaults.check(properties, this::restsOn, faults);
        }
        if (!faults.isEmpty()) {
            throw InvalidDeclarationException.of(
                    name.isEmpty() ? source : name,
                    misnamed ? RegistryFault.INVALID_NAME : RegistryFault.INVALID_DECLARATION,
                    faults,
                    null);
        }
        return new AlgorithmOrigin.Declared(
                new AlgorithmFacts(name, version, aliases, categories, summary, seeAlso, keywords, deprecation),
                compiled(factory));
    }

    /** Returns whether a property names an object that a run leaves: each of several runs has a name of its own for it. */
    private static boolean isChanged(Property<?> property) {
        LocatedType<?> names = LocatedType.of(property.type());
        return names != null && names.isChanged();
    }

    private void checkFacts() {
        if (!Names.isForAlgorithm(name)) {
            misnamed = true;
            faults.add("it needs a name " + Names.OF_ALGORITHM + ", not \"" + name + "\"");
        }
        if (version < 1) {
            faults.add("its version is " + version + " and must be at least 1");
        }
        if (categories.isEmpty()) {
            faults.add("it needs at least one category");
        }
        for (String category : categories) {
            if (!Names.isCategory(category)) {
                faults.add("its category " + Violation.quoted(category)
                        + " must have levels without blanks around them and without ;,"
                        + " separated by single backslashes, and at most " + Names.MOST_LEVELS + " of them");
            }
        }
        if (summary.isBlank()) {
            faults.add("it needs a summary");
        }
        for (String keyword : keywords) {
            if (keyword.isBlank()) {
                faults.add("one of its keywords is blank");
            }
        }
        Set<String> names = new HashSet<>(Set.of(name.toLowerCase(Locale.ROOT)));
        for (AlgorithmFacts.Alias alias : aliases) {
            if (!Names.isForAlgorithm(alias.name())) {
                misnamed = true;
                faults.add("its alias \"" + alias.name() + "\" must be " + Names.OF_ALGORITHM);
            }
        }
        // what is there already in any letter case is found by that
        for (int i = 0; i < aliases.size(); ) {
            if (names.add(aliases.get(i).name().toLowerCase(Locale.ROOT))) {
                i++;
            } else {
                aliases.remove(i);
            }
        }
    }

    private void checkProperties() {
        Set<String> names = new HashSet<>();
        for (Property<?> property : properties) {
            if (!names.add(property.name().toLowerCase(Locale.ROOT))) {
                faults.add("the property name " + property.name() + " is there twice");
            }
            for (String alias : property.aliases()) {
                if (!alias.equalsIgnoreCase(property.name()) && !names.add(alias.toLowerCase(Locale.ROOT))) {
                    faults.add("the old name " + alias + " of " + property.name() + " is there twice");
                }
                checkName(alias);
            }
            checkName(property.name());
            // most have none, and need not load what asks
            if (property.validator() != Validators.anything()
                    && property.direction().isInput()) {
                checkThatSomethingIsAllowed(property);
            }
        }
    }

    private void checkThatSomethingIsAllowed(Property<?> property) {
        Optional<String> fault = Contradictions.fault(property);
        if (fault.isPresent()) {
            faults.add(fault.get());
        }
    }

    private void checkName(String ofProperty) {
        Optional<String> fault = Names.faultOfProperty(ofProperty);
        if (fault.isPresent()) {
            faults.add(fault.get());
        }
    }

    private void checkConditions() {
        Set<Property<?>> declared = new HashSet<>(properties);
        List<Condition> conditions = new ArrayList<>();
        for (Map<Property<?>, List<Condition>> rules : List.of(visibleWhen, requiredWhen)) {
            for (Map.Entry<Property<?>, List<Condition>> entry : rules.entrySet()) {
                Property<?> property = entry.getKey();
                if (!declared.contains(property)) {
                    faults.add("there is a condition for " + property.name() + ", which is not declared");
                }
                if (property.direction() == Direction.OUTPUT) {
                    faults.add("there is a condition for " + property.name() + ", which is an output");
                }
                conditions.addAll(entry.getValue());
            }
        }
        for (ConditionalPrecondition conditional : preconditions) {
            conditions.add(conditional.when());
        }
        for (Condition condition : conditions) {
            for (Property<?> property : condition.properties()) {
                if (!declared.contains(property) || property.direction() == Direction.OUTPUT) {
                    faults.add("the condition \"" + condition.words() + "\" rests on " + property.name()
                            + ", which is not a declared input");
                }
            }
            checkValues(condition);
        }
    }

    /** A condition on a value that its property never has is a slip of the pen. */
    private void checkValues(Condition condition) {
        if (condition instanceof Condition.IsOneOf<?> isOneOf) {
            Property<?> property = isOneOf.property();
            for (Object value : isOneOf.values()) {
                if (property.validator().isPure() && !Objects.deepEquals(value, property.defaultOrNull())) {
                    Optional<Violation> violation = property.check(value);
                    violation.ifPresent(why ->
                            faults.add("the condition \"" + condition.words() + "\" can never hold: " + why.message()));
                }
            }
        } else if (condition instanceof Condition.Compared<?> compared) {
            checkBound(compared);
        } else if (condition instanceof Condition.Combined combined) {
            checkValues(combined.left());
            checkValues(combined.right());
        } else if (condition instanceof Condition.Not not) {
            checkValues(not.negated());
        }
    }

    /** As above, where the validator has bounds. */
    private <N extends Number & Comparable<? super N>> void checkBound(Condition.Compared<N> compared) {
        Property<N> property = compared.property();
        if (!(property.validator().constraint() instanceof Constraint.Range range)
                || compared.isMetBy(property.defaultOrNull())) {
            return;
        }
        boolean upwards =
                compared.side() == Condition.Compared.Side.AT_LEAST || compared.side() == Condition.Compared.Side.ABOVE;
        Optional<Constraint.Bound> farthest = upwards ? range.upper() : range.lower();
        boolean never = range.tolerance() == 0
                && farthest.isPresent()
                && !compared.isMetBy(farthest.get().value());
        if (never) {
            faults.add("the condition \"" + compared.words() + "\" can never hold: " + property.name() + " must be "
                    + range.words());
        }
    }

    /** Returns on what the conditions of a property rest. */
    private Set<Property<?>> restsOn(Property<?> property) {
        Set<Property<?>> all = new LinkedHashSet<>();
        for (Map<Property<?>, List<Condition>> rules : List.of(visibleWhen, requiredWhen)) {
            rules.getOrDefault(property, List.of()).forEach(condition -> all.addAll(condition.properties()));
        }
        return all;
    }

    private CompiledDeclaration compiled(AlgorithmFactory factory) {
        Map<Property<?>, Integer> indices = new LinkedHashMap<>();
        for (Property<?> property : properties) {
            indices.put(property, indices.size());
        }
        SlotIndex index = new SlotIndex(indices);
        List<Slot> slots = new ArrayList<>();
        for (Property<?> property : properties) {
            slots.add(new Slot(
                    slots.size(),
                    property,
                    property.defaultOrNull(),
                    compile(visibleWhen.getOrDefault(property, List.of()), index, slots),
                    compile(requiredWhen.getOrDefault(property, List.of()), index, slots),
                    defaults == null ? null : defaults.compile(property, index, slots),
                    LocatedType.of(property.type())));
        }
        List<CompiledPrecondition> compiled = new ArrayList<>();
        for (ConditionalPrecondition conditional : preconditions) {
            compiled.add(new CompiledPrecondition(
                    new CompiledCondition(conditional.when(), index, slots), conditional.precondition()));
        }
        return new CompiledDeclaration(name, slots, compiled, factory, loops, null);
    }

    private static List<CompiledCondition> compile(
            List<Condition> conditions, ToIntFunction<Property<?>> index, List<Slot> slots) {
        List<CompiledCondition> compiled = new ArrayList<>();
        for (Condition condition : conditions) {
            compiled.add(new CompiledCondition(condition, index, slots));
        }
        return List.copyOf(compiled);
    }

    /** A precondition with the condition under which it counts. */
    private record ConditionalPrecondition(Condition when, Precondition precondition) {}

    /** Gives the index of the slot of a declared property. */
    private record SlotIndex(Map<Property<?>, Integer> indices) implements ToIntFunction<Property<?>> {
        @Override
        public int applyAsInt(Property<?> property) {
            return indices.getOrDefault(property, -1);
        }
    }
}
