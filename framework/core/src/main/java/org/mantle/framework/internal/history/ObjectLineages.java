package org.mantle.framework.internal.history;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.Slot;
import org.mantle.framework.type.StoredObject;

/** Which run each object comes from, as long as the object is there; keeps no object. Safe from many threads. */
final class ObjectLineages {

    private final Map<Key, RunLineage> byObject = new HashMap<>();
    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

    /** One very object: two that are equal may have come from different runs. */
    private static final class Key extends WeakReference<Object> {

        private final int hash;

        Key(Object object, @Nullable ReferenceQueue<Object> queue) {
            super(object, queue);
            this.hash = System.identityHashCode(object);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object another) {
            if (this == another) {
                return true;
            }
            @Nullable Object mine = get();
            return another instanceof Key other && mine != null && mine == other.get();
        }
    }

    /** Notes from where a completed run, or one inside it, took objects, and which it made. */
    void note(CompiledAlgorithm algorithm, @Nullable Object[] given, @Nullable Object[] values, RunLineage run) {
        for (Slot slot : algorithm.slots()) {
            if (slot.namesObjects()) {
                forEachObject(given[slot.index()], object -> addSource(object, run));
            }
        }
        for (Slot slot : algorithm.slots()) {
            if (slot.isChanged()) {
                forEachObject(values[slot.index()], object -> put(object, run));
            }
        }
    }

    private void addSource(Object object, RunLineage run) {
        @Nullable RunLineage earlier = find(object);
        if (earlier != null) {
            // not under the lock of both
            run.add(earlier, earlier.length());
        }
    }

    private static void forEachObject(@Nullable Object value, Consumer<Object> action) {
        if (value instanceof StoredObject<?> stored) {
            stored.find().ifPresent(action);
        } else if (value instanceof List<?> list) {
            list.forEach(each -> forEachObject(each, action));
        }
    }

    /** Forgets the runs of objects that are gone. */
    private void forgetGone() {
        for (Reference<?> key = gone.poll(); key != null; key = gone.poll()) {
            byObject.remove((Key) key);
        }
    }

    private synchronized void put(Object object, RunLineage run) {
        forgetGone();
        byObject.put(new Key(object, gone), run);
    }

    private synchronized @Nullable RunLineage find(Object object) {
        forgetGone();
        return byObject.get(new Key(object, null));
    }

    /** Replaces each record, those of the runs before it too, by what a function makes of it. */
    void replaceRecords(UnaryOperator<RunRecord> replacement) {
        List<RunLineage> known;
        synchronized (this) {
            forgetGone();
            known = List.copyOf(byObject.values());
        }
        // no lock: a record asks the types of its values, which are foreign code
        RunLineage.withThoseBefore(known).forEach(run -> run.replaceRecord(replacement));
    }

    /** Returns the records of the runs that led to an object, in the order in which they ended. */
    List<RunRecord> of(Object object) {
        @Nullable RunLineage run = find(object);
        return run == null ? new ArrayList<>() : run.records();
    }
}
