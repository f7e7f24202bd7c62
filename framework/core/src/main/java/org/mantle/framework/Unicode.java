package org.mantle.framework;

/** Tells texts that can be written from those that cannot. */
final class Unicode {

    private Unicode() {}

    /**
     * Returns a text in which every surrogate has its other half.
     *
     * @throws IllegalArgumentException if one has not
     */
    static String require(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    throw new IllegalArgumentException(
                            "needs a text of whole characters, without half of a surrogate pair");
                }
                i++;
            }
        }
        return text;
    }
}
