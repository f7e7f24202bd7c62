package org.mantle.framework.internal.type;

import org.jspecify.annotations.Nullable;
import org.mantle.framework.type.PropertyType;

/**
 * What a type whose values name files, or objects of the host, does besides converting, which depends on the host.
 *
 * @param <T> the kind of value
 */
public interface LocatedType<T> {

    /** Returns the value with full paths in place of names, and with objects; what is not found stays as it is. */
    T located(T value, HostStorage storage);

    /** Returns where something in a value was looked for that was not found, in words that can follow a message; may be empty. */
    String searched(T value, HostStorage storage);

    /** Returns whether the values name objects of the host's store, and not files. */
    default boolean areObjects() {
        return false;
    }

    /** Returns whether a run leaves an object under the name. */
    default boolean isChanged() {
        return false;
    }

    /** Returns whether there must be an object under the name before the run. */
    default boolean isLookedUp() {
        return false;
    }

    /** Returns the names alone, which keep no object from being thrown away. */
    default T withoutObjects(T value) {
        return value;
    }

    /** Returns whether the names are all that the history needs: an object that was handed over may have none. */
    default boolean isNamed(T value) {
        return true;
    }

    /** Returns the name under which a run leaves an object; empty when it leaves none. */
    default String leftAs(T value) {
        return "";
    }

    /** Returns what a run leaves, where it was given one value and made another of it; the object may be missing. */
    default T left(T given, T made) {
        return made;
    }

    /** Returns the value for one of several runs, the first of which has the number 1, so that they leave things apart. */
    default T numbered(T value, int number) {
        return value;
    }

    /** Returns whether the values do name something. */
    default boolean nameSomething() {
        return true;
    }

    static @Nullable LocatedType<?> of(PropertyType<?> type) {
        return type instanceof LocatedType<?> names && names.nameSomething() ? names : null;
    }
}
