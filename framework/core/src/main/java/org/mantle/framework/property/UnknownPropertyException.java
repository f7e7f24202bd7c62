package org.mantle.framework.property;

import java.util.List;
import java.util.function.Supplier;

/**
 * The algorithm has no such property. Python's {@code UnknownProperty}.
 *
 * @since 0.1.0
 */
public final class UnknownPropertyException extends InvalidPropertyException {

    private static final long serialVersionUID = 1L;

    UnknownPropertyException(String algorithm, Supplier<List<Problem>> found) {
        super(algorithm, found);
    }
}
