package org.mantle.framework.internal.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.mantle.framework.history.LargeValue;
import org.mantle.framework.property.Property;

/** Summarises values that are too large to keep. */
final class LargeValues {

    private LargeValues() {}

    static LargeValue of(Property<?> property, Object value) {
        String text = property.toText(value);
        return new LargeValue(property.type().word(), text.length(), sha256(text));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }
}
