package org.mantle.algorithms.list;

import java.util.List;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.validators.Violation;

/** Checks that several algorithms make of their lists. */
final class ValueChecks {

    private static final int MOST_NAMED = 5;

    private ValueChecks() {}

    /** Adds one problem that names the elements, with their numbers from 1, that are no numbers. */
    static void requireNumbers(Property<List<String>> property, List<String> values, String when, Problems problems) {
        StringBuilder wrong = new StringBuilder();
        int count = 0;
        for (int i = 0; i < values.size(); i++) {
            if (!ExactNumbers.isNumber(values.get(i))) {
                count++;
                if (count <= MOST_NAMED) {
                    wrong.append(count == 1 ? "" : ", ")
                            .append(Violation.quoted(values.get(i)))
                            .append(" (element ")
                            .append(i + 1)
                            .append(')');
                }
            }
        }
        if (count > 0) {
            String more = count > MOST_NAMED ? " and " + (count - MOST_NAMED) + " more" : "";
            problems.add(property, when + " every element must be a number, but not so " + wrong + more);
        }
    }
}
