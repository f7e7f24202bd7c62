package org.mantle.framework;

import java.util.Optional;

/** There is no algorithm of that name, alias or version. */
public final class UnknownAlgorithmException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final transient Optional<String> nearest;

    UnknownAlgorithmException(String name, Optional<String> nearest, String message) {
        super(message);
        this.name = name;
        this.nearest = nearest;
    }

    /** Returns the name that was asked for. */
    public String name() {
        return name;
    }

    /** Returns the name that the caller probably meant. */
    public Optional<String> nearest() {
        return nearest;
    }
}
