package org.mantle.framework.internal.history;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.type.StoredObject;

/** The objects that a run has left in the store, for one who remembers the run and must keep none that was removed there. Immutable. */
public final class LeftObjects {

    private final @Nullable Object[] held;

    private LeftObjects(@Nullable Object[] held) {
        this.held = held;
    }

    /** Takes the objects that have a name out of some values, and holds them only as long as somebody else does. */
    public static LeftObjects takeFrom(@Nullable Object[] values) {
        @Nullable Object[] held = new @Nullable Object[values.length];
        for (int i = 0; i < values.length; i++) {
            held[i] = weakly(values[i]);
            if (held[i] != null) {
                values[i] = bare(values[i]);
            }
        }
        return new LeftObjects(held);
    }

    /** Returns the values with the objects that are still there. */
    public @Nullable Object[] giveTo(@Nullable Object[] values) {
        @Nullable Object[] whole = values.clone();
        for (int i = 0; i < whole.length; i++) {
            whole[i] = whole(whole[i], held[i]);
        }
        return whole;
    }

    private static @Nullable Object weakly(@Nullable Object value) {
        if (value instanceof StoredObject<?> stored) {
            return stored.name().isEmpty() || stored.find().isEmpty() ? null : new WeakReference<>(stored.get());
        }
        if (!(value instanceof List<?> list)) {
            return null;
        }
        // of a loop
        List<@Nullable Object> each = new ArrayList<>();
        boolean any = false;
        for (@Nullable Object entry : list) {
            @Nullable Object held = entry instanceof StoredObject<?> ? weakly(entry) : null;
            any |= held != null;
            each.add(held);
        }
        return any ? each : null;
    }

    private static @Nullable Object bare(@Nullable Object value) {
        if (value instanceof StoredObject<?> stored) {
            return stored.name().isEmpty() ? stored : StoredObject.named(stored.name());
        }
        if (!(value instanceof List<?> list)) {
            return value;
        }
        List<@Nullable Object> each = new ArrayList<>();
        for (@Nullable Object entry : list) {
            each.add(bare(entry));
        }
        return Collections.unmodifiableList(each);
    }

    private static @Nullable Object whole(@Nullable Object value, @Nullable Object held) {
        if (held instanceof WeakReference<?> reference && value instanceof StoredObject<?> stored) {
            @Nullable Object object = reference.get();
            return object == null ? stored : StoredObject.named(stored.name()).with(object);
        }
        if (!(held instanceof List<?> all) || !(value instanceof List<?> list)) {
            return value;
        }
        List<@Nullable Object> each = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            each.add(whole(list.get(i), all.get(i)));
        }
        return Collections.unmodifiableList(each);
    }
}
