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

    /** Returns the aliases of all parts; what is a value of any part is no alias, and the first part says what an alias means. */
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
