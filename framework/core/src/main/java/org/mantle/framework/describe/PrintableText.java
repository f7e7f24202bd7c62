package org.mantle.framework.describe;

/**
 * Text from elsewhere, made safe to show: a message, a value or a file name commands no terminal and forges no line of a log.
 *
 * @since 0.1.0
 */
public final class PrintableText {

    private PrintableText() {}

    /**
     * Returns a text with its control characters made visible, such as {@code \u001b}, and halves of surrogate pairs, of which an
     * encoder makes question marks; line feeds stay, tabs become four blanks, and the carriage return of a line end is left out.
     */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i)) || isHalf(text, i)) {
                return escaped(text);
            }
        }
        return text;
    }

    private static boolean isControl(char character) {
        return Character.isISOControl(character) && character != '\n';
    }

    /** Whether a character is half of a surrogate pair whose other half is not beside it. */
    private static boolean isHalf(String text, int index) {
        char character = text.charAt(index);
        if (Character.isHighSurrogate(character)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        return Character.isLowSurrogate(character)
                && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }

    private static String escaped(String text) {
        StringBuilder shown = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean endsLine = character == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (character == '\t') {
                shown.append("    ");
            } else if (!isControl(character) && !isHalf(text, i)) {
                shown.append(character);
            } else if (!endsLine) {
                shown.append(String.format("\\u%04x", (int) character));
            }
        }
        return shown.toString();
    }
}
