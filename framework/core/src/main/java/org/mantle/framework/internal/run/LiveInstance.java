package org.mantle.framework.internal.run;

import com.google.gson.JsonNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.check.InputChecker;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.LoopedType;
import org.mantle.framework.internal.compiled.PropertyProblems;
import org.mantle.framework.internal.compiled.Slot;
import org.mantle.framework.internal.compiled.StoringSwitch;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.RunState;
import org.mantle.framework.type.Secret;
import org.mantle.validators.Violation;

/** An instance of one host, with its values in slots. */
public final class LiveInstance implements AlgorithmInstance {

    private static final int LONGEST_SHOWN = 60;

    private final RunEnvironment environment;
    private final CompiledAlgorithm descriptor;
    private final String calledAs;
    private final Executor executor;
    private final @Nullable ParentLink parent;
    private final @Nullable LiveManager manager;
    private final long id;
    private final @Nullable Object[] values;
    private final boolean[] setSinceRun;

    /** Which slots hold a value that was set, and not the default. */
    private final boolean[] filled;

    /** What is looped over: its entries, converted. */
    private final Map<Slot, List<@Nullable Object>> loops = new HashMap<>(0);

    private @Nullable List<String> notices;

    /** Whether objects are left in the host's store; {@code null} for what is the rule. */
    private @Nullable Boolean storing;

    private volatile @Nullable LiveRun latest;

    public LiveInstance(
            RunEnvironment environment,
            CompiledAlgorithm descriptor,
            String calledAs,
            Executor executor,
            @Nullable ParentLink parent,
            @Nullable LiveManager manager) {
        this.environment = environment;
        this.descriptor = descriptor;
        this.calledAs = calledAs;
        this.executor = executor;
        this.parent = parent;
        this.manager = manager;
        this.id = environment.nextId();
        this.values = descriptor.newValues();
        this.setSinceRun = new boolean[values.length];
        this.filled = new boolean[values.length];
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public CompiledAlgorithm descriptor() {
        return descriptor;
    }

    @Override
    public String calledAs() {
        return calledAs;
    }

    @Override
    public LiveInstance setProperty(String name, @Nullable Object value) {
        if (StoringSwitch.isNamed(name)) {
            storing = (value == null || value instanceof JsonNull) ? null : switchOf(value);
            return this;
        }
        Slot slot = descriptor.requireSlot(name);
        if (slot.isInput() && slot.namesObjects() && value instanceof String text && isShown(slot, text)) {
            return this;
        }
        @Nullable List<?> entries = value == null || !descriptor.loops().contains(slot.property())
                ? null
                : LoopInputs.entriesOrNull(slot.property(), value);
        set(slot, value, entries);
        if (!name.equalsIgnoreCase(slot.property().name())) {
            notices = notices == null ? new ArrayList<>() : notices;
            notices.add(PropertyProblems.oldName(slot.property(), name));
        }
        return this;
    }

    @Override
    public <T> LiveInstance set(Property<T> property, T value) {
        set(descriptor.requireSlot(property), value, null);
        return this;
    }

    private void set(Slot slot, @Nullable Object value, @Nullable List<?> entries) {
        if (!slot.isInput()) {
            throw refused(PropertyProblems.output(slot.property()));
        }
        @Nullable List<@Nullable Object> loop = entries == null ? null : checkedEntries(slot, entries);
        @Nullable Object replacement = entries != null
                ? slot.defaultValue()
                : value == null || value instanceof JsonNull ? slot.defaultValue() : checked(slot, value, true);
        // nobody else can wipe it
        if (values[slot.index()] instanceof Secret replaced) {
            replaced.wipeIfOwned();
        }
        keep(slot, replacement);
        if (loop != null) {
            loops.put(slot, loop);
        }
        filled[slot.index()] = value != null && !(value instanceof JsonNull);
    }

    /** Returns whether a text is what stands for objects that have no name, which it does not say. */
    private boolean isShown(Slot slot, String text) {
        @Nullable Object present = values[slot.index()];
        return present != null
                && !slot.isNamed(present)
                && slot.property().toText(present).equals(text.strip());
    }

    private Boolean switchOf(Object value) {
        try {
            return StoringSwitch.KEY.convert(value);
        } catch (IllegalArgumentException e) {
            throw refused(PropertyProblems.notConvertible(StoringSwitch.KEY, value, e));
        }
    }

    private boolean isStoring() {
        return storing == null ? parent == null : storing;
    }

    private void keep(Slot slot, @Nullable Object value) {
        values[slot.index()] = value;
        loops.remove(slot);
        filled[slot.index()] = true;
        setSinceRun[slot.index()] = true;
    }

    private List<@Nullable Object> checkedEntries(Slot slot, List<?> entries) {
        List<@Nullable Object> checked = new ArrayList<>();
        for (@Nullable Object entry : entries) {
            try {
                checked.add(entry == null || entry instanceof JsonNull ? null : checked(slot, entry, false));
            } catch (InvalidPropertyException e) {
                throw refused(LoopPreparation.numbered(e.problems().get(0), checked.size() + 1));
            }
        }
        return LoopedType.list(checked);
    }

    /** @param keeps whether the name of an object is kept that is not there, which may be there when it is needed */
    private Object checked(Slot slot, Object value, boolean keeps) {
        Property<?> property = slot.property();
        Object converted;
        Object located;
        Optional<Violation> violation = Optional.empty();
        try {
            converted = property.convert(value);
            located = slot.isDefault(converted) ? converted : slot.located(converted, environment.storage());
        } catch (IllegalArgumentException e) {
            throw refused(PropertyProblems.notConvertible(property, value, e));
        } catch (Throwable e) {
            // foreign code: an author's type may throw anything
            throw refused(PropertyProblems.notCheckable(property, e));
        }
        try {
            boolean deferred = located instanceof Secret secret && secret.isDeferred();
            boolean unneeded = !isStoring() && slot.isMade() && property.isEmpty(located);
            if (!deferred && !unneeded && slot.isVisible(settled())) {
                violation = property.check(located);
            }
        } catch (Throwable e) {
            // foreign code: an author's validator may throw anything
            throw refused(PropertyProblems.notCheckable(property, e));
        }
        if (violation.isPresent()) {
            if (keeps && slot.namesObjects() && violation.get().code().equals(Violation.NOT_FOUND)) {
                keep(slot, converted);
            }
            throw refused(inWords(slot, located, violation.get()));
        }
        if (!slot.namesObjects()) {
            return located;
        }
        // objects are looked up for each run anew; one that was handed over brings along its name
        return slot.isNamed(converted) ? converted : located;
    }

    private Problem inWords(Slot slot, Object value, Violation violation) {
        try {
            return PropertyProblems.violation(slot, value, violation, environment.storage());
        } catch (Throwable e) {
            // foreign code: the words of an author's validator or type
            return PropertyProblems.notCheckable(slot.property(), e);
        }
    }

    /** Returns the values with the defaults that are worked out from others. */
    private @Nullable Object[] settled() {
        return descriptor.computesDefaults()
                ? InputChecker.ofValues(descriptor, values.clone(), filled, environment.storage(), isStoring())
                        .values()
                : values;
    }

    @Override
    public LiveInstance setPropertyValue(String name, String text) {
        return setProperty(name, text);
    }

    @Override
    public @Nullable Object getProperty(String name) {
        if (StoringSwitch.isNamed(name)) {
            return isStoring();
        }
        Slot slot = descriptor.requireSlot(name);
        @Nullable Object value = value(slot);
        return value == null || loops.get(slot) == value
                ? value
                : holder(slot).property().copied(value);
    }

    /** Returns the slot of whose type the value is: that of a looped run is a list. */
    private Slot holder(Slot slot) {
        LiveRun run = madeBy(slot);
        return run == null ? slot : run.descriptor().slots()[slot.index()];
    }

    private @Nullable Object value(Slot slot) {
        LiveRun run = madeBy(slot);
        if (run != null) {
            return run.outputValues()[slot.index()];
        }
        @Nullable List<@Nullable Object> entries = loops.get(slot);
        return entries != null ? entries : settled()[slot.index()];
    }

    /** Returns the run that made what a slot holds now, or {@code null} where that was set, or is the default. */
    private @Nullable LiveRun madeBy(Slot slot) {
        LiveRun run = latest;
        boolean made =
                slot.isOutput() && !setSinceRun[slot.index()] && run != null && run.state() == RunState.COMPLETED;
        return made ? run : null;
    }

    @Override
    public <T> T get(Property<T> property) {
        return find(property)
                .orElseThrow(() -> new NoSuchElementException(
                        property.name() + " of " + descriptor.name() + " has no value; set it, or use find"));
    }

    // a slot holds values of its property's type only
    @SuppressWarnings("unchecked")
    @Override
    public <T> Optional<T> find(Property<T> property) {
        Slot slot = descriptor.requireSlot(property);
        LiveRun run = madeBy(slot);
        if (run != null) {
            return run.outcome().find(property);
        }
        if (loops.containsKey(slot)) {
            throw new IllegalStateException(
                    property.name() + " was given a list to loop over; ask for it by name to get the list");
        }
        @Nullable T value = (T) settled()[slot.index()];
        return value == null ? Optional.empty() : Optional.of(property.copied(value));
    }

    @Override
    public String getPropertyValue(String name) {
        if (StoringSwitch.isNamed(name)) {
            return StoringSwitch.KEY.toText(isStoring());
        }
        Slot slot = descriptor.requireSlot(name);
        @Nullable Object value = value(slot);
        if (value == null) {
            return "";
        }
        if (loops.get(slot) == value) {
            return LoopedType.text(slot.property().type(), value);
        }
        return holder(slot).property().toText(value);
    }

    @Override
    public boolean execute() {
        LiveRun run = prepare();
        run.execute();
        if (run.state() == RunState.CANCELLED || parent != null) {
            run.outcome();
        }
        return run.state() == RunState.COMPLETED;
    }

    @Override
    public <T> T call(Property<T> output) {
        descriptor.outputSlot(output);
        LiveRun run = prepare();
        run.execute();
        return run.outcome().get(output);
    }

    @Override
    public LiveRun executeAsync() {
        LiveRun run = prepare();
        run.executeBy(executor);
        return run;
    }

    @Override
    public @Nullable LiveRun latestRun() {
        return latest;
    }

    @Override
    public boolean isExecuted() {
        LiveRun run = latest;
        return run != null && run.state() == RunState.COMPLETED;
    }

    @Override
    public boolean isRunning() {
        LiveRun run = latest;
        return run != null && !run.state().isEnd();
    }

    @Override
    public void cancel() {
        LiveRun run = latest;
        if (run != null) {
            run.cancel();
        }
    }

    private LiveRun prepare() {
        RunPreparation preparation = new RunPreparation(environment, descriptor, calledAs);
        if (notices != null) {
            notices.forEach(preparation::notice);
        }
        LiveRun run = loops.isEmpty()
                ? preparation.prepare(copyForRun(), filled, isStoring(), parent)
                : preparation.prepare(given(), parent);
        run.setRemembered();
        if (manager == null) {
            latest = run;
        } else {
            // so that it never forgets one that is running
            synchronized (manager) {
                latest = run;
            }
        }
        Arrays.fill(setSinceRun, false);
        return run;
    }

    private @Nullable Object[] copyForRun() {
        @Nullable Object[] copy = values.clone();
        for (int index : descriptor.secretSlots()) {
            if (copy[index] instanceof Secret secret) {
                copy[index] = secret.copyForRun();
            }
        }
        return copy;
    }

    /** Returns what was set, by name. */
    private Map<String, @Nullable Object> given() {
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        if (storing != null) {
            given.put(StoringSwitch.KEY.name(), storing);
        }
        for (Slot slot : descriptor.slots()) {
            if (filled[slot.index()]) {
                @Nullable List<@Nullable Object> entries = loops.get(slot);
                given.put(slot.property().name(), entries != null ? entries : values[slot.index()]);
            }
        }
        return given;
    }

    /** Returns name, version, number and state, and the properties that were set; no secret is shown, and a long value is cut. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Slot slot : descriptor.slots()) {
            @Nullable List<@Nullable Object> entries = loops.get(slot);
            @Nullable Object value = values[slot.index()];
            @Nullable String shown = entries != null
                    ? "a loop over " + entries.size()
                    : value != null ? slot.property().toShownText(value, LONGEST_SHOWN) : null;
            if (filled[slot.index()] && shown != null) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(slot.property().name())
                        .append('=')
                        .append(shown);
            }
        }
        LiveRun run = latest;
        return descriptor + " #" + id + " {" + text + "}, "
                + (run == null ? "not executed" : run.state().word());
    }

    private InvalidPropertyException refused(Problem problem) {
        return InvalidPropertyException.of(descriptor.name(), List.of(problem));
    }
}
