package org.mantle.framework;

import com.google.gson.JsonNull;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mantle.validators.Violation;

/**
 * The first tier of a run's checks: names, conversion, validators and conditions, all properties together.
 *
 * <p>Used by one thread, for one run. Nothing is allocated for problems until there is one, and the words of a refused value are
 * made when somebody reads them.
 */
final class InputChecker {

    private final AlgorithmDescriptor descriptor;
    private final Map<String, ?> given;
    private final @Nullable Object[] values;
    private @Nullable List<Finding> findings;
    private boolean @Nullable [] refused;

    /**
     * A problem and the index of the slot that it is about, or -1.
     *
     * @param problem makes the problem, which looks for the nearest right value
     */
    private record Finding(int place, Supplier<Problem> problem) {}

    private InputChecker(AlgorithmDescriptor descriptor, Map<String, ?> given, @Nullable Object[] values) {
        this.descriptor = descriptor;
        this.given = given;
        this.values = values;
    }

    /** Takes what a caller gave by name, and finds every problem with it. */
    static InputChecker ofMap(AlgorithmDescriptor descriptor, Map<String, ?> given) {
        InputChecker checker = new InputChecker(descriptor, given, descriptor.newValues());
        boolean respelt = false;
        for (Map.Entry<String, ?> entry : given.entrySet()) {
            respelt |= checker.take(entry.getKey(), entry.getValue());
        }
        if (respelt) {
            checker.findDuplicates();
        }
        checker.checkValues();
        return checker;
    }

    /** Takes values that are converted already. */
    static InputChecker ofValues(AlgorithmDescriptor descriptor, @Nullable Object[] values) {
        InputChecker checker = new InputChecker(descriptor, Map.of(), values);
        checker.checkValues();
        return checker;
    }

    /** Returns the values, one for each slot. */
    @Nullable Object[] values() {
        return values;
    }

    /** Returns the problems in order of declaration, those of no declared property first. */
    List<Problem> problems() {
        return findings == null ? List.of() : inOrder(findings);
    }

    private static List<Problem> inOrder(List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparingInt(Finding::place))
                .map(finding -> finding.problem().get())
                .toList();
    }

    /**
     * Throws what was found, if anything.
     *
     * @throws InvalidPropertyException with every problem, in the same order
     */
    void refuseProblems() {
        if (findings != null) {
            List<Finding> found = findings;
            throw isAboutAnySlot(found)
                    ? new InvalidPropertyException(descriptor.name(), () -> inOrder(found))
                    : new UnknownPropertyException(descriptor.name(), () -> inOrder(found));
        }
    }

    private static boolean isAboutAnySlot(List<Finding> findings) {
        for (Finding finding : findings) {
            if (finding.place() >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Checks, once all other checks have passed, the secret that has just been read into its slot. */
    static Optional<Problem> checkSecret(AlgorithmDescriptor descriptor, @Nullable Object[] values, Slot slot) {
        InputChecker checker = new InputChecker(descriptor, Map.of(), values);
        checker.checkSlot(slot);
        return checker.problems().stream().findFirst();
    }

    private static boolean isGiven(@Nullable Object value) {
        return value != null && !(value instanceof JsonNull);
    }

    /** Returns whether the name was spelt in another way than declared. */
    private boolean take(String name, @Nullable Object value) {
        Slot slot = descriptor.slotOrNull(name);
        if (slot == null) {
            Problem unknown = PropertyProblems.unknown(descriptor, name, Slot::isInput);
            add(-1, () -> unknown);
            unknown.nearest().map(descriptor::slotOrNull).ifPresent(this::withholdUnlessGiven);
            return false;
        }
        if (value == null || value instanceof JsonNull) {
            return false;
        }
        if (!slot.isInput()) {
            add(slot.index(), () -> PropertyProblems.output(slot.property()));
            return false;
        }
        try {
            values[slot.index()] = slot.property().convert(value);
        } catch (IllegalArgumentException e) {
            Problem problem = PropertyProblems.notConvertible(slot.property(), value, e);
            refuse(slot, () -> problem); // what the caller gave may change
        } catch (Throwable e) { // foreign code: an author's type may throw anything, which must harm no other property
            refuse(slot, () -> PropertyProblems.notCheckable(slot.property(), e));
        }
        return !slot.property().name().equals(name);
    }

    private void findDuplicates() {
        Map<Slot, List<String>> spellings = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            Slot slot = descriptor.slotOrNull(name);
            if (slot != null && slot.isInput() && isGiven(value)) {
                spellings.computeIfAbsent(slot, unused -> new ArrayList<>()).add(name);
            }
        });
        spellings.forEach((slot, names) -> {
            if (names.size() > 1) {
                refuse(slot, () -> PropertyProblems.duplicate(slot.property(), names));
            }
        });
    }

    private void checkValues() {
        for (Slot slot : descriptor.inputsInCheckOrder()) {
            boolean nothingToSay = values[slot.index()] == slot.defaultValue() && slot.mayKeepDefault();
            if (!nothingToSay && (refused == null || (!refused[slot.index()] && !slot.visibilityRestsOnAny(refused)))) {
                checkSlot(slot);
            }
        }
    }

    private void checkSlot(Slot slot) {
        try {
            if (slot.isVisible(values)) {
                checkVisible(slot);
            }
        } catch (Throwable e) { // foreign code: an author's type or validator may throw anything, as above
            refuse(slot, () -> PropertyProblems.notCheckable(slot.property(), e));
        }
    }

    private void checkVisible(Slot slot) {
        Property<?> property = slot.property();
        @Nullable Object value = values[slot.index()];
        boolean untouched = value == slot.defaultValue();
        @Nullable Condition requiredBy = slot.requiredBy(values, refused);
        if (requiredBy != null && (value == null || property.isEmpty(value))) {
            refuse(slot, () -> PropertyProblems.missing(slot, requiredBy));
        } else if (untouched && property.needsValue() && (value == null || !wasGiven(slot))) {
            refuse(slot, () -> PropertyProblems.missing(slot, null));
        } else if (value instanceof Secret secret && secret.isDeferred()) {
            return; // it is read, and checked, when all other checks have passed
        } else if (value != null && !(untouched && slot.defaultStands())) {
            checkByValidator(slot, value);
        }
    }

    private void checkByValidator(Slot slot, Object value) {
        Optional<Violation> violation = slot.property().check(value);
        if (violation.isPresent()) {
            refuse(slot, () -> PropertyProblems.violation(slot.property(), value, violation.get()));
        } else if (slot.property().needsValue() && slot.property().isEmpty(value)) {
            refuse(slot, () -> PropertyProblems.missing(slot, null));
        }
    }

    /** A value that was given outright may be the same object as the default, such as a small number. */
    private boolean wasGiven(Slot slot) {
        return given.entrySet().stream()
                .anyMatch(entry -> isGiven(entry.getValue()) && slot.equals(descriptor.slotOrNull(entry.getKey())));
    }

    private void refuse(Slot slot, Supplier<Problem> problem) {
        withhold(slot);
        add(slot.index(), problem);
    }

    /** A misspelt name was probably meant for this slot: its value is not known, which is no second problem. */
    private void withholdUnlessGiven(Slot slot) {
        if (!wasGiven(slot)) {
            withhold(slot);
        }
    }

    /** Takes a slot, and the conditions that rest on it, out of the checks that follow. */
    private void withhold(Slot slot) {
        if (refused == null) {
            refused = new boolean[values.length];
        }
        refused[slot.index()] = true;
    }

    private void add(int place, Supplier<Problem> problem) {
        if (findings == null) {
            findings = new ArrayList<>();
        }
        findings.add(new Finding(place, problem));
    }
}
