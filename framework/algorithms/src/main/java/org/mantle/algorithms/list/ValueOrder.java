package org.mantle.algorithms.list;

import java.util.Comparator;
import org.mantle.algorithms.word.NaturalOrder;

/** In which order texts stand. */
enum ValueOrder {
    /** By the numbers that the texts stand for. */
    NUMBERS {
        @Override
        Comparator<String> comparator(boolean ignoreCase) {
            return Comparator.comparing(ExactNumbers::parse);
        }
    },
    /** Letter by letter, in the order of the characters' UTF-16 codes. */
    TEXTS {
        @Override
        Comparator<String> comparator(boolean ignoreCase) {
            return ignoreCase ? String.CASE_INSENSITIVE_ORDER : Comparator.naturalOrder();
        }
    },
    /** Like texts, but digits in them stand together for a whole number: {@code run9} before {@code run10}. */
    NATURAL {
        @Override
        Comparator<String> comparator(boolean ignoreCase) {
            return new NaturalOrder(ignoreCase);
        }
    };

    /** Returns what compares two values. */
    abstract Comparator<String> comparator(boolean ignoreCase);
}
