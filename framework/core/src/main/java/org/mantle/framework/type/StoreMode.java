package org.mantle.framework.type;

/**
 * What a property that names an object of the host's {@link ObjectStore} is for.
 *
 * @since 0.1.0
 */
public enum StoreMode {
    /** An object that is read: it must be there. */
    READ,
    /** An object that is read; none need be named, but one that is must be there. */
    OPTIONAL_READ,
    /** An object that is read and changed: it must be there, and what the run makes of it is put in its place. */
    UPDATE,
    /** The name under which the run leaves an object, in place of one that may be there. */
    WRITE,
    /** The name under which the run leaves an object; without one, the object is in the outputs alone. */
    OPTIONAL_WRITE;

    /**
     * The name of a call's own argument, which no algorithm declares: whether objects are left in the store. A call that gives
     * {@code false} for it needs no names, and has what was made in its outputs alone. It is {@code true} when not given, but for
     * children {@code false}.
     */
    public static final String STORE_OUTPUTS = "StoreOutputs";

    /** Returns whether there must be an object under the name. */
    public boolean isLookedUp() {
        return this == READ || this == OPTIONAL_READ || this == UPDATE;
    }

    /** Returns whether the run leaves an object under the name. */
    public boolean isChanged() {
        return this == UPDATE || this == WRITE || this == OPTIONAL_WRITE;
    }

    public boolean isOptional() {
        return this == OPTIONAL_READ || this == OPTIONAL_WRITE;
    }
}
