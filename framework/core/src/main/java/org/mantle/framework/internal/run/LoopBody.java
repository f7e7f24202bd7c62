package org.mantle.framework.internal.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.LoopedType;
import org.mantle.framework.internal.compiled.Slot;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.type.Secret;
import org.mantle.framework.type.StoredObject;

/** What a looped run executes: one run after the other, each a part of it. */
final class LoopBody extends Algorithm {

    private final CompiledAlgorithm single;
    private final List<Entry> entries;

    /** The objects that the entries that have run left, by name. */
    private final Map<String, Object> left = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** What one entry needs to run: values, without the secrets, which the looped run has; and the instance that checked them. */
    static final class Entry {
        private final @Nullable Object[] values;
        private final Algorithm algorithm;

        /** Makes an entry; the values become those of its run. */
        Entry(@Nullable Object[] values, Algorithm algorithm) {
            this.values = values;
            this.algorithm = algorithm;
        }
    }

    LoopBody(CompiledAlgorithm single, List<Entry> entries) {
        this.single = single;
        this.entries = entries;
    }

    @Override
    protected void declare(Declaration declaration) {
        throw new IllegalStateException("a looped run has the declaration of what it loops");
    }

    @Override
    protected void execute(Context context) {
        LiveRun group = ((RunContext) context).run();
        List<List<@Nullable Object>> results = new ArrayList<>();
        for (int slot = 0; slot < single.slots().length; slot++) {
            results.add(new ArrayList<>());
        }
        int count = entries.size();
        for (int i = 0; i < count; i++) {
            context.checkCancelled();
            @Nullable Object[] values = run(group, i, count);
            for (int slot = 0; slot < values.length; slot++) {
                results.get(slot).add(values[slot]);
            }
            context.progress().report(i + 1, count, "entries", "entry " + (i + 1) + " of " + count);
        }
        for (Slot slot : single.slots()) {
            if (slot.isOutput()) {
                group.values()[slot.index()] = LoopedType.list(results.get(slot.index()));
            }
        }
    }

    /** Returns the values of a completed run. */
    private @Nullable Object[] run(LiveRun group, int place, int count) {
        Entry entry = entries.get(place);
        for (int index : single.secretSlots()) {
            if (group.values()[index] instanceof Secret secret) {
                entry.values[index] = secret.copyForRun();
            }
        }
        for (Slot slot : single.slots()) {
            @Nullable Object value = entry.values[slot.index()];
            // an entry before has left it
            if (value instanceof StoredObject<?> stored && slot.namesObjects()) {
                @Nullable Object before = left.get(slot.nameLeft(entry.values));
                entry.values[slot.index()] = before == null
                        ? value
                        : StoredObject.named(stored.name()).with(before);
            }
        }
        ParentLink link = new ParentLink(group, (double) place / count, (place + 1.0) / count);
        LiveRun run = new LiveRun(group.environment(), single, entry.values, entry.algorithm, link, System.nanoTime());
        run.setStoring(group.isStoring());
        run.enter();
        run.execute();
        try {
            run.outcome();
        } catch (AlgorithmFailedException e) {
            throw AlgorithmFailedException.ofEntry(place + 1, count, e);
        }
        for (Slot slot : single.slots()) {
            String name = slot.nameLeft(entry.values);
            if (!name.isEmpty() && entry.values[slot.index()] instanceof StoredObject<?> stored) {
                stored.find().ifPresent(object -> left.put(name, object));
            }
        }
        return entry.values;
    }
}
