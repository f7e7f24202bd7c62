package org.mantle.framework;

import org.jspecify.annotations.Nullable;

/** Keeps the secrets among a run's values from being seen. */
final class RunSecrets {

    private static final String STARS = Secret.none().toString();

    private RunSecrets() {}

    /** Returns the text with stars in place of each secret; the same object when it holds none. */
    static String redact(AlgorithmDescriptor descriptor, @Nullable Object[] values, String text) {
        String redacted = text;
        for (int index : descriptor.secretSlots()) {
            if (values[index] instanceof Secret secret) {
                redacted = secret.redactFrom(redacted, STARS);
            }
        }
        return redacted;
    }

    /** Returns what a record keeps of a failure: what was thrown, or its words with stars where a secret stands in them. */
    static Object recorded(AlgorithmRun run, Throwable thrown) {
        String words;
        try {
            words = FailureMessage.of(thrown);
        } catch (Throwable e) { // foreign code: an exception that cannot even say what it is
            return thrown;
        }
        String redacted = words;
        for (@Nullable AlgorithmRun each = run; each != null; each = each.parentOrNull()) {
            redacted = redact(each.descriptor(), each.values(), redacted);
        }
        return redacted.equals(words) ? thrown : redacted;
    }

    /** Replaces each secret by what a record may keep of it, and overwrites those that were made for the run. */
    static void drop(AlgorithmDescriptor descriptor, @Nullable Object[] values, @Nullable Object[] initialInputs) {
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
