package org.mantle.algorithms.word;

import java.util.Locale;

/** The texts by which users know the constants of enums. */
public final class Labels {

    private Labels() {}

    /** Returns the label of a constant whose words begin with capitals: {@code OneOf} for {@code ONE_OF}. */
    public static String of(Enum<?> constant) {
        StringBuilder label = new StringBuilder();
        for (String word : constant.name().split("_", -1)) {
            label.append(word, 0, 1).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return label.toString();
    }
}
