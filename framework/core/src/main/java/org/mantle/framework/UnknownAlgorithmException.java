package org.mantle.framework;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** There is no algorithm of that name, alias or version. */
public final class UnknownAlgorithmException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final @Nullable String nearest;

    UnknownAlgorithmException(String name, Optional<String> nearest, String message) {
        super(message);
        this.name = name;
        this.nearest = nearest.orElse(null);
    }

    /** Returns the name that was asked for. */
    public String name() {
        return name;
    }

    /** Returns the name that the caller probably meant. */
    public Optional<String> nearest() {
        return Optional.ofNullable(nearest);
    }
}
