package org.mantle.framework.internal.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.Slot;
import org.mantle.framework.internal.history.LeftObjects;
import org.mantle.framework.internal.history.LiveRecord;
import org.mantle.framework.internal.history.RecordParts;
import org.mantle.framework.internal.history.RecordedValues;
import org.mantle.framework.internal.history.RunLineage;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.RunState;

/** Records a run and ends it. Only for the thread that took what is executed. */
final class RunEnd {

    private RunEnd() {}

    static void of(LiveRun run, RunState ended, @Nullable Throwable thrown, long runNanos) {
        @Nullable Throwable told = thrown;
        try {
            run.close();
            told = thrown == null ? null : RunSecrets.withoutSecrets(run, thrown);
            LiveRecord record = record(run, ended, told, runNanos);
            LiveRun parent = run.parentOrNull();
            if (parent == null) {
                run.environment().history().add(record);
                @Nullable RunAttachments present = run.attachmentsOrNull();
                @Nullable RunLineage lineage = present == null ? null : present.lineageOrNull();
                if (lineage != null) {
                    run.environment().history().endLineage(lineage, record);
                }
            } else {
                parent.attachments().addChild(record);
            }
        } catch (Throwable e) {
            // there may be no memory left for a record, which must not keep the run from ending
            System.getLogger(AlgorithmRun.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "the history has no record of a run of "
                                    + run.descriptor().name(),
                            e);
        } finally {
            end(run, ended, told, runNanos);
        }
    }

    /** Ends a run that no thread executes; it did not run, and is not recorded. */
    static void ofRefused(LiveRun run, Throwable thrown) {
        run.close();
        run.descriptor().wipeOwnedSecrets(run.values());
        end(run, RunState.FAILED, thrown, 0);
    }

    private static void end(LiveRun run, RunState ended, @Nullable Throwable told, long runNanos) {
        if (run.descriptor().namesObjects()) {
            releaseObjects(run, ended == RunState.COMPLETED);
        }
        run.end(ended, told, runNanos);
    }

    private static LiveRecord record(LiveRun run, RunState ended, @Nullable Throwable thrown, long runNanos) {
        CompiledAlgorithm algorithm = run.descriptor();
        if (algorithm.secretSlots().length > 0) {
            RunSecrets.drop(algorithm, run.values(), run.initialInputs());
        }
        @Nullable Object[] outputs = RecordedValues.of(algorithm, run.values());
        @Nullable Object[] inputs =
                run.initialInputs() == run.values() ? outputs : RecordedValues.of(algorithm, run.initialInputs());
        Instant started = run.startedOrNull();
        RunAttachments present = run.attachmentsOrNull();
        RecordParts parts = present == null ? RecordParts.NONE : present.recorded();
        boolean unstored = !run.isStoring() && run.parentOrNull() == null && algorithm.namesObjects();
        return new LiveRecord(
                algorithm,
                inputs,
                outputs,
                ended == RunState.FAILED && thrown != null ? thrown : ended,
                started == null ? run.environment().clock().instant() : started,
                runNanos,
                unstored ? parts.ofUnstored() : parts);
    }

    /** Lets go of the objects that were inputs: who remembers the run must not keep them. */
    private static void releaseObjects(LiveRun run, boolean hasOutputs) {
        @Nullable Object[] inputs = run.initialInputs();
        for (Slot slot : run.descriptor().slots()) {
            @Nullable Object input = inputs[slot.index()];
            if (input != null && input != slot.defaultValue() && slot.namesObjects()) {
                inputs[slot.index()] = slot.withoutObjects(input);
            }
            if (!slot.isOutput() || !hasOutputs) {
                run.values()[slot.index()] = inputs[slot.index()];
            }
        }
        if (hasOutputs && run.isStoring() && run.isRemembered()) {
            run.attachments().setLeft(LeftObjects.takeFrom(run.values()));
        }
    }
}
