package org.mantle.framework;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The place of one property in an algorithm's array of values, with the compiled rules about it.
 *
 * @param index the place
 * @param property what is kept there
 * @param defaultValue what is there when nothing was given
 * @param visible the conditions that must all hold for the property to count
 * @param required the conditions of which any demands a value
 * @param defaultStands whether the default needs no check in a run: it was accepted, and the validator does not look at the world
 */
record Slot(
        int index,
        Property<?> property,
        @Nullable Object defaultValue,
        List<CompiledCondition> visible,
        List<CompiledCondition> required,
        boolean defaultStands) {

    Slot(
            int index,
            Property<?> property,
            @Nullable Object defaultValue,
            List<CompiledCondition> visible,
            List<CompiledCondition> required) {
        this(
                index,
                property,
                defaultValue,
                visible,
                required,
                !property.needsValue()
                        && (defaultValue == null || property.validator().isPure()));
    }

    /** Returns whether no run can have a problem with the default, whatever the other values are. */
    boolean mayKeepDefault() {
        return defaultStands && required.isEmpty();
    }

    boolean isInput() {
        return property.direction().isInput();
    }

    boolean isOutput() {
        return property.direction().isOutput();
    }

    /** Returns whether a value must be given in every run. */
    boolean isMandatory() {
        return isInput() && property.needsValue() && visible.isEmpty();
    }

    boolean isVisible(@Nullable Object[] values) {
        for (int i = 0; i < visible.size(); i++) {
            if (!visible.get(i).holds(values)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether it cannot be told if the property counts, because a value that decides is refused. */
    boolean visibilityRestsOnAny(boolean @Nullable [] refused) {
        for (int i = 0; i < visible.size(); i++) {
            if (visible.get(i).restsOnAny(refused)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the first condition that demands a value now, of those that can be evaluated, or {@code null}. */
    @Nullable Condition requiredBy(@Nullable Object[] values, boolean @Nullable [] refused) {
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

    /** Returns the indices of the slots on which its conditions rest. */
    IntStream restsOn() {
        return Stream.concat(visible.stream(), required.stream())
                .flatMapToInt(rule -> IntStream.of(rule.restsOn()))
                .distinct()
                .sorted();
    }

    boolean isDefault(@Nullable Object value) {
        return Objects.equals(value, defaultValue);
    }
}
