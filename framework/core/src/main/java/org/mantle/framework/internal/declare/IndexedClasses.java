package org.mantle.framework.internal.declare;

import org.jspecify.annotations.Nullable;

/** The classes beside an index, as they are now. */
public interface IndexedClasses {

    /** Nothing is known of any class. */
    IndexedClasses UNKNOWN = new IndexedClasses() {
        @Override
        public @Nullable String checksum(String typeName) {
            return null;
        }
    };

    /** Returns the checksum of a class's file by {@link IndexFormat#checksum(long)}; {@code null} where it is not known or not there. */
    @Nullable String checksum(String typeName);
}
