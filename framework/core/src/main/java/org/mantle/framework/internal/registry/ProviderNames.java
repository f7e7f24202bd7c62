package org.mantle.framework.internal.registry;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.AlgorithmProvider;

/** The file in which a jar names its providers, as {@link java.util.ServiceLoader} reads it. */
public final class ProviderNames {

    public static final String FILE = "META-INF/services/" + AlgorithmProvider.class.getName();

    /** What some editors put at the beginning of a text in UTF-8; {@code ServiceLoader} takes it for a part of a name. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private ProviderNames() {}

    /** Returns the names in the text of such a file. */
    public static List<String> of(String text) {
        String unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        List<String> names = new ArrayList<>();
        for (String line : unmarked.lines().toList()) {
            int comment = line.indexOf('#');
            String name = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    /** Returns the names in all files that a class loader sees, each once. */
    static Set<String> seenBy(ClassLoader loader) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (String text : texts(loader)) {
            names.addAll(of(text));
        }
        return names;
    }

    /** Returns the names in those files that begin with a byte order mark. */
    static Set<String> afterMarks(ClassLoader loader) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (String text : texts(loader)) {
            if (text.startsWith(BYTE_ORDER_MARK)) {
                names.addAll(of(text));
            }
        }
        return names;
    }

    private static List<String> texts(ClassLoader loader) throws IOException {
        List<String> texts = new ArrayList<>();
        for (URL file : Collections.list(loader.getResources(FILE))) {
            texts.add(new String(UncachedResource.bytes(file), StandardCharsets.UTF_8));
        }
        return texts;
    }

    /** Returns whether a complaint of {@code ServiceLoader} is about a byte order mark. */
    static boolean isAboutMark(@Nullable String complaint) {
        return complaint != null && complaint.contains(BYTE_ORDER_MARK);
    }
}
