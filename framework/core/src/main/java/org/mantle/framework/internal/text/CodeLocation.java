package org.mantle.framework.internal.text;

import java.security.CodeSource;

/** Says from which jar or folder a class comes. */
public final class CodeLocation {

    private CodeLocation() {}

    /** Returns {@code " in "} and the jar or folder; empty when that is not known. */
    public static String of(Class<?> type) {
        CodeSource jar = type.getProtectionDomain().getCodeSource();
        return jar == null || jar.getLocation() == null ? "" : " in " + jar.getLocation();
    }
}
