package org.mantle.framework.internal.compiled;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.property.Property;

/**
 * The properties and rules of one algorithm, compiled for its runs. Immutable, so that it may be handed from thread to thread
 * without more ado.
 */
public final class CompiledDeclaration {

    private static final int RULED = 1;
    private static final int NAMES_OBJECTS = 1 << 1;
    private static final int LEAVES_OBJECTS = 1 << 2;
    private static final int CHANGES_INPUTS = 1 << 3;
    private static final int COMPUTES_DEFAULTS = 1 << 4;
    private static final int LOCATES_DEFAULTS = 1 << 5;

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
        int traits = 0;
        for (Slot slot : slots) {
            defaults[slot.index()] = slot.defaultValue();
            addIf(slot.property().type().isSecret(), slot, secrets);
            addIf(slot.isOutput(), slot, results);
            addIf(slot.isPromised(), slot, promised);
            addIf(slot.isInput(), slot, inputs);
            traits |= traits(slot);
        }
        this.secretSlots = indices(secrets);
        this.outputs = results.toArray(new Slot[0]);
        this.checkedOutputs = promised.toArray(new Slot[0]);
        this.inputsInCheckOrder = ((traits & RULED) != 0 ? CheckOrder.of(slots) : inputs).toArray(new Slot[0]);
        this.namesObjects = (traits & NAMES_OBJECTS) != 0;
        this.leavesObjects = (traits & LEAVES_OBJECTS) != 0;
        this.changesInputs = (traits & CHANGES_INPUTS) != 0;
        this.computesDefaults = (traits & COMPUTES_DEFAULTS) != 0;
        this.locatesDefaults = (traits & LOCATES_DEFAULTS) != 0;
    }

    /** Returns what a run does for the slot that it does not do for every other, as bits. */
    private static int traits(Slot slot) {
        return (slot.isRuled() ? RULED : 0)
                | (slot.namesObjects() ? NAMES_OBJECTS : 0)
                | (slot.isPromised() && slot.isChanged() ? LEAVES_OBJECTS : 0)
                | (slot.isInput() && slot.isOutput() ? CHANGES_INPUTS : 0)
                | (slot.computed() != null ? COMPUTES_DEFAULTS : 0)
                | (slot.locatesDefault() ? LOCATES_DEFAULTS : 0);
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
