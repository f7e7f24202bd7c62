package org.mantle.framework;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.ObjectChange.Kind;
import org.mantle.validators.Violation;

/**
 * Objects in memory by name, of one host: what one run leaves under a name, the next can take by that name, and so can a script,
 * a record of the history, or a dialog. Mantid calls it the analysis data service.
 *
 * <p>Letter case does not matter in names; the first spelling is kept. Blanks around a name do not belong to it. A name that begins with
 * two underscores is hidden: it is found, but not listed. The store holds on to what is in it until it is removed. It guards itself and
 * not the objects: two runs that change the same object have to agree. Safe from many threads; listeners are called under no lock.
 */
public final class ObjectStore {

    private static final String HIDDEN = "__";

    private final NavigableMap<String, Object> objects = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ChangeListeners<ObjectChange> listeners = new ChangeListeners<>(ObjectStore.class);

    ObjectStore() {}

    /**
     * Adds an object under a name that is free.
     *
     * @throws IllegalArgumentException if there is one of that name, or the name is blank
     */
    public void add(String name, Object object) {
        String free = requireName(name);
        synchronized (objects) {
            if (objects.containsKey(free)) {
                throw new IllegalArgumentException("there is an object of the name " + Violation.quoted(free)
                        + " already; remove it first, or replace it by put()");
            }
            set(free, object);
        }
        listeners.tell();
    }

    /**
     * Adds an object, or puts it in the place of the one that has the name.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public void put(String name, Object object) {
        String taken = requireName(name);
        synchronized (objects) {
            set(taken, object);
        }
        listeners.tell();
    }

    private void set(String name, Object object) {
        Kind kind = objects.put(name, Objects.requireNonNull(object, "object")) == null ? Kind.ADDED : Kind.REPLACED;
        listeners.enqueue(new ObjectChange(kind, spelling(name), ""));
    }

    /** Returns the object of a name, if there is one. */
    public Optional<Object> find(String name) {
        synchronized (objects) {
            return Optional.ofNullable(objects.get(name.strip()));
        }
    }

    /**
     * Returns the object of a name.
     *
     * @throws NoSuchElementException if there is none
     * @throws IllegalArgumentException if it is of another class
     */
    public <T> T get(String name, Class<T> kind) {
        Object object = find(name)
                .orElseThrow(() -> new NoSuchElementException(
                        "there is no object of the name " + Violation.quoted(name.strip()) + contents()));
        if (!kind.isInstance(object)) {
            throw new IllegalArgumentException(Violation.quoted(name.strip()) + " is of kind "
                    + object.getClass().getSimpleName() + ", not " + kind.getSimpleName());
        }
        return kind.cast(object);
    }

    /** Removes the object of a name, and returns it if there was one. */
    public Optional<Object> remove(String name) {
        @Nullable Object removed;
        synchronized (objects) {
            String known = spelling(name.strip());
            removed = objects.remove(known);
            if (removed != null) {
                listeners.enqueue(new ObjectChange(Kind.REMOVED, known, ""));
            }
        }
        listeners.tell();
        return Optional.ofNullable(removed);
    }

    /**
     * Gives an object another name, in place of the object that has it; the same name may be spelt anew.
     *
     * @return whether there was an object to rename
     * @throws IllegalArgumentException if the new name is blank
     */
    public boolean rename(String name, String newName) {
        String given = requireName(newName);
        synchronized (objects) {
            String known = spelling(name.strip());
            @Nullable Object object = objects.remove(known);
            if (object == null) {
                return false;
            }
            objects.remove(given); // a key that is there would keep its spelling
            objects.put(given, object);
            if (!given.equals(known)) {
                listeners.enqueue(new ObjectChange(Kind.RENAMED, given, known));
            }
        }
        listeners.tell();
        return true;
    }

    /** Removes everything. */
    public void clear() {
        synchronized (objects) {
            if (!objects.isEmpty()) {
                objects.clear();
                listeners.enqueue(new ObjectChange(Kind.CLEARED, "", ""));
            }
        }
        listeners.tell();
    }

    /** Returns the names that are not hidden, sorted without regard to letter case. */
    public List<String> names() {
        return names(Object.class);
    }

    /** Returns the names that are not hidden of the objects of a class, sorted: what a property for such an object can be given. */
    public List<String> names(Class<?> kind) {
        List<String> names = new ArrayList<>();
        synchronized (objects) {
            objects.forEach((name, object) -> {
                if (!name.startsWith(HIDDEN) && kind.isInstance(object)) {
                    names.add(name);
                }
            });
        }
        return List.copyOf(names);
    }

    /** Returns the name of this very object, the first of several; looks through all that is there. */
    public Optional<String> nameOf(Object object) {
        synchronized (objects) {
            for (Map.Entry<String, Object> entry : objects.entrySet()) {
                if (entry.getValue() == object) {
                    return Optional.of(entry.getKey());
                }
            }
        }
        return Optional.empty();
    }

    /** Has every change from now on told, one after the other, in the thread that makes it. */
    public Registration subscribe(Consumer<ObjectChange> listener) {
        return listeners.add(listener);
    }

    /** Returns what is there, in words that can follow a message. */
    String contents() {
        List<String> names = names();
        return names.isEmpty() ? "; the store of objects is empty" : "; there are " + String.join(", ", names);
    }

    private String spelling(String name) {
        return objects.containsKey(name) ? Objects.requireNonNull(objects.ceilingKey(name)) : name;
    }

    private static String requireName(String name) {
        String bare = name.strip();
        if (bare.isEmpty()) {
            throw new IllegalArgumentException("an object needs a name that is not blank");
        }
        return bare;
    }

    /** Returns the names that are not hidden. */
    @Override
    public String toString() {
        return "ObjectStore" + names();
    }
}
