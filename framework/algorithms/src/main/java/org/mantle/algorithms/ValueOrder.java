package org.mantle.algorithms;

import java.util.Comparator;

/** In which order texts stand. */
enum ValueOrder {
    /** By the numbers that the texts stand for. */
    NUMBERS("Numbers") {
        @Override
        Comparator<String> comparator(boolean ignoreCase) {
            return Comparator.comparing(DecimalText::parse);
        }
    },
    /** Letter by letter, in the order of the characters' UTF-16 codes. */
    TEXTS("Texts") {
        @Override
        Comparator<String> comparator(boolean ignoreCase) {
            return ignoreCase ? String.CASE_INSENSITIVE_ORDER : Comparator.naturalOrder();
        }
    },
    /** Like texts, but digits in them stand together for a whole number: {@code run9} before {@code run10}. */
    NATURAL("Natural") {
        @Override
        Comparator<String> comparator(boolean ignoreCase) {
            return new NaturalOrder(ignoreCase);
        }
    };

    private final String label;

    ValueOrder(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Returns what compares two values. */
    abstract Comparator<String> comparator(boolean ignoreCase);
}
