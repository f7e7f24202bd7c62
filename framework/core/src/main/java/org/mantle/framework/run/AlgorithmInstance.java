package org.mantle.framework.run;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.UnknownPropertyException;

/**
 * Mantid's verbs: values that are set one by one, and run as often as one likes.
 *
 * <p>It holds values and the latest run, nothing else. A refused value leaves the previous one in place, but for the
 * name of an object that is not there: it stays, and is looked up again for each run. Used by one thread at
 * a time, except {@link #cancel()} and {@link #isRunning()}, which any thread may call.
 *
 * <p>Implemented by the framework alone, so that it may grow.
 *
 * @since 0.1.0
 */
public interface AlgorithmInstance {

    /** Returns a number that no other instance and no run of the same host has. */
    long id();

    /** Returns what is run. */
    AlgorithmDescriptor descriptor();

    /** Returns the name or alias by which the algorithm was asked for, in the caller's spelling. */
    String calledAs();

    /**
     * Sets a property by name, in any letter case, to a value, a text or JSON; {@code null} sets the default.
     *
     * <p>What its conditions demand is checked when the algorithm is executed, so that the order of setting does not matter; a
     * value that its type refuses, or its validator while it counts, is refused now.
     *
     * @throws UnknownPropertyException if there is no such property
     * @throws InvalidPropertyException if the value is refused, or the property is an output
     */
    AlgorithmInstance setProperty(String name, @Nullable Object value);

    /**
     * Sets a property by its key to one value; see {@link #setProperty}.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property
     * @throws InvalidPropertyException if the value is refused, or the property is an output
     */
    <T> AlgorithmInstance set(Property<T> property, T value);

    /** Sets a property from its text form; see {@link #setProperty}. */
    AlgorithmInstance setPropertyValue(String name, String text);

    /**
     * Returns the value of a property: an output's after a completed run, or else what was set, or the default. What is both
     * input and output is what was set or what the run made of it, whichever was last; every run begins with what was set.
     *
     * <p>An object that a run has left in the store is there as long as somebody else has it.
     *
     * @return the value, or {@code null} when there is none
     * @throws UnknownPropertyException if there is no such property
     */
    @Nullable Object getProperty(String name);

    /**
     * Returns the value of a property by its key; see {@link #getProperty}.
     *
     * @throws NoSuchElementException if there is none
     * @throws IllegalArgumentException if the algorithm did not declare the property
     * @throws IllegalStateException if it was given a list to loop over, or the run was looped: then there is a list, by name
     */
    <T> T get(Property<T> property);

    /**
     * Returns the value of a property by its key, if there is one; see {@link #getProperty}.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property
     * @throws IllegalStateException if it was given a list to loop over, or the run was looped: then there is a list, by name
     */
    <T> Optional<T> find(Property<T> property);

    /**
     * Returns the text form of a property's value; empty when there is none, and stars for a secret.
     *
     * <p>Where an object was set that has no name, the text says so, and set again it leaves that object as it is.
     *
     * @throws UnknownPropertyException if there is no such property
     */
    String getPropertyValue(String name);

    /**
     * Executes in the calling thread.
     *
     * @return whether the run completed; {@code false} when it failed, and {@link #latestRun()} knows why
     * @throws InvalidPropertyException if the inputs are refused
     * @throws AlgorithmFailedException if this is a part of another run and fails: the failure of a part is not overlooked
     * @throws AlgorithmCancelledException if the run is cancelled
     * @throws IllegalStateException if the host is closed
     */
    boolean execute();

    /**
     * Executes in the calling thread, and returns the value of one output.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property as an output; nothing has run then
     * @throws InvalidPropertyException if the inputs are refused; nothing has run then
     * @throws AlgorithmFailedException if the run fails
     * @throws AlgorithmCancelledException if the run is cancelled
     * @throws NoSuchElementException if the run set no such output and there is no default
     * @throws IllegalStateException if the host is closed, or the run was looped
     */
    <T> T call(Property<T> output);

    /**
     * Executes in another thread; a child executes in its parent's thread all the same.
     *
     * @throws InvalidPropertyException if the inputs are refused
     * @throws AlgorithmCancelledException if the reading of a secret is interrupted
     * @throws IllegalStateException if the host is closed
     * @throws java.util.concurrent.RejectedExecutionException if the host's executor refuses the run
     */
    AlgorithmRun executeAsync();

    /** Returns the latest run, or {@code null} before the first. */
    @Nullable AlgorithmRun latestRun();

    /** Returns whether the latest run completed. */
    boolean isExecuted();

    /** Returns whether the latest run has not ended. */
    boolean isRunning();

    /** Asks the latest run to stop, see {@link AlgorithmRun#cancel}; does nothing when none is under way. */
    void cancel();
}
