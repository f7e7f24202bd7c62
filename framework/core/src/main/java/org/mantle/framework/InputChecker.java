package org.mantle.framework;

import com.google.gson.JsonNull;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.validators.Violation;

/**
 * The first tier of a run's checks: names, conversion, validators and conditions, all properties together.
 *
 * <p>Used by one thread, for one run. Nothing is allocated for problems until there is one.
 */
final class InputChecker {

    private final AlgorithmDescriptor descriptor;
    private final @Nullable Object[] values;
    private @Nullable List<Problem> problems;
    private boolean @Nullable [] refused;

    private InputChecker(AlgorithmDescriptor descriptor, @Nullable Object[] values) {
        this.descriptor = descriptor;
        this.values = values;
    }

    /** Takes what a caller gave by name, and finds every problem with it. */
    static InputChecker ofMap(AlgorithmDescriptor descriptor, Map<String, ?> given) {
        InputChecker checker = new InputChecker(descriptor, descriptor.newValues());
        boolean respelt = false;
        for (Map.Entry<String, ?> entry : given.entrySet()) {
            respelt |= checker.take(entry.getKey(), entry.getValue());
        }
        if (respelt) {
            checker.findDuplicates(given);
        }
        checker.checkValues();
        return checker;
    }

    /** Takes values that are converted already. */
    static InputChecker ofValues(AlgorithmDescriptor descriptor, @Nullable Object[] values) {
        InputChecker checker = new InputChecker(descriptor, values);
        checker.checkValues();
        return checker;
    }

    /** Returns the values, one for each slot. */
    @Nullable Object[] values() {
        return values;
    }

    /** Returns the problems in order of declaration, those of no declared property first. */
    List<Problem> problems() {
        if (problems == null) {
            return List.of();
        }
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparingInt(problem -> {
            Slot slot = descriptor.slotOrNull(problem.property());
            return slot == null ? -1 : slot.index();
        }));
        return sorted;
    }

    /** Returns whether the name was spelt in another way than declared. */
    private boolean take(String name, @Nullable Object given) {
        Slot slot = descriptor.slotOrNull(name);
        if (slot == null) {
            add(PropertyProblems.unknown(descriptor, name));
            return false;
        }
        if (given == null || given instanceof JsonNull) {
            return !descriptor.isExactName(name);
        }
        if (!slot.isInput()) {
            add(PropertyProblems.output(slot.property()));
            return false;
        }
        try {
            values[slot.index()] = slot.property().convert(given);
        } catch (IllegalArgumentException e) {
            refuse(slot, PropertyProblems.notConvertible(slot.property(), given, e));
        }
        return !descriptor.isExactName(name);
    }

    private void findDuplicates(Map<String, ?> given) {
        String[] spellings = new String[values.length];
        given.keySet().forEach(name -> {
            Slot slot = descriptor.slotOrNull(name);
            if (slot == null) {
                return;
            }
            String other = spellings[slot.index()];
            spellings[slot.index()] = name;
            if (other != null) {
                refuse(
                        slot,
                        PropertyProblems.duplicate(
                                slot.property(), other.equals(slot.property().name()) ? name : other));
            }
        });
    }

    private void checkValues() {
        for (Slot slot : descriptor.inputsInCheckOrder()) {
            if (!isRefused(slot) && !restsOnRefused(slot)) {
                checkValue(slot);
            }
        }
    }

    private void checkValue(Slot slot) {
        if (!slot.isVisible(values)) {
            return;
        }
        Property<?> property = slot.property();
        @Nullable Object value = values[slot.index()];
        boolean untouched = value == slot.defaultValue();
        @Nullable Condition requiredBy = slot.requiredBy(values);
        if (requiredBy != null && (value == null || property.isEmpty(value))) {
            refuse(slot, PropertyProblems.missing(slot, requiredBy));
        } else if (untouched && property.needsValue()) {
            refuse(slot, PropertyProblems.missing(slot, null));
        } else if (value != null && !(untouched && property.validator().isPure())) {
            checkByValidator(slot, value);
        }
    }

    private void checkByValidator(Slot slot, Object value) {
        Optional<Violation> violation = slot.property().check(value);
        if (violation.isPresent()) {
            refuse(slot, PropertyProblems.violation(slot.property(), value, violation.get()));
        } else if (slot.property().needsValue() && slot.property().isEmpty(value)) {
            refuse(slot, PropertyProblems.missing(slot, null));
        }
    }

    private boolean isRefused(Slot slot) {
        return refused != null && refused[slot.index()];
    }

    private boolean restsOnRefused(Slot slot) {
        if (refused == null) {
            return false;
        }
        for (int index : slot.restsOn()) {
            if (refused[index]) {
                return true;
            }
        }
        return false;
    }

    private void refuse(Slot slot, Problem problem) {
        if (refused == null) {
            refused = new boolean[values.length];
        }
        refused[slot.index()] = true;
        add(problem);
    }

    private void add(Problem problem) {
        if (problems == null) {
            problems = new ArrayList<>();
        }
        problems.add(problem);
    }
}
