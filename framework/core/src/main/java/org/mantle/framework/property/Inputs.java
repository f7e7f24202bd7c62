package org.mantle.framework.property;

import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The checked inputs of a run.
 *
 * <p>Implemented by the framework alone, so that it may grow.
 *
 * @since 0.1.0
 */
public interface Inputs {

    /**
     * Returns the value of a property.
     *
     * @throws NoSuchElementException if none was given and there is no default
     * @throws IllegalArgumentException if the algorithm did not declare the property
     */
    default <T> T get(Property<T> property) {
        return find(property)
                .orElseThrow(() -> new NoSuchElementException(
                        property.name() + " has no value; declare it mandatory, give it a default, or use find"));
    }

    /**
     * Returns the value of a property, if it has one.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property
     */
    <T> Optional<T> find(Property<T> property);

    /**
     * Returns whether a property has its default, whether or not that was given explicitly.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property
     */
    boolean isDefault(Property<?> property);
}
