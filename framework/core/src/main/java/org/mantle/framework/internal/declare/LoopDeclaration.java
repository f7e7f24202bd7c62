package org.mantle.framework.internal.declare;

import java.util.List;
import java.util.Set;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.Property;

/** What can be wrong with the inputs of an algorithm that may be lists, of which each entry has a run of its own. */
final class LoopDeclaration {

    private LoopDeclaration() {}

    /** Adds what is wrong with looping over some keys. */
    static void findFaults(Set<Property<?>> keys, List<Property<?>> declared, Set<String> faults) {
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
