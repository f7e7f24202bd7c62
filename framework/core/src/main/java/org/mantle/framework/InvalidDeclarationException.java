package org.mantle.framework;

import java.util.Collection;
import java.util.List;

/** An author's declaration contradicts itself; it says everything that is wrong with it. */
public final class InvalidDeclarationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    InvalidDeclarationException(String algorithm, Collection<String> faults) {
        super("the declaration of " + algorithm + " is wrong: " + String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /** Returns the faults, one sentence part each. */
    public List<String> faults() {
        return faults;
    }
}
