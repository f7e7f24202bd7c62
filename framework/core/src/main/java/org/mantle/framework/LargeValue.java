package org.mantle.framework;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What the history keeps of a value that is too large to keep.
 *
 * @param type the type word
 * @param size the length of the text form, in characters
 * @param sha256 the digest of the text form in UTF-8, in hexadecimal digits
 */
public record LargeValue(String type, long size, String sha256) {

    /** Values of a larger weight than this are kept as a summary. */
    static final int LIMIT = 10_000;

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

    /** Returns the summary in a form that no value has by accident. */
    @Override
    public String toString() {
        return "<" + type + " of " + size + " characters, SHA-256 " + sha256 + ">";
    }
}
