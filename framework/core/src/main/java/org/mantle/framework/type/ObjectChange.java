package org.mantle.framework.type;

/**
 * What has happened to an {@link ObjectStore}.
 *
 * @param kind what it is
 * @param name the name that it is about, after a renaming the new one; empty when all were removed
 * @param formerName the name before a renaming; empty for everything else
 * @since 0.1.0
 */
public record ObjectChange(Kind kind, String name, String formerName) {

    /** The kinds of change. */
    public enum Kind {
        /** There is an object under a name that there was not. */
        ADDED,
        /** There is another object under a name. */
        REPLACED,
        /** There is nothing under a name any more. */
        REMOVED,
        /** An object has another name, under which another one may have been. */
        RENAMED,
        /** Nothing is there any more. */
        CLEARED
    }
}
