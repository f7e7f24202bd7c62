package org.mantle.framework.internal.run;

import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.text.FailureMessage;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.type.Secret;

/** Keeps the secrets among a run's values from being seen. */
final class RunSecrets {

    private static final String STARS = Secret.none().toString();

    /** So many causes of a cause are looked at: they might go round in a circle. */
    private static final int DEEPEST = 50;

    private RunSecrets() {}

    /** Returns the text with stars in place of each secret; the same object when it holds none. */
    static String redact(CompiledAlgorithm descriptor, @Nullable Object[] values, String text) {
        String redacted = text;
        for (int index : descriptor.secretSlots()) {
            if (values[index] instanceof Secret secret) {
                redacted = secret.redactFrom(redacted, STARS);
            }
        }
        return redacted;
    }

    /**
     * Returns what a run says without the secrets of it and of the runs around it, since a child may have read that of its parent;
     * {@code null} when one of these is over, from when on its secrets are not known any more. Costs next to nothing without any.
     */
    static @Nullable String redactSaid(LiveRun speaker, String text) {
        @Nullable String clean = text;
        for (LiveRun run = speaker; run != null && clean != null; run = run.parentOrNull()) {
            if (run.isOver()) {
                return null;
            }
            if (run.descriptor().secretSlots().length > 0) {
                clean = run.attachments().withoutSecrets(clean);
            }
        }
        return clean;
    }

    /** Returns what was thrown, or a stand-in without causes where a secret stands in the words of it or of a cause. */
    static Throwable withoutSecrets(LiveRun run, Throwable thrown) {
        try {
            @Nullable Throwable cause = thrown;
            for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
                String words = String.valueOf(cause.getMessage());
                if (!redactByAll(run, words).equals(words)) {
                    if (thrown instanceof AlgorithmFailedException failed) {
                        return failed.inWords(said -> redactByAll(run, said));
                    }
                    return new RedactedFailure(redactByAll(run, FailureMessage.of(thrown)), thrown.getStackTrace());
                }
            }
        } catch (Throwable e) {
            // foreign code: an exception that cannot even say what it is
            return thrown;
        }
        return thrown;
    }

    private static String redactByAll(LiveRun run, String text) {
        String redacted = text;
        for (@Nullable LiveRun each = run; each != null; each = each.parentOrNull()) {
            redacted = redact(each.descriptor(), each.values(), redacted);
        }
        return redacted;
    }

    /** Stands in for a failure that quotes a secret. */
    private static final class RedactedFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RedactedFailure(String message, StackTraceElement[] where) {
            super(message);
            setStackTrace(where);
        }
    }

    /** Replaces each secret by what a record may keep of it, and overwrites those that were made for the run. */
    static void drop(CompiledAlgorithm descriptor, @Nullable Object[] values, @Nullable Object[] initialInputs) {
        for (int index : descriptor.secretSlots()) {
            @Nullable Object value = values[index];
            if (value != null) {
                values[index] = value instanceof Secret secret ? secret.redacted() : Secret.unseen();
                initialInputs[index] = values[index];
            }
            if (value instanceof Secret secret) {
                secret.wipeIfOwned();
            }
        }
    }
}
