package org.mantle.framework;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The place of one property in an algorithm's array of values, with the compiled rules about it.
 *
 * @param index the place
 * @param property what is kept there
 * @param defaultValue what is there when nothing was given
 * @param visibleWhen the conditions that must all hold for the property to count
 * @param requiredWhen the conditions of which any demands a value
 * @param visible {@code visibleWhen}, compiled; {@code null} when the property always counts
 * @param required {@code requiredWhen}, compiled, each by itself
 * @param restsOn the slots of the properties in its conditions
 */
record Slot(
        int index,
        Property<?> property,
        @Nullable Object defaultValue,
        List<Condition> visibleWhen,
        List<Condition> requiredWhen,
        @Nullable Predicate<@Nullable Object[]> visible,
        List<Predicate<@Nullable Object[]>> required,
        Set<Integer> restsOn) {

    boolean isInput() {
        return property.direction().isInput();
    }

    boolean isOutput() {
        return property.direction().isOutput();
    }

    /** Whether a value must be given in every run. */
    boolean isMandatory() {
        return isInput() && property.needsValue() && visible == null;
    }

    boolean isVisible(@Nullable Object[] values) {
        return visible == null || visible.test(values);
    }

    /** Returns the first condition that demands a value now, or {@code null}. */
    @Nullable Condition requiredBy(@Nullable Object[] values) {
        for (int i = 0; i < required.size(); i++) {
            if (required.get(i).test(values)) {
                return requiredWhen.get(i);
            }
        }
        return null;
    }

    boolean isDefault(@Nullable Object value) {
        return Objects.equals(value, defaultValue);
    }
}
