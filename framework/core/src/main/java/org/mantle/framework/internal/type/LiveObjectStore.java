package org.mantle.framework.internal.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.thread.ListenerQueue;
import org.mantle.framework.internal.thread.ListenerThreads;
import org.mantle.framework.type.Nearest;
import org.mantle.framework.type.ObjectChange;
import org.mantle.framework.type.ObjectChange.Kind;
import org.mantle.framework.type.ObjectStore;
import org.mantle.framework.type.Registration;
import org.mantle.framework.type.StoredObject;
import org.mantle.validators.Violation;

/** The objects of one host. */
public final class LiveObjectStore implements ObjectStore {

    private static final String HIDDEN = "__";

    /** So many changes may wait for a listener. */
    private static final int MOST_UNTOLD = 1024;

    private static final int MOST_SHOWN = 20;

    private final NavigableMap<String, Object> objects = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final ListenerThreads threads;

    /** @param threads tell the listeners */
    public LiveObjectStore(ListenerThreads threads) {
        this.threads = threads;
    }

    @Override
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

    @Override
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

    @Override
    public Optional<Object> find(String name) {
        synchronized (objects) {
            return Optional.ofNullable(objects.get(name.strip()));
        }
    }

    @Override
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

    @Override
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

    @Override
    public boolean rename(String name, String newName) {
        String given = requireName(newName);
        synchronized (objects) {
            String known = spelling(name.strip());
            @Nullable Object object = objects.remove(known);
            if (object == null) {
                return false;
            }
            // a key that is there would keep its spelling
            objects.remove(given);
            objects.put(given, object);
            if (!given.equals(known)) {
                tell(new ObjectChange(Kind.RENAMED, given, known));
            }
        }
        return true;
    }

    @Override
    public void clear() {
        synchronized (objects) {
            if (!objects.isEmpty()) {
                objects.clear();
                tell(new ObjectChange(Kind.CLEARED, "", ""));
            }
        }
    }

    @Override
    public List<String> names() {
        return names(Object.class);
    }

    @Override
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

    @Override
    public List<String> hiddenNames() {
        synchronized (objects) {
            return objects.keySet().stream()
                    .filter(name -> name.startsWith(HIDDEN))
                    .toList();
        }
    }

    @Override
    public int size() {
        synchronized (objects) {
            return objects.size();
        }
    }

    @Override
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

    @Override
    public Registration subscribe(Consumer<ObjectChange> listener) {
        Listener listening = new Listener(listener);
        listeners.add(listening);
        return () -> {
            listening.close();
            listeners.remove(listening);
        };
    }

    /** To be called while the objects are locked, so that changes are told in their order; runs nobody's code. */
    private void tell(ObjectChange change) {
        for (Listener listener : listeners) {
            listener.offer(change);
        }
    }

    /** One listener. */
    private final class Listener extends ListenerQueue<ObjectChange> {

        /** Whether a change was dropped since the listener took the last one; guarded by this. */
        private boolean missed;

        Listener(Consumer<ObjectChange> consumer) {
            super(consumer, ObjectStore.class, "the store of objects");
        }

        @Override
        protected boolean admit(ObjectChange change, Map<Object, ObjectChange> untold) {
            if (untold.size() < MOST_UNTOLD) {
                return super.admit(change, untold);
            }
            // it is logged where the listener is called
            missed = true;
            return true;
        }

        @Override
        protected void tell(ObjectChange change) {
            if (hasMissed()) {
                log("a listener to the store of objects is slow and has missed changes", null);
            }
            super.tell(change);
        }

        private synchronized boolean hasMissed() {
            boolean now = missed;
            missed = false;
            return now;
        }

        @Override
        protected void deliver() {
            threads.deliver(this);
        }
    }

    /** Returns what could be meant in place of a name, in words that can follow a message. */
    String instead(String name, Class<?> kind) {
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
        String bare = StoredObject.named(name).name();
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
