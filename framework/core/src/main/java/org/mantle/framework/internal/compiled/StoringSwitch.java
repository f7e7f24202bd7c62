package org.mantle.framework.internal.compiled;

import org.mantle.framework.property.Property;
import org.mantle.framework.type.StoreMode;

/** The argument of a call by which it says whether objects are left in the host's store. */
public final class StoringSwitch {

    /** Takes what a caller gives for it; no algorithm declares it. */
    public static final Property<Boolean> KEY = Property.bool(StoreMode.STORE_OUTPUTS)
            .documentation("Whether objects are left in the host's store.")
            .build();

    private StoringSwitch() {}

    public static boolean isNamed(String name) {
        return name.equalsIgnoreCase(StoreMode.STORE_OUTPUTS);
    }
}
