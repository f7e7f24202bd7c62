package org.mantle.framework.algorithm;

import java.time.LocalDate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Precondition;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.Outputs;

/**
 * Takes what an algorithm says of itself. Contradictions are reported together, after {@link Algorithm#declare} returned.
 *
 * <p>Implemented by the framework alone, so that it may grow.
 *
 * @since 0.1.0
 */
public interface Declaration {

    /** Sets the name by which the algorithm is called; needed. */
    Declaration name(String name);

    /** Sets the version, 1 or higher; 1 when not set. */
    Declaration version(int version);

    /**
     * Adds other names by which this version can be called. One that is the algorithm's name or another alias in any letter case
     * is left out: by these it is found already.
     */
    Declaration aliases(String... names);

    /** Adds another name that should not be used any more from a day on: a run that is called by it then says so. */
    Declaration alias(String name, LocalDate deprecatedFrom);

    /**
     * Says that this algorithm should not be used any more; each of its runs says so, and it is in the category {@code
     * Deprecated} too.
     *
     * @param replacement the name of the algorithm to use instead, or empty when there is none
     */
    Declaration deprecated(String replacement);

    /** Says that this algorithm should not be used any more, from a day on; see {@link #deprecated(String)}. */
    Declaration deprecated(String replacement, LocalDate since);

    /** Adds categories; a backslash makes levels, as in {@code Data\Load}. At least one is needed. */
    Declaration categories(String... categories);

    /** Sets what the algorithm does, in one or a few sentences; needed. */
    Declaration summary(String text);

    /** Adds the names of related algorithms. */
    Declaration seeAlso(String... names);

    /**
     * Adds words by which users look for the algorithm and that are said nowhere else, such as {@code average} for one whose
     * output is a mean. Other forms of a word, such as {@code averages} and {@code averaging}, need not be given.
     */
    Declaration keywords(String... words);

    /** Adds properties, in the order in which they are shown. */
    Declaration properties(Property<?>... keys);

    /**
     * Applies the properties' validators and "mandatory" only while a condition holds; all conditions of a property must. While
     * one does not, what is given in place of the default is ignored, and the log of the run says so as a warning.
     */
    Declaration visibleWhen(Condition condition, Property<?>... keys);

    /** Demands a value that is not empty while a condition holds; any of a property's conditions is enough. */
    Declaration requiredWhen(Condition condition, Property<?>... keys);

    /**
     * Works out the default of an input from other inputs, whenever it is not given.
     *
     * <p>The rule is asked when those inputs are settled, and only while each of them has a value. It must depend on nothing else
     * and change nothing. Where it gives {@code null}, the property's own default holds. What it gives is checked like a value
     * that was given.
     *
     * @param key a plain input or one that the run may change; not a secret, and not declared mandatory
     * @param words what the default is, in words for people, such as "Input with the ending .out"
     * @param rule works the default out; it sees no other inputs
     * @param restsOn the inputs that the rule asks for, at least one
     */
    <T> Declaration defaultFrom(
            Property<T> key,
            String words,
            Function<? super Inputs, ? extends @Nullable T> rule,
            Property<?>... restsOn);

    /**
     * Lets a caller give a list where an input takes one value: then the algorithm runs once for each entry. Several lists must be
     * of one length; what is given as a single value is the same in each run. All entries are checked before anything runs. An
     * input whose own value is a list takes a list of such lists.
     *
     * <p>The outputs of such a run are lists, see {@link Outputs#members()}. A secret cannot be looped over, and of an algorithm
     * that loops every property that is both input and output must be.
     *
     * @param keys inputs
     */
    Declaration loopOver(Property<?>... keys);

    /** Demands a precondition while a condition holds. */
    Declaration precondition(Condition condition, Precondition precondition);
}
