package org.mantle.framework.internal.compiled;

import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.type.HostStorage;
import org.mantle.framework.internal.type.LocatedType;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Property;
import org.mantle.validators.Validators;

/**
 * The place of one property in an algorithm's array of values, with the compiled rules about it.
 *
 * @param index the place
 * @param property what is kept there
 * @param defaultValue what is there when nothing was given
 * @param visible the conditions that must all hold for the property to count
 * @param required the conditions of which any demands a value
 * @param computed what is there when nothing was given, if that depends on other inputs
 * @param names finds the files and objects that the values name, if they name any
 * @param defaultStands whether the default needs no check in a run: it was accepted, and the validator does not look at the world
 */
public record Slot(
        int index,
        Property<?> property,
        @Nullable Object defaultValue,
        List<CompiledCondition> visible,
        List<CompiledCondition> required,
        @Nullable CompiledDefault computed,
        @Nullable LocatedType<?> names,
        boolean defaultStands) {

    public Slot(
            int index,
            Property<?> property,
            @Nullable Object defaultValue,
            List<CompiledCondition> visible,
            List<CompiledCondition> required,
            @Nullable CompiledDefault computed,
            @Nullable LocatedType<?> names) {
        this(
                index,
                property,
                defaultValue,
                visible,
                required,
                computed,
                names,
                !property.needsValue()
                        && (defaultValue == null || property.validator().isPure()));
    }

    /** Returns whether no run can have a problem with the default, whatever the other values are. */
    public boolean mayKeepDefault() {
        return defaultStands && required.isEmpty();
    }

    /** Returns whether its conditions or its default rest on other slots. */
    boolean isRuled() {
        return !visible.isEmpty() || !required.isEmpty() || computed != null;
    }

    public boolean isInput() {
        return property.direction().isInput();
    }

    public boolean isOutput() {
        return property.direction().isOutput();
    }

    /** Returns whether the author promised something about the output. */
    boolean isPromised() {
        return isOutput() && (property.needsValue() || property.validator() != Validators.anything());
    }

    /** Returns whether the default of an input names a file or an object of the host. */
    boolean locatesDefault() {
        return isInput() && names != null && defaultValue != null && !property.isEmpty(defaultValue);
    }

    /** Returns whether a value must be given in every run. */
    boolean isMandatory() {
        return isInput() && property.needsValue() && visible.isEmpty() && computed == null;
    }

    public boolean isVisible(@Nullable Object[] values) {
        for (int i = 0; i < visible.size(); i++) {
            if (!visible.get(i).holds(values)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether it cannot be told if the property counts, because a value that decides is refused. */
    public boolean visibilityRestsOnAny(boolean @Nullable [] refused) {
        for (int i = 0; i < visible.size(); i++) {
            if (visible.get(i).restsOnAny(refused)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the first condition that demands a value now, of those that can be evaluated, or {@code null}. */
    public @Nullable Condition requiredBy(@Nullable Object[] values, boolean @Nullable [] refused) {
        for (int i = 0; i < required.size(); i++) {
            CompiledCondition rule = required.get(i);
            if (!rule.restsOnAny(refused) && rule.holds(values)) {
                return rule.condition();
            }
        }
        return null;
    }

    List<Condition> visibleWhen() {
        return visible.stream().map(CompiledCondition::condition).toList();
    }

    List<Condition> requiredWhen() {
        return required.stream().map(CompiledCondition::condition).toList();
    }

    /** Returns the indices of the slots on which its conditions and its default rest. */
    SortedSet<Integer> restsOn() {
        SortedSet<Integer> indices = new TreeSet<>();
        for (CompiledCondition rule : visible) {
            addAll(rule.restsOn(), indices);
        }
        for (CompiledCondition rule : required) {
            addAll(rule.restsOn(), indices);
        }
        if (computed != null) {
            addAll(computed.restsOn(), indices);
        }
        return indices;
    }

    private static void addAll(int[] some, SortedSet<Integer> indices) {
        for (int index : some) {
            indices.add(index);
        }
    }

    /** Returns whether a value is the declared default. */
    public boolean isDefault(@Nullable Object value) {
        return Objects.deepEquals(value, defaultValue);
    }

    /** Returns whether the property has its default among some values, also one that is computed from the others. */
    boolean holdsDefault(@Nullable Object[] values) {
        @Nullable Object value = values[index];
        if (computed != null) {
            @Nullable Object now = computed.value(values);
            return now == null ? isDefault(value) : Objects.deepEquals(now, value);
        }
        return isDefault(value);
    }

    /** Returns a value in which names of files are full paths, and those of objects have them; or the value itself. */
    // every value in this slot came out of its own type
    @SuppressWarnings("unchecked")
    public <T> T located(T value, HostStorage storage) {
        return names == null ? value : ((LocatedType<T>) names).located(value, storage);
    }

    /** Returns where something in a value was looked for that was not found, in words that can follow a message; may be empty. */
    // as above
    @SuppressWarnings("unchecked")
    <T> String searched(T value, HostStorage storage) {
        return names == null ? "" : ((LocatedType<T>) names).searched(value, storage);
    }

    /** Returns whether it names objects of the host's store. */
    public boolean namesObjects() {
        return names != null && names.areObjects();
    }

    /** Returns whether a run leaves an object under its name. */
    public boolean isChanged() {
        return names != null && names.isChanged();
    }

    /** Returns whether a run makes an object for it and takes none. */
    public boolean isMade() {
        return names != null && names.isChanged() && !names.isLookedUp();
    }

    /** Returns the name under which a run with some values leaves an object; empty when it leaves none. */
    public String nameLeft(@Nullable Object[] values) {
        @Nullable Object value = values[index];
        return value == null || !isChanged() || !isVisible(values) ? "" : leftAs(value);
    }

    // as above
    @SuppressWarnings("unchecked")
    private <T> String leftAs(T value) {
        return names == null ? "" : ((LocatedType<T>) names).leftAs(value);
    }

    /** Returns what a run leaves that was given one value and made another of it. */
    // as above
    @SuppressWarnings("unchecked")
    public <T> T left(T given, T made) {
        return names == null ? made : ((LocatedType<T>) names).left(given, made);
    }

    /** Returns the value for one of several runs; see {@link LocatedType#numbered}. */
    // as above
    @SuppressWarnings("unchecked")
    public <T> T numbered(T value, int number) {
        return names == null ? value : ((LocatedType<T>) names).numbered(value, number);
    }

    /** Returns the names alone of a value that names objects, and any other as it is. */
    // as above
    @SuppressWarnings("unchecked")
    public <T> T withoutObjects(T value) {
        return names == null ? value : ((LocatedType<T>) names).withoutObjects(value);
    }

    /** Returns whether a value has no object without a name. */
    // as above
    @SuppressWarnings("unchecked")
    public <T> boolean isNamed(T value) {
        return names == null || ((LocatedType<T>) names).isNamed(value);
    }

    /** Returns whether a value is what became of the declared default when its files were located. */
    boolean holdsDefaultFile(@Nullable Object value, HostStorage storage) {
        return defaultValue != null && located(defaultValue, storage).equals(value);
    }
}
