package org.mantle.framework;

import java.util.ArrayList;
import java.util.List;

/** The file in which a jar names its providers, as {@link java.util.ServiceLoader} reads it. */
final class ProviderNames {

    static final String FILE = "META-INF/services/" + AlgorithmProvider.class.getName();

    private ProviderNames() {}

    /** Returns the names in the text of such a file. */
    static List<String> of(String text) {
        List<String> names = new ArrayList<>();
        for (String line : text.lines().toList()) {
            int comment = line.indexOf('#');
            String name = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }
}
