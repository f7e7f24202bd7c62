package org.mantle.framework.history;

/**
 * What the history keeps of a value that is too large to keep.
 *
 * @param type the type word
 * @param size the length of the text form, in characters
 * @param sha256 the digest of the text form in UTF-8, in hexadecimal digits
 * @since 0.1.0
 */
public record LargeValue(String type, long size, String sha256) {

    /** Values of a larger weight than this are kept as a summary. */
    public static final int LIMIT = 10_000;

    /** Returns the summary in a form that no value has by accident. */
    @Override
    public String toString() {
        return "<" + type + " of " + size + " characters, SHA-256 " + sha256 + ">";
    }
}
