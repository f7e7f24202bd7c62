package org.mantle.framework;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties and rules of one algorithm, compiled for its runs. Immutable, so that it may be handed from thread to thread
 * without more ado.
 */
final class CompiledDeclaration {

    private final String algorithm;
    private final Slot[] slots;
    private final Slot[] inputsInCheckOrder;
    private final @Nullable Object[] defaults;
    private final Map<Property<?>, Slot> byProperty = new HashMap<>();
    private final Map<String, Slot> byName = new HashMap<>();
    private final Map<String, Slot> byLowerCaseName = new HashMap<>();
    private final List<DeclarationReader.ConditionalPrecondition> preconditions;
    private final CompiledPrecondition[] compiledPreconditions;
    private final AlgorithmFactory factory;
    private final int[] secretSlots;
    private final Slot[] checkedOutputs;
    private final boolean changesInputs;
    private final boolean computesDefaults;
    private final boolean locatesDefaults;

    CompiledDeclaration(
            String algorithm,
            List<Slot> slots,
            List<DeclarationReader.ConditionalPrecondition> preconditions,
            AlgorithmFactory factory) {
        this.algorithm = algorithm;
        this.slots = slots.toArray(Slot[]::new);
        this.preconditions = List.copyOf(preconditions);
        this.factory = factory;
        this.defaults = slots.stream().map(Slot::defaultValue).toArray();
        for (Slot slot : slots) {
            byProperty.put(slot.property(), slot);
            byName.put(slot.property().name(), slot);
            byLowerCaseName.put(slot.property().name().toLowerCase(Locale.ROOT), slot);
            slot.property().aliases().forEach(alias -> byLowerCaseName.put(alias.toLowerCase(Locale.ROOT), slot));
        }
        this.inputsInCheckOrder = CheckOrder.of(slots).toArray(Slot[]::new);
        this.compiledPreconditions = preconditions.stream()
                .map(conditional -> new CompiledPrecondition(
                        new CompiledCondition(
                                conditional.when(),
                                property -> requireSlot(property).index(),
                                slots),
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
        this.computesDefaults = slots.stream().anyMatch(slot -> slot.computed() != null);
        this.locatesDefaults = slots.stream()
                .anyMatch(slot -> slot.isInput()
                        && slot.files() != null
                        && slot.defaultValue() != null
                        && !slot.property().isEmpty(slot.defaultValue()));
        this.changesInputs = slots.stream().anyMatch(slot -> slot.isInput() && slot.isOutput());
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

    /** Returns whether the default of an input depends on other inputs. */
    boolean computesDefaults() {
        return computesDefaults;
    }

    /** Returns whether the default of an input names a file. */
    boolean locatesDefaults() {
        return locatesDefaults;
    }

    @Nullable Object[] newValues() {
        return defaults.clone();
    }

    AlgorithmFactory factory() {
        return factory;
    }

    @Nullable Slot slotOrNull(String propertyName) {
        Slot slot = byName.get(propertyName);
        return slot != null ? slot : byLowerCaseName.get(propertyName.toLowerCase(Locale.ROOT));
    }

    Slot requireSlot(Property<?> property) {
        Slot slot = byProperty.get(property);
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
