package org.mantle.framework.internal.compiled;

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
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.property.ComputedDefault;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Precondition;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.Deprecation;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.type.Secret;

/** One version of an algorithm, with its compiled declaration or what an index says until that is needed. Safe from many threads. */
public final class CompiledAlgorithm implements AlgorithmDescriptor {

    private final AlgorithmOwner plugin;
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
    public CompiledAlgorithm(AlgorithmOwner plugin, AlgorithmOrigin origin, AlgorithmOrigin.Declared declared) {
        this(plugin, origin, declared.facts(), declared.compiled(), null);
    }

    /** Makes the descriptor of a declaration that is run when its properties are first asked for. */
    public CompiledAlgorithm(AlgorithmOwner plugin, AlgorithmOrigin origin, IndexedAlgorithm indexed) {
        this(plugin, origin, indexed.facts(), null, indexed);
    }

    private CompiledAlgorithm(
            AlgorithmOwner plugin,
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

    /**
     * Returns a descriptor as what it is.
     *
     * @throws IllegalArgumentException if it was not made by the framework
     */
    public static CompiledAlgorithm of(AlgorithmDescriptor descriptor) {
        if (descriptor instanceof CompiledAlgorithm algorithm) {
            return algorithm;
        }
        throw new IllegalArgumentException("a descriptor from a registry is needed, not a "
                + descriptor.getClass().getName());
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
            // before it runs: a declaration that asks for itself must not run for ever
            begun = true;
            if (first != null) {
                differs = declare(first);
                indexed = null;
            }
            thrown = failure;
        }
        // not under the lock: others are told of it
        if (first != null && (differs || thrown != null)) {
            plugin.correct(this, thrown);
        }
        CompiledDeclaration ready = compiled;
        if (ready == null) {
            String why = thrown == null ? "it was asked for while it was being declared" : plugin.words(thrown);
            throw InvalidDeclarationException.unusable(this, why, thrown);
        }
        return ready;
    }

    /** Returns whether the declaration says something else than the index. */
    private boolean declare(IndexedAlgorithm index) {
        try {
            AlgorithmOrigin.Declared declared = origin.declare();
            boolean differs = !declared.facts().equals(index.facts())
                    || !declared.compiled().propertyTexts().equals(index.propertyTexts());
            facts = declared.facts();
            aliases = facts.aliasNames();
            categories = facts.allCategories();
            mayBeDeprecated = facts.mayBeDeprecated();
            compiled = declared.compiled();
            return differs;
        } catch (Throwable e) {
            // foreign code: a declaration may throw anything, also from a static initialiser
            failure = e;
            return true;
        }
    }

    @Override
    public String name() {
        return facts.name();
    }

    @Override
    public int version() {
        return facts.version();
    }

    @Override
    public List<String> aliases() {
        return aliases;
    }

    @Override
    public Map<String, LocalDate> deprecatedAliases() {
        Map<String, LocalDate> days = new LinkedHashMap<>();
        facts.aliases().forEach(alias -> alias.deprecatedFrom().ifPresent(day -> days.put(alias.name(), day)));
        return Collections.unmodifiableMap(days);
    }

    @Override
    public List<String> categories() {
        return categories;
    }

    @Override
    public String summary() {
        return facts.summary();
    }

    @Override
    public List<String> seeAlso() {
        return facts.seeAlso();
    }

    @Override
    public List<String> keywords() {
        return facts.keywords();
    }

    @Override
    public Optional<Deprecation> deprecation() {
        return facts.deprecation();
    }

    @Override
    public String source() {
        return origin.source();
    }

    @Override
    public List<Property<?>> properties() {
        return Arrays.stream(slots()).<Property<?>>map(Slot::property).toList();
    }

    @Override
    public Optional<Property<?>> property(String propertyName) {
        return Optional.ofNullable(slotOrNull(propertyName)).map(Slot::property);
    }

    @Override
    public boolean isMandatory(Property<?> property) {
        return requireSlot(property).isMandatory();
    }

    @Override
    public List<Condition> visibleWhen(Property<?> property) {
        return requireSlot(property).visibleWhen();
    }

    @Override
    public List<Condition> requiredWhen(Property<?> property) {
        return requireSlot(property).requiredWhen();
    }

    @Override
    public Optional<ComputedDefault> computedDefault(Property<?> property) {
        return Optional.ofNullable(requireSlot(property).computed()).map(CompiledDefault::rule);
    }

    @Override
    public boolean isLoopedOver(Property<?> property) {
        return loops().contains(requireSlot(property).property());
    }

    @Override
    public Map<Precondition, Condition> preconditions() {
        Map<Precondition, Condition> conditions = new LinkedHashMap<>();
        compiled()
                .preconditions()
                .forEach(compiled -> conditions.merge(
                        compiled.precondition(), compiled.when().condition(), Condition::or));
        return Collections.unmodifiableMap(conditions);
    }

    @Override
    public JsonObject toJson() {
        return DescriptorJson.of(this);
    }

    /** Returns name and version. */
    @Override
    public String toString() {
        return facts.name() + " v" + facts.version();
    }

    /** Returns whether a run may have to say that the algorithm or its alias should not be used any more. */
    public boolean mayBeDeprecated() {
        return mayBeDeprecated;
    }

    public AlgorithmOwner plugin() {
        return plugin;
    }

    public AlgorithmOrigin origin() {
        return origin;
    }

    public AlgorithmFacts facts() {
        return facts;
    }

    /** Returns what a search reads of the properties; runs no declaration, and waits for none. */
    public List<PropertyText> propertyTexts() {
        IndexedAlgorithm index = indexed;
        if (index != null) {
            return index.propertyTexts();
        }
        CompiledDeclaration ready = compiled;
        return ready != null ? ready.propertyTexts() : List.of();
    }

    public Slot[] slots() {
        return compiled().slots();
    }

    public Slot[] inputsInCheckOrder() {
        return compiled().inputsInCheckOrder();
    }

    public List<CompiledPrecondition> compiledPreconditions() {
        return compiled().preconditions();
    }

    public int[] secretSlots() {
        return compiled().secretSlots();
    }

    /** Returns whether a run may leave objects in the host's store. */
    public boolean leavesObjects() {
        return compiled().leavesObjects();
    }

    /** Returns whether an input names objects of the host's store. */
    public boolean namesObjects() {
        return compiled().namesObjects();
    }

    /** Returns the outputs in order of declaration. */
    public Slot[] outputs() {
        return compiled().outputs();
    }

    /** Returns the outputs about which the author promised something. */
    public Slot[] checkedOutputs() {
        return compiled().checkedOutputs();
    }

    /** Returns whether a run may write over an input. */
    public boolean changesInputs() {
        return compiled().changesInputs();
    }

    public boolean computesDefaults() {
        return compiled().computesDefaults();
    }

    public boolean locatesDefaults() {
        return compiled().locatesDefaults();
    }

    /** Returns the inputs that may be looped over. */
    public Set<Property<?>> loops() {
        return compiled().loops();
    }

    /** Returns of what this is a loop, or {@code null} when it is none. */
    public @Nullable LoopShape loop() {
        return compiled().loop();
    }

    public @Nullable Object[] newValues() {
        return compiled().newValues();
    }

    public @Nullable Slot slotOrNull(String propertyName) {
        return compiled().slotOrNull(propertyName);
    }

    /** Returns the slot of a name in the declared spelling, or {@code null}. */
    public @Nullable Slot speltOrNull(String propertyName) {
        return compiled().speltOrNull(propertyName);
    }

    public boolean declares(Property<?> property) {
        return compiled().declares(property);
    }

    public Slot requireSlot(Property<?> property) {
        return compiled().requireSlot(property);
    }

    public Slot requireSlot(String propertyName) {
        return requireSlot(propertyName, slot -> true);
    }

    /** Returns the slot of a name, if it is of the wanted kind; the others are not named in the message. */
    public Slot requireSlot(String propertyName, Predicate<Slot> wanted) {
        Slot slot = slotOrNull(propertyName);
        if (slot == null || !wanted.test(slot)) {
            throw InvalidPropertyException.of(name(), List.of(PropertyProblems.unknown(this, propertyName, wanted)));
        }
        return slot;
    }

    public Slot outputSlot(Property<?> property) {
        Slot slot = requireSlot(property);
        if (!slot.isOutput()) {
            throw new IllegalArgumentException(property.name() + " of " + name() + " is not an output");
        }
        return slot;
    }

    /** Overwrites the secrets that were made for a run, when the run is over or does not begin. */
    public void wipeOwnedSecrets(@Nullable Object[] values) {
        for (int index : secretSlots()) {
            if (values[index] instanceof Secret secret) {
                secret.wipeIfOwned();
            }
        }
    }

    /** Makes the instance of one run. */
    public Algorithm newInstance() {
        try {
            return compiled().factory().create();
        } catch (Throwable e) {
            // foreign code: a constructor may throw anything
            throw AlgorithmFailures.notMade(this, e);
        }
    }

    private static final class ByNameAndVersion implements Comparator<CompiledAlgorithm> {
        @Override
        public int compare(CompiledAlgorithm left, CompiledAlgorithm right) {
            int byName = String.CASE_INSENSITIVE_ORDER.compare(left.name(), right.name());
            return byName != 0 ? byName : Integer.compare(left.version(), right.version());
        }
    }

    /** Sorts by name, then version. */
    public static Comparator<CompiledAlgorithm> byNameAndVersion() {
        return new ByNameAndVersion();
    }
}
