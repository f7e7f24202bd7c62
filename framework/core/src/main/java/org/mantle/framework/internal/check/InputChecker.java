package org.mantle.framework.internal.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.CompiledDefault;
import org.mantle.framework.internal.compiled.PropertyProblems;
import org.mantle.framework.internal.compiled.Slot;
import org.mantle.framework.internal.compiled.StoringSwitch;
import org.mantle.framework.internal.text.GivenJson;
import org.mantle.framework.internal.type.HostStorage;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.PropertyType;
import org.mantle.framework.type.Secret;
import org.mantle.validators.Violation;

/**
 * The first tier of a run's checks: names, conversion, validators and conditions, all properties together.
 *
 * <p>Used by one thread, for one run. Nothing is allocated for problems until there is one, and the words of a refused value are
 * made when somebody reads them.
 */
public final class InputChecker {

    private final CompiledAlgorithm descriptor;
    private final Map<String, ?> given;
    private final @Nullable Object[] values;
    private final HostStorage storage;
    private @Nullable List<Finding> findings;
    private @Nullable List<String> notices;

    /** Whether objects that the run makes are left in the host's store, for which they need names. */
    private boolean storing;

    /** Inputs that were given something else than the default object although they do not count. */
    private @Nullable List<Slot> uncounted;

    private boolean @Nullable [] refused;

    /** Which slots were given a value; known only where it is asked. */
    private boolean @Nullable [] filled;

    /**
     * A problem and the index of the slot that it is about, or -1.
     *
     * @param problem makes the problem, which looks for the nearest right value
     */
    private record Finding(int place, Supplier<Problem> problem) {}

    private InputChecker(
            CompiledAlgorithm descriptor,
            Map<String, ?> given,
            @Nullable Object[] values,
            HostStorage storage,
            boolean storing) {
        this.storing = storing;
        this.descriptor = descriptor;
        this.given = given;
        this.values = values;
        this.storage = storage;
    }

    /**
     * Takes what a caller gave by name, and finds every problem with it.
     *
     * @param storing whether objects are left in the host's store where the caller does not say so
     */
    public static InputChecker ofMap(
            CompiledAlgorithm descriptor, Map<String, ?> given, HostStorage storage, boolean storing) {
        InputChecker checker = new InputChecker(descriptor, given, descriptor.newValues(), storage, storing);
        boolean respelt = false;
        for (Map.Entry<String, ?> entry : given.entrySet()) {
            respelt |= checker.take(String.valueOf(entry.getKey()), entry.getValue());
        }
        if (respelt) {
            checker.findDuplicates();
        }
        checker.checkValues();
        return checker;
    }

    /**
     * Takes values that are converted already.
     *
     * @param filled which slots were given a value
     * @param storing whether objects are left in the host's store
     */
    public static InputChecker ofValues(
            CompiledAlgorithm descriptor,
            @Nullable Object[] values,
            boolean[] filled,
            HostStorage storage,
            boolean storing) {
        InputChecker checker = new InputChecker(descriptor, Map.of(), values, storage, storing);
        checker.filled = filled;
        checker.checkValues();
        return checker;
    }

    /** Returns the values, one for each slot. */
    public @Nullable Object[] values() {
        return values;
    }

    /** Returns whether objects that the run makes are left in the host's store. */
    public boolean isStoring() {
        return storing;
    }

    /** Returns what the caller should be told although it is not refused. */
    public List<String> notices() {
        if (uncounted == null) {
            return notices == null ? List.of() : notices;
        }
        List<String> all = new ArrayList<>(notices == null ? List.of() : notices);
        all.addAll(ignored().values());
        return all;
    }

    /** Returns the notices of old names. */
    public List<String> oldNames() {
        return notices == null ? List.of() : notices;
    }

    /** Returns the inputs that were given and do not count, each with the notice that says so. */
    public Map<Slot, String> ignored() {
        return uncounted == null ? Map.of() : IgnoredInputs.notices(uncounted, descriptor, values, storage);
    }

    /** Returns whether the value of a slot cannot be told, because it or what it rests on is refused. */
    boolean isRefused(Slot slot) {
        return refused != null && refused[slot.index()];
    }

    /** Returns whether a property counts; one of which that cannot be told does. */
    boolean isVisible(Slot slot) {
        try {
            return slot.visibilityRestsOnAny(refused) || slot.isVisible(values);
        } catch (Throwable e) {
            // foreign code: a condition may ask an author's rule for a default, whose failure is a problem
            return true;
        }
    }

    /** Returns whether a property counts and needs a value. */
    boolean isRequired(Slot slot) {
        boolean needed = slot.property().needsValue() && slot.computed() == null;
        try {
            return isVisible(slot) && (needed || slot.requiredBy(values, refused) != null);
        } catch (Throwable e) {
            // as above
            return needed;
        }
    }

    /** Returns the problems in order of declaration, those of no declared property first. */
    public List<Problem> problems() {
        return findings == null ? List.of() : inOrder(descriptor, findings);
    }

    private static List<Problem> inOrder(CompiledAlgorithm descriptor, List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparingInt(Finding::place))
                .map(finding -> inWords(descriptor, finding))
                .toList();
    }

    private static Problem inWords(CompiledAlgorithm descriptor, Finding finding) {
        try {
            return finding.problem().get();
        } catch (Throwable e) {
            // foreign code: the words of an author's validator or type, also where they come late
            return PropertyProblems.notCheckable(descriptor.slots()[finding.place()].property(), e);
        }
    }

    public boolean hasProblems() {
        return findings != null;
    }

    /** Returns what gives the problems when somebody reads them, for an exception. */
    public Supplier<List<Problem>> laterProblems() {
        List<Finding> found = findings == null ? List.of() : findings;
        // held in place of this: an exception must not keep the values
        CompiledAlgorithm algorithm = descriptor;
        return () -> inOrder(algorithm, found);
    }

    /** Returns whether every problem is about a name that no property has. */
    public boolean knowsNoName() {
        return findings != null && !isAboutAnySlot(findings);
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
    public static Optional<Problem> checkSecret(CompiledAlgorithm descriptor, @Nullable Object[] values, Slot slot) {
        InputChecker checker = new InputChecker(descriptor, Map.of(), values, HostStorage.none(), true);
        checker.checkSlot(slot);
        return checker.problems().stream().findFirst();
    }

    private static boolean isGiven(@Nullable Object value) {
        return value != null && !GivenJson.isNull(value);
    }

    /** Returns whether the name was spelt in another way than declared. */
    private boolean take(String name, @Nullable Object value) {
        Slot slot = descriptor.slotOrNull(name);
        if (slot == null && StoringSwitch.isNamed(name)) {
            takeSwitch(value);
            return false;
        }
        if (slot == null) {
            Problem unknown = PropertyProblems.unknown(descriptor, name, Slot::isInput);
            add(-1, () -> unknown);
            unknown.nearest().map(descriptor::slotOrNull).ifPresent(this::withholdUnlessGiven);
            return false;
        }
        if (value == null || !isGiven(value)) {
            return false;
        }
        if (!slot.isInput()) {
            add(slot.index(), () -> PropertyProblems.output(slot.property()));
            return false;
        }
        try {
            Object converted = slot.property().convert(value);
            // given twice: nobody else can wipe the first
            if (values[slot.index()] instanceof Secret replaced) {
                replaced.wipeIfOwned();
            }
            values[slot.index()] = slot.names() == null ? converted : located(slot, converted);
        } catch (IllegalArgumentException e) {
            Problem problem = PropertyProblems.notConvertible(slot.property(), value, e);
            // what the caller gave may change
            refuse(slot, () -> problem);
        } catch (Throwable e) {
            // foreign code: an author's type may throw anything, which must harm no other property
            refuse(slot, () -> PropertyProblems.notCheckable(slot.property(), e));
        }
        return !slot.property().name().equals(name);
    }

    private void takeSwitch(@Nullable Object value) {
        if (value == null || !isGiven(value)) {
            return;
        }
        try {
            storing = StoringSwitch.KEY.convert(value);
        } catch (IllegalArgumentException e) {
            Problem problem = PropertyProblems.notConvertible(StoringSwitch.KEY, value, e);
            // after those of the properties
            add(values.length, () -> problem);
        }
    }

    /** The default that was given outright stays what it is until all is checked: conditions may ask for it. */
    private Object located(Slot slot, Object value) {
        return slot.isDefault(value) ? value : slot.located(value, storage);
    }

    private void findDuplicates() {
        Map<Slot, List<String>> spellings = new LinkedHashMap<>();
        given.forEach((key, value) -> {
            String name = String.valueOf(key);
            Slot slot = descriptor.slotOrNull(name);
            if (slot != null && slot.isInput() && isGiven(value)) {
                spellings.computeIfAbsent(slot, unused -> new ArrayList<>()).add(name);
                if (!name.equalsIgnoreCase(slot.property().name())) {
                    notices = notices == null ? new ArrayList<>() : notices;
                    notices.add(PropertyProblems.oldName(slot.property(), name));
                }
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
            if (slot.computed() != null && !isRefused(slot) && !wasGiven(slot)) {
                workOut(slot, slot.computed());
            }
            boolean nothingToSay = values[slot.index()] == slot.defaultValue() && slot.mayKeepDefault();
            if (!nothingToSay && (refused == null || (!refused[slot.index()] && !slot.visibilityRestsOnAny(refused)))) {
                checkSlot(slot);
            }
        }
        if (findings == null && descriptor.locatesDefaults()) {
            locateDefaults();
        }
        if (findings == null && storing && descriptor.leavesObjects()) {
            findSameNames();
        }
    }

    /** Sets the default that goes with the inputs on which it rests, if those are right. */
    private void workOut(Slot slot, CompiledDefault computed) {
        if (computed.restsOnAny(refused)) {
            withhold(slot);
            return;
        }
        try {
            @Nullable Object value = computed.value(values);
            if (value != null) {
                values[slot.index()] = located(slot, value);
            }
        } catch (Throwable e) {
            // foreign code: the author's rule may throw anything
            refuse(slot, () -> PropertyProblems.defaultFailed(slot.property(), e));
        }
    }

    private void locateDefaults() {
        for (Slot slot : descriptor.inputsInCheckOrder()) {
            @Nullable Object value = values[slot.index()];
            if (value != null && slot.names() != null && slot.isDefault(value)) {
                values[slot.index()] = slot.located(value, storage);
            }
        }
    }

    private void checkSlot(Slot slot) {
        try {
            if (slot.isVisible(values)) {
                checkVisible(slot);
            } else if (values[slot.index()] != slot.defaultValue() && wasGiven(slot)) {
                uncounted = uncounted == null ? new ArrayList<>() : uncounted;
                uncounted.add(slot);
            }
        } catch (Throwable e) {
            // foreign code: an author's type or validator may throw anything, as above
            refuse(slot, () -> PropertyProblems.notCheckable(slot.property(), e));
        }
    }

    private void checkVisible(Slot slot) {
        Property<?> property = slot.property();
        @Nullable Object value = values[slot.index()];
        if (!storing && slot.isMade() && (value == null || property.isEmpty(value))) {
            // it needs no name
            return;
        }
        boolean untouched = value == slot.defaultValue();
        @Nullable Condition requiredBy = slot.requiredBy(values, refused);
        if (requiredBy != null && (value == null || property.isEmpty(value))) {
            refuse(slot, () -> PropertyProblems.missing(slot, requiredBy));
        } else if (untouched && property.needsValue() && (value == null || !wasGiven(slot))) {
            refuse(slot, () -> PropertyProblems.missing(slot, null));
        } else if (value instanceof Secret secret && secret.isDeferred()) {
            // it is read, and checked, when all other checks have passed
            return;
        } else if (value != null && !(untouched && slot.defaultStands())) {
            checkByValidator(slot, value);
        }
    }

    private void checkByValidator(Slot slot, Object value) {
        Object checked = slot.names() == null ? value : slot.located(value, storage);
        Optional<Violation> violation = slot.property().check(checked);
        if (violation.isPresent()) {
            refuse(slot, refusal(slot, value, checked, violation.get()));
        } else if (slot.property().needsValue() && slot.property().isEmpty(value)) {
            refuse(slot, () -> PropertyProblems.missing(slot, null));
        } else if (checked != value && !slot.isDefault(value)) {
            // an object, that was only named
            values[slot.index()] = checked;
        }
    }

    /** Makes the words late, but for those that need what an exception must not keep, or that may be another then. */
    private Supplier<Problem> refusal(Slot slot, Object value, Object checked, Violation violation) {
        boolean worked = slot.computed() != null && !wasGiven(slot);
        PropertyType<?> type = slot.property().type();
        if (slot.names() == null && !type.isSecret() && !type.isInMemoryOnly()) {
            return worked
                    ? () -> PropertyProblems.defaultRefused(slot, value, violation)
                    : () -> PropertyProblems.violation(slot.property(), checked, violation);
        }
        Problem problem = worked
                ? PropertyProblems.defaultRefused(slot, value, violation)
                : PropertyProblems.violation(slot, checked, violation, storage);
        return () -> problem;
    }

    /** Two objects cannot be left under one name. */
    private void findSameNames() {
        Map<String, Slot> taken = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Slot slot : descriptor.inputsInCheckOrder()) {
            String name = slot.nameLeft(values);
            Slot other = name.isEmpty() ? null : taken.putIfAbsent(name, slot);
            if (other != null) {
                refuse(slot, () -> PropertyProblems.leftTwice(slot.property(), name, other.property()));
            }
        }
    }

    /** A value that was given outright may be the same object as the default, such as a small number. */
    private boolean wasGiven(Slot slot) {
        boolean[] known = filled;
        if (known == null) {
            known = new boolean[values.length];
            for (Map.Entry<String, ?> entry : given.entrySet()) {
                Slot named = isGiven(entry.getValue()) ? descriptor.slotOrNull(String.valueOf(entry.getKey())) : null;
                if (named != null) {
                    known[named.index()] = true;
                }
            }
            filled = known;
        }
        return known[slot.index()];
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
