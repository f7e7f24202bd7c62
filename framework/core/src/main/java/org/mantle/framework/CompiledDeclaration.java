package org.mantle.framework;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mantle.validators.Validators;

/**
 * The properties and rules of one algorithm, compiled for its runs. Immutable, so that it may be handed from thread to thread
 * without more ado. Made with plain loops: the first lambda of a JVM costs more than all of this.
 */
final class CompiledDeclaration {

    private final String algorithm;
    private final Slot[] slots;
    private final Slot[] inputsInCheckOrder;
    private final @Nullable Object[] defaults;
    private final SlotTable table;
    private final List<DeclarationReader.ConditionalPrecondition> preconditions;
    private final List<CompiledPrecondition> compiledPreconditions;
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
    CompiledDeclaration(
            String algorithm,
            List<Slot> slots,
            List<DeclarationReader.ConditionalPrecondition> preconditions,
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
        boolean ruled = false;
        boolean computes = false;
        boolean locates = false;
        boolean changes = false;
        boolean leaves = false;
        boolean objects = false;
        for (Slot slot : slots) {
            Property<?> property = slot.property();
            defaults[slot.index()] = slot.defaultValue();
            if (property.type().isSecret()) {
                secrets.add(slot);
            }
            if (slot.isOutput()) {
                results.add(slot);
            }
            if (slot.isOutput() && (property.needsValue() || property.validator() != Validators.anything())) {
                promised.add(slot);
                leaves |= slot.isChanged();
            }
            if (slot.isInput()) {
                inputs.add(slot);
            }
            ruled |= slot.isRuled();
            computes |= slot.computed() != null;
            locates |= slot.isInput()
                    && slot.names() != null
                    && slot.defaultValue() != null
                    && !property.isEmpty(slot.defaultValue());
            changes |= slot.isInput() && slot.isOutput();
            objects |= slot.namesObjects();
        }
        this.computesDefaults = computes;
        this.locatesDefaults = locates;
        this.changesInputs = changes;
        this.leavesObjects = leaves;
        this.namesObjects = objects;
        this.secretSlots = indices(secrets);
        this.outputs = results.toArray(new Slot[0]);
        this.checkedOutputs = promised.toArray(new Slot[0]);
        this.inputsInCheckOrder = (ruled ? CheckOrder.of(slots) : inputs).toArray(new Slot[0]);
        this.compiledPreconditions = compiled(preconditions, slots);
    }

    private static int[] indices(List<Slot> slots) {
        int[] indices = new int[slots.size()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = slots.get(i).index();
        }
        return indices;
    }

    private List<CompiledPrecondition> compiled(
            List<DeclarationReader.ConditionalPrecondition> conditionals, List<Slot> slots) {
        List<CompiledPrecondition> compiled = new ArrayList<>(conditionals.size());
        for (DeclarationReader.ConditionalPrecondition conditional : conditionals) {
            CompiledCondition when = new CompiledCondition(
                    conditional.when(), property -> requireSlot(property).index(), slots);
            compiled.add(new CompiledPrecondition(when, conditional.precondition()));
        }
        return List.copyOf(compiled);
    }

    Slot[] slots() {
        return slots;
    }

    Slot[] inputsInCheckOrder() {
        return inputsInCheckOrder;
    }

    List<DeclarationReader.ConditionalPrecondition> preconditions() {
        return preconditions;
    }

    List<CompiledPrecondition> compiledPreconditions() {
        return compiledPreconditions;
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
