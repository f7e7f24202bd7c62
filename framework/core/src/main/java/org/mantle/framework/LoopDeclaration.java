package org.mantle.framework;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes which inputs of an algorithm may be lists, of which each entry has a run of its own. */
final class LoopDeclaration {

    private final Set<Property<?>> keys = new LinkedHashSet<>();

    void add(Property<?>... more) {
        keys.addAll(Arrays.asList(more));
    }

    Set<Property<?>> keys() {
        return keys;
    }

    /** Adds what is wrong with it. */
    void findFaults(List<Property<?>> declared, Set<String> faults) {
        if (keys.isEmpty()) {
            return;
        }
        for (Property<?> key : keys) {
            if (!declared.contains(key) || !key.direction().isInput()) {
                faults.add("it loops over " + key.name() + ", which is not a declared input");
            } else if (key.type().isSecret()) {
                faults.add("it loops over " + key.name() + ", which is a secret");
            }
        }
        for (Property<?> property : declared) {
            if (property.direction() == Direction.INOUT && !keys.contains(property)) {
                faults.add("it loops, but not over " + property.name() + ", which is both input and output");
            }
        }
    }
}
