package org.mantle.framework.run;

import java.util.List;

/**
 * What changed in a registry at once; nothing but its {@linkplain AlgorithmRegistry#faults faults} where both lists are empty.
 *
 * @param added the algorithms that can be found now and could not be found before
 * @param removed the algorithms that could be found before; one of which the facts changed is removed and added
 * @since 0.1.0
 */
public record RegistryChange(List<AlgorithmDescriptor> added, List<AlgorithmDescriptor> removed) {

    /** Takes the lists as they are. */
    public RegistryChange {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }
}
