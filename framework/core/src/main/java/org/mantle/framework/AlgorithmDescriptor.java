package org.mantle.framework;

import com.google.gson.JsonObject;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a face needs to know of one version of an algorithm, compiled once from its declaration. No instance of the
 * algorithm is made to read it.
 *
 * <p>Where the jar has an index, name, version, aliases, categories, summary and see-also are read from it, and the declaration
 * is run when something else is first asked for. One that turns out to be wrong then is an {@link InvalidDeclarationException},
 * the same every time. What the declaration says counts, where the index says something else. Safe from many threads.
 */
public final class AlgorithmDescriptor {

    private final RegistryPlugin plugin;
    private final AlgorithmOrigin origin;

    /** Set in pairs or more by one thread; each is immutable, so whoever reads it sees it whole. */
    private AlgorithmFacts facts;

    private List<String> aliases;
    private List<String> categories;
    private boolean mayBeDeprecated;
    private @Nullable CompiledDeclaration compiled;

    /** What the index says, until the declaration has run; taken away after that is set which takes its place. */
    private volatile @Nullable IndexedAlgorithm indexed;

    /** Whether somebody runs the declaration, or has done so; guarded by the origin. */
    private boolean begun;

    /** Guarded by the origin. */
    private @Nullable Throwable failure;

    /** Makes the descriptor of a declaration that was run. */
    AlgorithmDescriptor(RegistryPlugin plugin, AlgorithmOrigin origin, Declared declared) {
        this(plugin, origin, declared.facts(), declared.compiled(), null);
    }

    /** Makes the descriptor of a declaration that is run when its properties are first asked for. */
    AlgorithmDescriptor(RegistryPlugin plugin, AlgorithmOrigin origin, IndexedAlgorithm indexed) {
        this(plugin, origin, indexed.facts(), null, indexed);
    }

    private AlgorithmDescriptor(
            RegistryPlugin plugin,
            AlgorithmOrigin origin,
            AlgorithmFacts facts,
            @Nullable CompiledDeclaration compiled,
            @Nullable IndexedAlgorithm indexed) {
        this.plugin = plugin;
        this.origin = origin;
        this.facts = facts;
        this.aliases = facts.aliasNames();
        this.categories = facts.allCategories();
        this.mayBeDeprecated = facts.mayBeDeprecated();
        this.compiled = compiled;
        this.indexed = indexed;
    }

    private CompiledDeclaration compiled() {
        CompiledDeclaration ready = compiled;
        return ready != null ? ready : declared();
    }

    /** Runs the declaration, unless another thread has just done so. */
    private CompiledDeclaration declared() {
        IndexedAlgorithm first;
        Throwable thrown;
        boolean differs = false;
        synchronized (origin) {
            first = begun ? null : indexed;
            begun = true; // before it runs: a declaration that asks for itself must not run for ever
            if (first != null) {
                differs = declare(first);
                indexed = null;
            }
            thrown = failure;
        }
        if (first != null && (differs || thrown != null)) { // not under the lock: others are told of it
            plugin.correct(this, thrown);
        }
        CompiledDeclaration ready = compiled;
        if (ready == null) {
            throw InvalidDeclarationException.unusable(this, thrown);
        }
        return ready;
    }

    /** Returns whether the declaration says something else than the index. */
    private boolean declare(IndexedAlgorithm index) {
        try {
            Declared declared = origin.declare();
            boolean differs = !declared.facts().equals(index.facts())
                    || !declared.compiled().propertyTexts().equals(index.propertyTexts());
            facts = declared.facts();
            aliases = facts.aliasNames();
            categories = facts.allCategories();
            mayBeDeprecated = facts.mayBeDeprecated();
            compiled = declared.compiled();
            return differs;
        } catch (Throwable e) { // foreign code: a declaration may throw anything, also from a static initialiser
            failure = e;
            return true;
        }
    }

    /** Returns the name in the author's spelling. */
    public String name() {
        return facts.name();
    }

    /** Returns the version, 1 or higher. */
    public int version() {
        return facts.version();
    }

    /** Returns the other names of this version. */
    public List<String> aliases() {
        return aliases;
    }

    /** Returns the other names that should not be used any more, each with the day from which on. */
    public Map<String, LocalDate> deprecatedAliases() {
        Map<String, LocalDate> days = new LinkedHashMap<>();
        facts.aliases().forEach(alias -> alias.deprecatedFrom().ifPresent(day -> days.put(alias.name(), day)));
        return Collections.unmodifiableMap(days);
    }

    /** Returns the categories; a backslash separates levels. A deprecated algorithm is in {@code Deprecated} too. */
    public List<String> categories() {
        return categories;
    }

    /** Returns what the algorithm does, in one or a few sentences. */
    public String summary() {
        return facts.summary();
    }

    /** Returns the names of related algorithms. */
    public List<String> seeAlso() {
        return facts.seeAlso();
    }

    /** Returns words by which the algorithm is found, beside all others that are said of it. */
    public List<String> keywords() {
        return facts.keywords();
    }

    /** Returns whether the algorithm should not be used any more, what to use instead, and since when; empty when it is fine. */
    public Optional<Deprecation> deprecation() {
        return facts.deprecation();
    }

    /** Returns where the algorithm comes from: its class and its jar. */
    public String source() {
        return origin.source();
    }

    /** Returns the properties in order of declaration. */
    public List<Property<?>> properties() {
        return Arrays.stream(slots()).<Property<?>>map(Slot::property).toList();
    }

    /** Returns the property of a name, or of an old name, in any letter case. */
    public Optional<Property<?>> property(String propertyName) {
        return Optional.ofNullable(slotOrNull(propertyName)).map(Slot::property);
    }

    /**
     * Returns whether every run must give the property a value. One that only some runs must give has conditions instead:
     * {@link #visibleWhen} and {@link #requiredWhen}.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property
     */
    public boolean isMandatory(Property<?> property) {
        return requireSlot(property).isMandatory();
    }

    /**
     * Returns the conditions that must all hold for a property to count; empty when it always does.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property
     */
    public List<Condition> visibleWhen(Property<?> property) {
        return requireSlot(property).visibleWhen();
    }

    /**
     * Returns the conditions of which each demands a value.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property
     */
    public List<Condition> requiredWhen(Property<?> property) {
        return requireSlot(property).requiredWhen();
    }

    /**
     * Returns how the default of an input is worked out from other inputs; empty when it is not.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property
     */
    public Optional<ComputedDefault> computedDefault(Property<?> property) {
        return Optional.ofNullable(requireSlot(property).computed()).map(CompiledDefault::rule);
    }

    /**
     * Returns whether an input may be given as a list, of which each entry has a run of its own.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property
     */
    public boolean isLoopedOver(Property<?> property) {
        return loops().contains(requireSlot(property).property());
    }

    /** Returns the preconditions, each with the condition under which it counts. */
    public Map<Precondition, Condition> preconditions() {
        Map<Precondition, Condition> conditions = new LinkedHashMap<>();
        compiled()
                .preconditions()
                .forEach(
                        conditional -> conditions.merge(conditional.precondition(), conditional.when(), Condition::or));
        return Collections.unmodifiableMap(conditions);
    }

    /** Returns the descriptor as JSON, in the form that {@code mantle describe --json} prints. */
    public JsonObject toJson() {
        return DescriptorJson.of(this);
    }

    /** Returns name and version. */
    @Override
    public String toString() {
        return facts.name() + " v" + facts.version();
    }

    /** Returns whether a run may have to say that the algorithm or its alias should not be used any more. */
    boolean mayBeDeprecated() {
        return mayBeDeprecated;
    }

    RegistryPlugin plugin() {
        return plugin;
    }

    AlgorithmOrigin origin() {
        return origin;
    }

    AlgorithmFacts facts() {
        return facts;
    }

    /** Returns what a search reads of the properties; runs no declaration, and waits for none. */
    List<PropertyText> propertyTexts() {
        IndexedAlgorithm index = indexed;
        if (index != null) {
            return index.propertyTexts();
        }
        CompiledDeclaration ready = compiled;
        return ready != null ? ready.propertyTexts() : List.of();
    }

    Slot[] slots() {
        return compiled().slots();
    }

    Slot[] inputsInCheckOrder() {
        return compiled().inputsInCheckOrder();
    }

    List<CompiledPrecondition> compiledPreconditions() {
        return compiled().compiledPreconditions();
    }

    int[] secretSlots() {
        return compiled().secretSlots();
    }

    /** Returns whether a run may leave objects in the host's store. */
    boolean leavesObjects() {
        return compiled().leavesObjects();
    }

    /** Returns whether an input names objects of the host's store. */
    boolean namesObjects() {
        return compiled().namesObjects();
    }

    /** Returns the outputs in order of declaration. */
    Slot[] outputs() {
        return compiled().outputs();
    }

    /** Returns the outputs about which the author promised something. */
    Slot[] checkedOutputs() {
        return compiled().checkedOutputs();
    }

    /** Returns whether a run may write over an input. */
    boolean changesInputs() {
        return compiled().changesInputs();
    }

    boolean computesDefaults() {
        return compiled().computesDefaults();
    }

    boolean locatesDefaults() {
        return compiled().locatesDefaults();
    }

    /** Returns the inputs that may be looped over. */
    Set<Property<?>> loops() {
        return compiled().loops();
    }

    /** Returns of what this is a loop, or {@code null} when it is none. */
    @Nullable LoopShape loop() {
        return compiled().loop();
    }

    @Nullable Object[] newValues() {
        return compiled().newValues();
    }

    @Nullable Slot slotOrNull(String propertyName) {
        return compiled().slotOrNull(propertyName);
    }

    /** Returns the slot of a name in the declared spelling, or {@code null}. */
    @Nullable Slot speltOrNull(String propertyName) {
        return compiled().speltOrNull(propertyName);
    }

    boolean declares(Property<?> property) {
        return compiled().declares(property);
    }

    Slot requireSlot(Property<?> property) {
        return compiled().requireSlot(property);
    }

    Slot requireSlot(String propertyName) {
        return requireSlot(propertyName, slot -> true);
    }

    /** Returns the slot of a name, if it is of the wanted kind; the others are not named in the message. */
    Slot requireSlot(String propertyName, Predicate<Slot> wanted) {
        Slot slot = slotOrNull(propertyName);
        if (slot == null || !wanted.test(slot)) {
            throw InvalidPropertyException.of(name(), List.of(PropertyProblems.unknown(this, propertyName, wanted)));
        }
        return slot;
    }

    Slot outputSlot(Property<?> property) {
        Slot slot = requireSlot(property);
        if (!slot.isOutput()) {
            throw new IllegalArgumentException(property.name() + " of " + name() + " is not an output");
        }
        return slot;
    }

    /** Overwrites the secrets that were made for a run, when the run is over or does not begin. */
    void wipeOwnedSecrets(@Nullable Object[] values) {
        for (int index : secretSlots()) {
            if (values[index] instanceof Secret secret) {
                secret.wipeIfOwned();
            }
        }
    }

    /** Makes the instance of one run. */
    Algorithm newInstance() {
        try {
            return compiled().factory().create();
        } catch (Throwable e) { // foreign code: a constructor may throw anything
            throw RunFailures.notMade(this, e);
        }
    }

    private static final class ByNameAndVersion implements Comparator<AlgorithmDescriptor> {
        @Override
        public int compare(AlgorithmDescriptor left, AlgorithmDescriptor right) {
            int byName = String.CASE_INSENSITIVE_ORDER.compare(left.name(), right.name());
            return byName != 0 ? byName : Integer.compare(left.version(), right.version());
        }
    }

    /** Sorts by name, then version. */
    static Comparator<AlgorithmDescriptor> byNameAndVersion() {
        return new ByNameAndVersion();
    }
}
