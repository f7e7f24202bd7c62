package org.mantle.framework.internal.text;

import com.google.gson.JsonElement;
import java.util.Collection;

/** Tells what is JSON of what a caller gives, so that a run without JSON does not load the classes of its library. */
public final class GivenJson {

    private GivenJson() {}

    /** Returns whether something is JSON; asks first what most values are. */
    public static boolean isJson(Object given) {
        // classes before interfaces: one that a class does not have costs a walk over all that it has
        boolean plain = given instanceof String
                || given instanceof Number
                || given instanceof Boolean
                || given instanceof CharSequence
                || given instanceof Collection;
        return !plain && given instanceof JsonElement;
    }

    /** Returns whether something is the null of JSON, which gives nothing. */
    public static boolean isNull(Object given) {
        return isJson(given) && ((JsonElement) given).isJsonNull();
    }
}
