package org.mantle.framework.run;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.UnknownPropertyException;

/**
 * The outputs of a completed run. Immutable.
 *
 * <p>Implemented by the framework alone, so that it may grow.
 *
 * @since 0.1.0
 */
public interface Outputs {

    /**
     * Returns the value of an output: what the run set, or else the default.
     *
     * @throws NoSuchElementException if the run set none and there is no default
     * @throws IllegalArgumentException if the algorithm did not declare the property as an output
     * @throws IllegalStateException if the run was looped: then it has a list of values, by name or in {@link #members()}
     */
    <T> T get(Property<T> output);

    /**
     * Returns the value of an output, if it has one.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property as an output
     * @throws IllegalStateException if the run was looped: then it has a list of values, by name or in {@link #members()}
     */
    <T> Optional<T> find(Property<T> output);

    /**
     * Returns the value of an output by name, in any letter case.
     *
     * @throws UnknownPropertyException if there is no such output
     * @throws NoSuchElementException if the run set none and there is no default
     */
    Object get(String name);

    /** Returns all outputs that have a value, by name, in order of declaration. */
    Map<String, Object> asMap();

    /**
     * Returns the outputs of each entry of a looped run, in order; empty for any other run. By name, and as JSON, a looped run has
     * a list with one value for each entry, {@code null} where that run set none.
     */
    List<Outputs> members();

    /**
     * Returns all outputs that have a value as JSON, in order of declaration; a secret gives stars, and an object of the host's store
     * its name: one without a name is left out.
     */
    JsonObject toJson();
}
