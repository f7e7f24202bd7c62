package org.mantle.framework;

/** What a property that names an object of the host's {@link ObjectStore} is for. */
public enum StoreMode {
    /** An object that is read: it must be there. A property that is also changed by the run, see {@code inOut()}, puts it back. */
    READ,
    /** An object that is read; none need be named, but one that is must be there. */
    OPTIONAL_READ,
    /** The name under which the run leaves an object, in place of one that may be there. */
    WRITE,
    /** The name under which the run leaves an object; without one, the object is in the outputs alone. */
    OPTIONAL_WRITE;

    boolean isRead() {
        return this == READ || this == OPTIONAL_READ;
    }

    boolean isOptional() {
        return this == OPTIONAL_READ || this == OPTIONAL_WRITE;
    }
}
