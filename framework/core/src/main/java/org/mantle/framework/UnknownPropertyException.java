package org.mantle.framework;

import java.util.List;

/** The algorithm has no such property. Python's {@code UnknownProperty}. */
public final class UnknownPropertyException extends InvalidPropertyException {

    private static final long serialVersionUID = 1L;

    UnknownPropertyException(String algorithm, List<Problem> problems) {
        super(algorithm, problems);
    }
}
