package org.mantle.framework;

import org.jspecify.annotations.Nullable;

/** Takes the secrets among a run's values out of a text, wherever they stand in it as they are. */
final class SecretRedactor {

    private static final String STARS = Secret.none().toString();

    private SecretRedactor() {}

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
}
