package org.mantle.framework.type;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.validators.Violation;

/**
 * The name of an object in the host's {@link ObjectStore}, and in a run the object itself.
 *
 * <p>The object is looked up when the inputs of a run are checked. A program may also hand over an object that has no name.
 * Two are equal when they have the same name in any letter case, whatever lies there; without a name, when they are of the same
 * object. Immutable.
 *
 * @param <T> the kind of object
 * @since 0.1.0
 */
public final class StoredObject<T> {

    private final String name;
    private final @Nullable T object;

    /** Of what class the object is that lies there, if it is not the right one. */
    private final @Nullable Class<?> otherKind;

    private StoredObject(String name, @Nullable T object, @Nullable Class<?> otherKind) {
        this.name = requireOneLine(name);
        this.object = object;
        this.otherKind = otherKind;
    }

    /** Returns a name without blanks around it; one with control characters would break messages, logs and scripts. */
    private static String requireOneLine(String name) {
        String bare = name.strip();
        if (bare.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "needs a name without control characters, not " + Violation.quoted(bare));
        }
        return bare;
    }

    /**
     * Names an object; a blank name is none.
     *
     * @throws IllegalArgumentException if the name has control characters, such as line breaks
     */
    public static <T> StoredObject<T> named(String name) {
        return new StoredObject<>(name, null, null);
    }

    /** Hands over an object without a name. */
    public static <T> StoredObject<T> of(T object) {
        return new StoredObject<>("", Objects.requireNonNull(object, "an object is needed, not null"), null);
    }

    /** Returns the same name with an object, for a run to leave there. */
    public StoredObject<T> with(T result) {
        return new StoredObject<>(name, Objects.requireNonNull(result, "an object is needed, not null"), null);
    }

    /** Returns the same name with what a store has there. */
    public StoredObject<T> lookedUp(ObjectStore store, Class<T> kind) {
        @Nullable Object there = store.find(name).orElse(null);
        return kind.isInstance(there)
                ? new StoredObject<>(name, kind.cast(there), null)
                : new StoredObject<>(name, null, there == null ? null : there.getClass());
    }

    /** Returns the name; empty when there is none. */
    public String name() {
        return name;
    }

    /**
     * Returns the object.
     *
     * @throws IllegalStateException if there is none: nothing was named, or this is not from a run
     */
    public T get() {
        return find().orElseThrow(() -> new IllegalStateException(
                name.isEmpty() ? "no object was given" : "there is no object \"" + name + "\" here"));
    }

    /** Returns the object, if there is one. */
    public Optional<T> find() {
        return Optional.ofNullable(object);
    }

    /** Returns of what class the object is that lies under the name, if it is not the right one. */
    public Optional<Class<?>> otherKind() {
        return Optional.ofNullable(otherKind);
    }

    /** Returns whether nothing is named and nothing handed over. */
    public boolean isNothing() {
        return name.isEmpty() && object == null;
    }

    @Override
    public boolean equals(@Nullable Object another) {
        return another instanceof StoredObject<?> stored
                && name.equalsIgnoreCase(stored.name)
                && (!name.isEmpty() || object == stored.object);
    }

    @Override
    public int hashCode() {
        return name.isEmpty()
                ? System.identityHashCode(object)
                // one by one, as equalsIgnoreCase compares
                : name.codePoints()
                        .map(letter -> Character.toLowerCase(Character.toUpperCase(letter)))
                        .reduce(0, (hash, letter) -> 31 * hash + letter);
    }

    /** Returns the name, or what kind of object it is that has none. */
    @Override
    public String toString() {
        return name.isEmpty() && object != null ? "<" + object.getClass().getSimpleName() + " without a name>" : name;
    }
}
