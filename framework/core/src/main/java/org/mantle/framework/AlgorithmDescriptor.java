package org.mantle.framework;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a face needs to know of one version of an algorithm, compiled once from its declaration. Immutable; no
 * instance of the algorithm is made to read it.
 */
public final class AlgorithmDescriptor {

    private final String name;
    private final int version;
    private final List<String> aliases;
    private final List<String> categories;
    private final String summary;
    private final List<String> seeAlso;
    private final Slot[] slots;
    private final Slot[] inputsInCheckOrder;
    private final @Nullable Object[] defaults;
    private final Map<Property<?>, Slot> byProperty = new HashMap<>();
    private final Map<String, Slot> byName = new HashMap<>();
    private final Map<String, Slot> byLowerCaseName = new HashMap<>();
    private final List<DeclarationReader.ConditionalPrecondition> preconditions;
    private final CompiledPrecondition[] compiledPreconditions;
    private final AlgorithmFactory factory;
    private final String source;
    private final int[] secretSlots;
    private final Slot[] checkedOutputs;
    private final boolean changesInputs;

    AlgorithmDescriptor(
            String name,
            int version,
            List<String> aliases,
            List<String> categories,
            String summary,
            List<String> seeAlso,
            List<Slot> slots,
            List<DeclarationReader.ConditionalPrecondition> preconditions,
            AlgorithmFactory factory,
            String source) {
        this.name = name;
        this.version = version;
        this.aliases = List.copyOf(aliases);
        this.categories = List.copyOf(categories);
        this.summary = summary;
        this.seeAlso = List.copyOf(seeAlso);
        this.slots = slots.toArray(Slot[]::new);
        this.preconditions = List.copyOf(preconditions);
        this.factory = factory;
        this.source = source;
        this.defaults = slots.stream().map(Slot::defaultValue).toArray();
        for (Slot slot : slots) {
            byProperty.put(slot.property(), slot);
            byName.put(slot.property().name(), slot);
            byLowerCaseName.put(slot.property().name().toLowerCase(Locale.ROOT), slot);
        }
        this.inputsInCheckOrder = CheckOrder.of(slots).toArray(Slot[]::new);
        this.compiledPreconditions = preconditions.stream()
                .map(conditional -> new CompiledPrecondition(
                        new CompiledCondition(
                                conditional.when(),
                                property -> requireSlot(property).index()),
                        conditional.precondition()))
                .toArray(CompiledPrecondition[]::new);
        this.secretSlots = slots.stream()
                .filter(slot -> slot.property().type().isSecret())
                .mapToInt(Slot::index)
                .toArray();
        this.checkedOutputs = slots.stream()
                .filter(Slot::isOutput)
                .filter(slot -> slot.property().needsValue()
                        || !slot.property().validator().constraint().words().isEmpty())
                .toArray(Slot[]::new);
        this.changesInputs = slots.stream().anyMatch(slot -> slot.isInput() && slot.isOutput());
    }

    /** Returns the name in the author's spelling. */
    public String name() {
        return name;
    }

    /** Returns the version, 1 or higher. */
    public int version() {
        return version;
    }

    /** Returns the other names of this version. */
    public List<String> aliases() {
        return aliases;
    }

    /** Returns the categories; a backslash separates levels. */
    public List<String> categories() {
        return categories;
    }

    /** Returns what the algorithm does, in one or a few sentences. */
    public String summary() {
        return summary;
    }

    /** Returns the names of related algorithms. */
    public List<String> seeAlso() {
        return seeAlso;
    }

    /** Returns where the algorithm comes from: its class and its jar. */
    public String source() {
        return source;
    }

    /** Returns the properties in order of declaration. */
    public List<Property<?>> properties() {
        return Arrays.stream(slots).<Property<?>>map(Slot::property).toList();
    }

    /** Returns the property of a name, in any letter case. */
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

    /** Returns the preconditions, each with the condition under which it counts. */
    public Map<Precondition, Condition> preconditions() {
        Map<Precondition, Condition> conditions = new LinkedHashMap<>();
        preconditions.forEach(
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
        return name + " v" + version;
    }

    Slot[] slots() {
        return slots;
    }

    Slot[] inputsInCheckOrder() {
        return inputsInCheckOrder;
    }

    CompiledPrecondition[] compiledPreconditions() {
        return compiledPreconditions;
    }

    int[] secretSlots() {
        return secretSlots;
    }

    /** Returns the outputs about which the author promised something. */
    Slot[] checkedOutputs() {
        return checkedOutputs;
    }

    /** Returns whether a run may write over an input. */
    boolean changesInputs() {
        return changesInputs;
    }

    @Nullable Object[] newValues() {
        return defaults.clone();
    }

    @Nullable Slot slotOrNull(String propertyName) {
        Slot slot = byName.get(propertyName);
        return slot != null ? slot : byLowerCaseName.get(propertyName.toLowerCase(Locale.ROOT));
    }

    boolean isExactName(String propertyName) {
        return byName.containsKey(propertyName);
    }

    Slot requireSlot(Property<?> property) {
        Slot slot = byProperty.get(property);
        if (slot == null) {
            throw new IllegalArgumentException(name + " did not declare " + property.name());
        }
        return slot;
    }

    Slot requireSlot(String propertyName) {
        return requireSlot(propertyName, slot -> true);
    }

    /** Returns the slot of a name, if it is of the wanted kind; the others are not named in the message. */
    Slot requireSlot(String propertyName, Predicate<Slot> wanted) {
        Slot slot = slotOrNull(propertyName);
        if (slot == null || !wanted.test(slot)) {
            throw InvalidPropertyException.of(name, List.of(PropertyProblems.unknown(this, propertyName, wanted)));
        }
        return slot;
    }

    Slot outputSlot(Property<?> property) {
        Slot slot = requireSlot(property);
        if (!slot.isOutput()) {
            throw new IllegalArgumentException(property.name() + " of " + name + " is not an output");
        }
        return slot;
    }

    /** Overwrites the secrets that were made for a run, when the run is over or does not begin. */
    void wipeOwnedSecrets(@Nullable Object[] values) {
        for (int index : secretSlots) {
            if (values[index] instanceof Secret secret) {
                secret.wipeIfOwned();
            }
        }
    }

    /** Makes the instance of one run. */
    Algorithm newInstance() {
        try {
            return factory.create();
        } catch (Throwable e) { // foreign code: a constructor may throw anything
            throw new AlgorithmFailedException(name, name + " could not be made: " + FailureMessage.withKind(e), e);
        }
    }

    /** Sorts by name, then version. */
    static Comparator<AlgorithmDescriptor> byNameAndVersion() {
        return Comparator.comparing(AlgorithmDescriptor::name, String.CASE_INSENSITIVE_ORDER)
                .thenComparing(AlgorithmDescriptor::version);
    }
}
