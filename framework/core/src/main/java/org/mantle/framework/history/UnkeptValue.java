package org.mantle.framework.history;

/**
 * What the history keeps of a value that cannot be written down.
 *
 * @param type the type word
 * @param reason why not, in words such as "in memory only"
 * @since 0.1.0
 */
public record UnkeptValue(String type, String reason) {

    public static final String IN_MEMORY = "in memory only";
    public static final String NO_TEXT = "without a text form";
    public static final String NO_JSON = "without a JSON form";

    /** Returns type and reason in a form that no value has by accident. */
    @Override
    public String toString() {
        return "<" + type + " " + reason + ">";
    }
}
