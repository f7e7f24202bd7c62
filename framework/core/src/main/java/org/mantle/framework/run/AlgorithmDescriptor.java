package org.mantle.framework.run;

import com.google.gson.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mantle.framework.property.ComputedDefault;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Precondition;
import org.mantle.framework.property.Property;

/**
 * Everything that a face needs to know of one version of an algorithm, compiled once from its declaration. No instance of the
 * algorithm is made to read it.
 *
 * <p>Where the jar has an index, name, version, aliases, categories, summary and see-also are read from it, and the declaration
 * is run when something else is first asked for. One that turns out to be wrong then is an {@link InvalidDeclarationException},
 * the same every time. What the declaration says counts, where the index says something else. Safe from many threads.
 *
 * <p>Implemented by the framework alone, so that it may grow.
 *
 * @since 0.1.0
 */
public interface AlgorithmDescriptor {

    /** Returns the name in the author's spelling. */
    String name();

    /** Returns the version, 1 or higher. */
    int version();

    /** Returns the other names of this version. */
    List<String> aliases();

    /** Returns the other names that should not be used any more, each with the day from which on. */
    Map<String, LocalDate> deprecatedAliases();

    /** Returns the categories; a backslash separates levels. A deprecated algorithm is in {@code Deprecated} too. */
    List<String> categories();

    /** Returns what the algorithm does, in one or a few sentences. */
    String summary();

    /** Returns the names of related algorithms. */
    List<String> seeAlso();

    /** Returns words by which the algorithm is found, beside all others that are said of it. */
    List<String> keywords();

    /** Returns whether the algorithm should not be used any more, what to use instead, and since when; empty when it is fine. */
    Optional<Deprecation> deprecation();

    /** Returns where the algorithm comes from: its class and its jar. */
    String source();

    /** Returns the properties in order of declaration. */
    List<Property<?>> properties();

    /** Returns the property of a name, or of an old name, in any letter case. */
    Optional<Property<?>> property(String propertyName);

    /**
     * Returns whether every run must give the property a value. One that only some runs must give has conditions instead:
     * {@link #visibleWhen} and {@link #requiredWhen}.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property
     */
    boolean isMandatory(Property<?> property);

    /**
     * Returns the conditions that must all hold for a property to count; empty when it always does.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property
     */
    List<Condition> visibleWhen(Property<?> property);

    /**
     * Returns the conditions of which each demands a value.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property
     */
    List<Condition> requiredWhen(Property<?> property);

    /**
     * Returns how the default of an input is worked out from other inputs; empty when it is not.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property
     */
    Optional<ComputedDefault> computedDefault(Property<?> property);

    /**
     * Returns whether an input may be given as a list, of which each entry has a run of its own.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property
     */
    boolean isLoopedOver(Property<?> property);

    /** Returns the preconditions, each with the condition under which it counts. */
    Map<Precondition, Condition> preconditions();

    /** Returns the descriptor as JSON, in the form that {@code mantle describe --json} prints. */
    JsonObject toJson();
}
