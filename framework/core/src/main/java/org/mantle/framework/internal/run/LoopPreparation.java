package org.mantle.framework.internal.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.internal.check.InputChecker;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.LoopedType;
import org.mantle.framework.internal.compiled.PropertyProblems;
import org.mantle.framework.internal.compiled.Slot;
import org.mantle.framework.internal.type.HostStorage;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.Secret;

/** Takes all entries of a looped run through the tiers of checks together, before any of them runs. */
final class LoopPreparation {

    private final RunPreparation tiers;
    private final CompiledAlgorithm single;
    private final LoopInputs inputs;
    private final List<@Nullable Object[]> values = new ArrayList<>();
    private final List<Algorithm> algorithms = new ArrayList<>();
    private final Set<String> notices = new LinkedHashSet<>();

    /** The inputs that were given and do not count, each with what to say of the entries at these places. */
    private final Map<Slot, Map<Integer, String>> ignored = new LinkedHashMap<>();

    private boolean storing;

    /** @param storing whether objects are left in the host's store where the caller does not say so */
    LoopPreparation(RunPreparation tiers, CompiledAlgorithm single, LoopInputs inputs, boolean storing) {
        this.storing = storing;
        this.tiers = tiers;
        this.single = single;
        this.inputs = inputs;
    }

    /** Returns every problem of the first tier that finds one, in any entry. */
    List<Problem> problems(HostStorage storage) {
        List<Problem> problems = inputs.problems(single);
        problems.addAll(ofAll(inputs.entries(), place -> ofInputs(place, storage)));
        if (problems.isEmpty() && storing) {
            problems.addAll(setNamesApart());
        }
        if (!problems.isEmpty()) {
            return problems;
        }
        for (int place = 0; place < values.size(); place++) {
            algorithms.add(single.newInstance());
        }
        List<Problem> ofRules = ofAll(values.size(), place -> tiers.ofRules(values.get(place), algorithms.get(place)));
        return ofRules.isEmpty() ? ofAll(values.size(), place -> tiers.ofPreconditions(values.get(place))) : ofRules;
    }

    private List<Problem> ofInputs(int place, HostStorage storage) {
        InputChecker checker = InputChecker.ofMap(single, inputs.entry(place), storage, storing);
        storing = checker.isStoring();
        values.add(checker.values());
        notices.addAll(checker.oldNames());
        checker.ignored()
                .forEach((slot, notice) -> ignored.computeIfAbsent(slot, unused -> new LinkedHashMap<>())
                        .put(place, notice));
        List<Problem> problems = new ArrayList<>(checker.problems());
        problems.removeIf(problem -> !inputs.has(single, problem.property(), place));
        return problems;
    }

    /** Numbers what all entries would leave under one name, and returns what would still be written over. */
    private List<Problem> setNamesApart() {
        Set<Slot> looped = looped();
        Map<String, Property<?>> taken = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Set<Problem> problems = new LinkedHashSet<>();
        for (Slot slot : single.slots()) {
            if (slot.isChanged() && !looped.contains(slot) && haveOneName(slot)) {
                for (int place = 0; place < values.size(); place++) {
                    @Nullable Object[] ofEntry = values.get(place);
                    ofEntry[slot.index()] = slot.numbered(Objects.requireNonNull(ofEntry[slot.index()]), place + 1);
                }
            }
            for (@Nullable Object[] ofEntry : values) {
                String name = slot.nameLeft(ofEntry);
                Property<?> other = name.isEmpty() ? null : taken.putIfAbsent(name, slot.property());
                if (other != null && !(other == slot.property() && isUpdated(slot, ofEntry))) {
                    problems.add(PropertyProblems.leftTwice(slot.property(), name, other));
                }
            }
        }
        return List.copyOf(problems);
    }

    private boolean haveOneName(Slot slot) {
        String first = slot.nameLeft(values.get(0));
        return !first.isEmpty()
                && values.stream().allMatch(ofEntry -> slot.nameLeft(ofEntry).equalsIgnoreCase(first));
    }

    /** What is updated is taken and left by one entry after the other. */
    private static boolean isUpdated(Slot slot, @Nullable Object[] ofEntry) {
        Object value = Objects.requireNonNull(ofEntry[slot.index()]);
        return slot.numbered(value, 1).equals(value);
    }

    /** Returns the problems of all entries, each with the number of its entry unless all of them have it. */
    private static List<Problem> ofAll(int entries, IntFunction<List<Problem>> ofOne) {
        Map<Problem, List<Integer>> places = new LinkedHashMap<>();
        for (int place = 0; place < entries; place++) {
            for (Problem problem : ofOne.apply(place)) {
                places.computeIfAbsent(problem, unused -> new ArrayList<>()).add(place);
            }
        }
        List<Problem> problems = new ArrayList<>();
        places.forEach((problem, where) -> {
            if (where.size() == entries) {
                problems.add(problem);
            } else {
                where.forEach(place -> problems.add(numbered(problem, place + 1)));
            }
        });
        return problems;
    }

    /** Returns a problem that says in which entry it is. */
    static Problem numbered(Problem problem, int number) {
        return new Problem(
                problem.property(),
                problem.code(),
                "entry " + number + ": " + problem.message(),
                problem.allowed(),
                problem.nearest());
    }

    /** Returns whether objects that the runs make are left in the host's store; known after the checks. */
    boolean isStoring() {
        return storing;
    }

    /** Returns what the caller should be told although it is not refused. */
    Set<String> notices() {
        Set<String> all = new LinkedHashSet<>(notices);
        Set<Slot> looped = looped();
        ignored.forEach((slot, ofEntries) -> {
            if (looped.contains(slot)) {
                ofEntries.forEach((place, notice) -> all.add("entry " + (place + 1) + ": " + notice));
            } else if (ofEntries.size() == values.size()) {
                // one value for all entries is used where it counts
                all.add(ofEntries.values().iterator().next());
            }
        });
        return all;
    }

    /** Returns what the looped run executes; to be called after {@link #values}. */
    LoopBody body() {
        List<LoopBody.Entry> entries = new ArrayList<>();
        for (int place = 0; place < values.size(); place++) {
            entries.add(new LoopBody.Entry(values.get(place), algorithms.get(place)));
        }
        return new LoopBody(single, entries);
    }

    CompiledAlgorithm descriptor() {
        return LoopDescriptor.of(single, values.size(), looped()::contains);
    }

    private Set<Slot> looped() {
        Set<Slot> looped = new HashSet<>();
        inputs.given().keySet().stream().filter(inputs::isLooped).forEach(name -> looped.add(single.slotOrNull(name)));
        return looped;
    }

    /** Returns the values of the looped run, which takes over the secrets of the entries. */
    @Nullable Object[] values(CompiledAlgorithm descriptor) {
        @Nullable Object[] all = single.newValues();
        Set<Slot> given = new HashSet<>();
        inputs.given().forEach((name, value) -> {
            if (value != null) {
                given.add(single.slotOrNull(name));
            }
        });
        for (Slot slot : single.slots()) {
            int index = slot.index();
            if (slot.isInput() && descriptor.slots()[index].property() != slot.property()) {
                List<@Nullable Object> list = new ArrayList<>();
                values.forEach(entry -> list.add(entry[index]));
                all[index] = LoopedType.list(list);
            } else if (slot.isOutput()) {
                all[index] = null;
            } else if (given.contains(slot)) {
                all[index] = values.get(0)[index] instanceof Secret secret ? secret.copyForRun() : values.get(0)[index];
            }
        }
        wipe();
        return all;
    }

    /** Reads the deferred secrets, each once for all entries, where it counts in any of them. */
    List<Problem> readSecrets(@Nullable Object[] all) {
        List<Problem> problems = new ArrayList<>();
        for (int index : single.secretSlots()) {
            Slot slot = single.slots()[index];
            if (all[index] instanceof Secret secret
                    && secret.isDeferred()
                    && values.stream().anyMatch(slot::isVisible)) {
                tiers.readSecret(slot, secret, all).ifPresent(problems::add);
            }
        }
        return problems;
    }

    /** Overwrites the secrets of the entries. */
    void wipe() {
        values.forEach(single::wipeOwnedSecrets);
    }
}
