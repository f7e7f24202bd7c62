package org.mantle.framework.internal.registry;

import java.util.ArrayList;
import java.util.List;
import org.mantle.framework.algorithm.AlgorithmProvider;

/** The file in which a jar names its providers, as {@link java.util.ServiceLoader} reads it. */
public final class ProviderNames {

    public static final String FILE = "META-INF/services/" + AlgorithmProvider.class.getName();

    private ProviderNames() {}

    /** Returns the names in the text of such a file. */
    public static List<String> of(String text) {
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
