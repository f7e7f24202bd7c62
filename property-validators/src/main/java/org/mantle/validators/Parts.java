package org.mantle.validators;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the combinations of constraints share. */
final class Parts {

    private Parts() {}

    /** Returns the intersection of the lists of those parts that have one. */
    static List<String> intersection(List<Constraint> parts) {
        return parts.stream()
                .map(Constraint::allowedValues)
                .filter(values -> !values.isEmpty())
                .reduce((left, right) -> left.stream().filter(right::contains).toList())
                .orElse(List.of());
    }

    /**
     * Returns the aliases of all parts. A text that is a value of some part is left out, and where two parts have the same alias, the
     * first says what it means.
     */
    static Map<String, String> aliases(List<Constraint> parts) {
        Map<String, String> all = new LinkedHashMap<>();
        for (Constraint part : parts) {
            for (Map.Entry<String, String> alias : part.aliases().entrySet()) {
                all.putIfAbsent(alias.getKey(), alias.getValue());
            }
        }
        for (Constraint part : parts) {
            all.keySet().removeAll(part.allowedValues());
        }
        return all;
    }
}
