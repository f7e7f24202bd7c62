package org.mantle.framework.internal.compiled;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.property.Property;

/**
 * The properties and rules of one algorithm, compiled for its runs. Immutable, so that it may be handed from thread to thread
 * without more ado.
 */
public final class CompiledDeclaration {

    private final String algorithm;
    private final Slot[] slots;
    private final Slot[] inputsInCheckOrder;
    private final @Nullable Object[] defaults;
    private final SlotTable table;
    private final List<CompiledPrecondition> preconditions;
    private final AlgorithmFactory factory;
    private final int[] secretSlots;
    private final Slot[] outputs;
    private final Slot[] checkedOutputs;
    private final boolean leavesObjects;
    private final boolean namesObjects;
    private final boolean changesInputs;
    private final boolean computesDefaults;
    private final boolean locatesDefaults;
    private final Set<Property<?>> loops;
    private final @Nullable LoopShape loop;

    /**
     * Compiles a declaration.
     *
     * @param loops the inputs that may be looped over
     * @param loop of what this is a loop, if it is one
     */
    public CompiledDeclaration(
            String algorithm,
            List<Slot> slots,
            List<CompiledPrecondition> preconditions,
            AlgorithmFactory factory,
            Set<Property<?>> loops,
            @Nullable LoopShape loop) {
        this.algorithm = algorithm;
        this.slots = slots.toArray(new Slot[0]);
        this.preconditions = List.copyOf(preconditions);
        this.factory = factory;
        this.loops = Set.copyOf(loops);
        this.loop = loop;
        this.table = new SlotTable(slots);
        this.defaults = new @Nullable Object[slots.size()];
        List<Slot> secrets = new ArrayList<>();
        List<Slot> results = new ArrayList<>();
        List<Slot> promised = new ArrayList<>();
        List<Slot> inputs = new ArrayList<>();
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        for (Slot slot : slots) {
            defaults[slot.index()] = slot.defaultValue();
            addIf(slot.property().type().isSecret(), slot, secrets);
            addIf(slot.isOutput(), slot, results);
            addIf(slot.isPromised(), slot, promised);
            addIf(slot.isInput(), slot, inputs);
            addTraits(slot, traits);
        }
        this.secretSlots = indices(secrets);
        this.outputs = results.toArray(new Slot[0]);
        this.checkedOutputs = promised.toArray(new Slot[0]);
        this.inputsInCheckOrder = (traits.contains(Trait.RULED) ? CheckOrder.of(slots) : inputs).toArray(new Slot[0]);
        this.namesObjects = traits.contains(Trait.NAMES_OBJECTS);
        this.leavesObjects = traits.contains(Trait.LEAVES_OBJECTS);
        this.changesInputs = traits.contains(Trait.CHANGES_INPUTS);
        this.computesDefaults = traits.contains(Trait.COMPUTES_DEFAULTS);
        this.locatesDefaults = traits.contains(Trait.LOCATES_DEFAULTS);
    }

    /** What a run does only where one of the slots asks for it. */
    private enum Trait {
        RULED,
        NAMES_OBJECTS,
        LEAVES_OBJECTS,
        CHANGES_INPUTS,
        COMPUTES_DEFAULTS,
        LOCATES_DEFAULTS
    }

    private static void addTraits(Slot slot, Set<Trait> traits) {
        addIf(slot.isRuled(), Trait.RULED, traits);
        addIf(slot.namesObjects(), Trait.NAMES_OBJECTS, traits);
        addIf(slot.isPromised() && slot.isChanged(), Trait.LEAVES_OBJECTS, traits);
        addIf(slot.isInput() && slot.isOutput(), Trait.CHANGES_INPUTS, traits);
        addIf(slot.computed() != null, Trait.COMPUTES_DEFAULTS, traits);
        addIf(slot.locatesDefault(), Trait.LOCATES_DEFAULTS, traits);
    }

    private static <E> void addIf(boolean whether, E element, Collection<E> elements) {
        if (whether) {
            elements.add(element);
        }
    }

    private static int[] indices(List<Slot> slots) {
        int[] indices = new int[slots.size()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = slots.get(i).index();
        }
        return indices;
    }

    Slot[] slots() {
        return slots;
    }

    Slot[] inputsInCheckOrder() {
        return inputsInCheckOrder;
    }

    List<CompiledPrecondition> preconditions() {
        return preconditions;
    }

    int[] secretSlots() {
        return secretSlots;
    }

    /** Returns the outputs in order of declaration. */
    Slot[] outputs() {
        return outputs;
    }

    /** Returns the outputs about which the author promised something. */
    Slot[] checkedOutputs() {
        return checkedOutputs;
    }

    /** Returns whether an input names objects of the host's store. */
    boolean namesObjects() {
        return namesObjects;
    }

    /** Returns whether a run may leave objects in the host's store. */
    boolean leavesObjects() {
        return leavesObjects;
    }

    /** Returns whether a run may write over an input. */
    boolean changesInputs() {
        return changesInputs;
    }

    /** Returns whether the default of an input depends on other inputs. */
    boolean computesDefaults() {
        return computesDefaults;
    }

    /** Returns whether the default of an input names a file. */
    boolean locatesDefaults() {
        return locatesDefaults;
    }

    /** Returns the inputs that may be looped over. */
    Set<Property<?>> loops() {
        return loops;
    }

    /** Returns of what this is a loop, or {@code null} when it is none. */
    @Nullable LoopShape loop() {
        return loop;
    }

    @Nullable Object[] newValues() {
        return defaults.clone();
    }

    AlgorithmFactory factory() {
        return factory;
    }

    @Nullable Slot slotOrNull(String propertyName) {
        return table.named(propertyName);
    }

    /** Returns the slot of a name in the declared spelling, or {@code null}. */
    @Nullable Slot speltOrNull(String propertyName) {
        return table.spelt(propertyName);
    }

    boolean declares(Property<?> property) {
        return table.of(property) != null;
    }

    Slot requireSlot(Property<?> property) {
        Slot slot = table.of(property);
        if (slot == null) {
            throw new IllegalArgumentException(algorithm + " did not declare " + property.name());
        }
        return slot;
    }

    /** Returns what a search reads of the properties. */
    List<PropertyText> propertyTexts() {
        List<PropertyText> texts = new ArrayList<>(slots.length);
        for (Slot slot : slots) {
            texts.add(PropertyText.of(slot.property()));
        }
        return texts;
    }
}
