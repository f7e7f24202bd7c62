package org.mantle.framework.describe;

import com.google.gson.JsonElement;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.type.PropertyType;

/** Knows which values can be told by their JSON form, which is all that a JSON Schema sees of them. */
final class ValueForms {

    /** The types of which two values are equal when their JSON forms are, and only then. */
    private static final Set<PropertyType<?>> ONE_FORM_EACH = Set.of(
            PropertyTypes.STRING,
            PropertyTypes.INTEGER,
            PropertyTypes.LONG,
            PropertyTypes.UNSIGNED,
            PropertyTypes.NUMBER,
            PropertyTypes.BOOLEAN,
            PropertyTypes.OPTIONAL_BOOLEAN,
            PropertyTypes.STRING_LIST,
            PropertyTypes.INTEGER_LIST,
            PropertyTypes.LONG_LIST,
            PropertyTypes.UNSIGNED_LIST,
            PropertyTypes.NUMBER_LIST,
            PropertyTypes.BOOLEAN_LIST,
            PropertyTypes.doubleArray(),
            PropertyTypes.intArray(),
            PropertyTypes.longArray(),
            PropertyTypes.booleanArray());

    private ValueForms() {}

    /** Returns the JSON form of a value, if that is read back to an equal one: a path is not, when it is searched for. */
    static <T> Optional<JsonElement> readable(Property<T> property, T value) {
        PropertyType<T> type = property.type();
        boolean looksAtTheWorld = !type.validator().isPure() && !isNothing(property, value);
        if (type.isSecret() || type.isInMemoryOnly() || looksAtTheWorld) {
            return Optional.empty();
        }
        try {
            JsonElement form = type.toJson(value);
            return Objects.deepEquals(type.fromJson(form), value) ? Optional.of(form) : Optional.empty();
        } catch (IllegalArgumentException e) {
            // a type may have values that no text stands for
            return Optional.empty();
        }
    }

    /**
     * Returns whether a value has its one JSON form, in which the framework writes it, and no other.
     *
     * <p>Dates and paths have many forms each; but nothing, where that is the empty text or list, has one everywhere.
     */
    static <T> boolean hasOneForm(Property<T> property, T value) {
        PropertyType<T> type = property.type();
        if (type.isSecret() || type.isInMemoryOnly()) {
            return false;
        }
        boolean known = ONE_FORM_EACH.contains(type) || !type.allowedValues().isEmpty();
        return (known || isNothing(property, value))
                && readable(property, value).isPresent();
    }

    /** Returns whether a value is what a type of the framework has for nothing given. */
    private static <T> boolean isNothing(Property<T> property, T value) {
        return property.isOfFramework()
                && Objects.deepEquals(value, property.type().emptyValue());
    }
}
