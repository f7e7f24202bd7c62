package org.mantle.framework;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What a type whose values name files, or objects of the host, does besides converting, which depends on the host.
 *
 * @param <T> the kind of value
 */
interface HostNames<T> {

    /** Returns the value with full paths in place of names, and with objects; what is not found stays as it is. */
    T located(T value, HostPlaces places);

    /** Returns where something in a value was looked for that was not found, in words that can follow a message; may be empty. */
    String searched(T value, HostPlaces places);

    /** Returns whether a refused value is kept where values are set one by one, because what it names may be there when it is needed. */
    default boolean isKeptWhenRefused() {
        return false;
    }

    /** Returns what the history keeps of a value. */
    default Object kept(T value) {
        return value;
    }

    /** Returns a whole that is kept, unless one of its parts is not. */
    static Object keptWhole(Collection<? extends @Nullable Object> parts, Object whole) {
        for (@Nullable Object part : parts) {
            if (part instanceof UnkeptValue) {
                return part;
            }
        }
        return whole;
    }

    /** Returns whether the values name what a run leaves. */
    default boolean isLeft() {
        return false;
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

    static @Nullable HostNames<?> of(PropertyType<?> type) {
        return type instanceof HostNames<?> names && names.nameSomething() ? names : null;
    }
}
