package org.mantle.framework.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.type.ObjectChange.Kind;
import org.mantle.validators.Violation;

/**
 * Objects in memory by name, of one host: what one run leaves under a name, the next can take by that name, and so can a script,
 * a record of the history, or a dialog. Mantid calls it the analysis data service.
 *
 * <p>Letter case does not matter in names; the first spelling is kept. Blanks around a name do not belong to it. A name that begins with
 * two underscores is hidden: it is found, but not listed. The store holds on to what is in it until it is removed. It guards itself and
 * not the objects: two runs that change the same object have to agree. Safe from many threads.
 */
public final class ObjectStore {

    private static final String HIDDEN = "__";

    /** So many changes may wait for a listener. */
    private static final int MOST_UNTOLD = 1024;

    private static final int MOST_SHOWN = 20;

    private final NavigableMap<String, Object> objects = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final SubmissionPublisher<ObjectChange> changes =
            new SubmissionPublisher<>(ObjectStore::inThread, MOST_UNTOLD);

    /** Makes a store that has nothing in it; that of a host is at {@link org.mantle.framework.Mantle#objects}. */
    public ObjectStore() {}

    /**
     * Adds an object under a name that is free.
     *
     * @throws IllegalArgumentException if there is one of that name, or the name is blank or has control characters
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
    }

    /**
     * Adds an object, or puts it in the place of the one that has the name.
     *
     * @throws IllegalArgumentException if the name is blank or has control characters
     */
    public void put(String name, Object object) {
        String taken = requireName(name);
        synchronized (objects) {
            set(taken, object);
        }
    }

    /** Adds or replaces several, so that nobody sees a part of them. */
    public void putAll(Map<String, Object> several) {
        synchronized (objects) {
            several.forEach(this::set);
        }
    }

    private void set(String name, Object object) {
        Kind kind = objects.put(name, Objects.requireNonNull(object, "an object is needed, not null")) == null
                ? Kind.ADDED
                : Kind.REPLACED;
        tell(new ObjectChange(kind, spelling(name), ""));
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
                        "there is no object of the name " + Violation.quoted(name.strip()) + instead(name, kind)));
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
                tell(new ObjectChange(Kind.REMOVED, known, ""));
            }
        }
        return Optional.ofNullable(removed);
    }

    /**
     * Gives an object another name, in place of the object that has it; the same name may be spelt anew.
     *
     * @return whether there was an object to rename
     * @throws IllegalArgumentException if the new name is blank or has control characters
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
                tell(new ObjectChange(Kind.RENAMED, given, known));
            }
        }
        return true;
    }

    /** Removes everything. */
    public void clear() {
        synchronized (objects) {
            if (!objects.isEmpty()) {
                objects.clear();
                tell(new ObjectChange(Kind.CLEARED, "", ""));
            }
        }
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

    /** Returns the name of this very object, of several the first, hidden ones last; looks through all that is there. */
    public Optional<String> nameOf(Object object) {
        @Nullable String hidden = null;
        synchronized (objects) {
            for (Map.Entry<String, Object> entry : objects.entrySet()) {
                if (entry.getValue() == object) {
                    if (!entry.getKey().startsWith(HIDDEN)) {
                        return Optional.of(entry.getKey());
                    }
                    hidden = hidden == null ? entry.getKey() : hidden;
                }
            }
        }
        return Optional.ofNullable(hidden);
    }

    /**
     * Has every change from now on told, in order, in a thread of the listener's own: it delays nobody. One that is more than a
     * thousand changes behind misses some, which is logged.
     */
    public Registration subscribe(Consumer<ObjectChange> listener) {
        ObjectListener subscription = new ObjectListener(listener);
        changes.subscribe(subscription);
        return subscription;
    }

    /** To be called while the objects are locked, so that changes are told in their order; runs nobody's code. */
    private void tell(ObjectChange change) {
        changes.offer(change, (listener, missed) -> {
            ((ObjectListener) listener).miss();
            return false;
        });
    }

    private static void inThread(Runnable telling) {
        Thread thread = new Thread(telling, "mantle-objects");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns what could be meant in place of a name, in words that can follow a message. */
    public String instead(String name, Class<?> kind) {
        List<String> names = names(kind);
        if (names.isEmpty()) {
            return "; there is none";
        }
        String more = names.size() > MOST_SHOWN ? ", …" : "";
        List<String> shown = names.subList(0, Math.min(MOST_SHOWN, names.size()));
        return "; there " + (names.size() == 1 ? "is " : "are ") + String.join(", ", shown) + more
                + Nearest.to(name, names)
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse("");
    }

    private String spelling(String name) {
        return objects.containsKey(name) ? Objects.requireNonNull(objects.ceilingKey(name)) : name;
    }

    private static String requireName(String name) {
        String bare = StoredObject.requireOneLine(name);
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
