package org.mantle.framework.internal.text;

import java.util.Locale;
import java.util.Optional;

/** Which names an author may give. */
public final class Names {

    /** What the name of an algorithm must be, so that it is also a file name, a part of a URL, and one word of a search. */
    public static final String OF_ALGORITHM = "of letters, digits, . _ and -, beginning with a letter";

    /** So many levels may a category have: whoever walks through the tree must not run out of stack. */
    public static final int MOST_LEVELS = 20;

    /** Longer texts are no names, and only what is not slow is done with them. */
    private static final int LONG = 1_000;

    private Names() {}

    /**
     * Returns a text in small letters, in linear time. The JDK copies the whole text for each capital I with a dot, which becomes
     * two characters, and looks around in it from each capital sigma, of which there are two small ones.
     */
    public static String lower(String text) {
        String easy =
                text.length() < LONG ? text : text.replace("\u0130", "i\u0307").replace('\u03a3', '\u03c3');
        return easy.toLowerCase(Locale.ROOT);
    }

    public static boolean isForAlgorithm(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean fits = Character.isLetter(c) || (i > 0 && (Character.isDigit(c) || "._-".indexOf(c) >= 0));
            if (!fits) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    public static boolean isCategory(String path) {
        int from = 0;
        int levels = 0;
        while (from <= path.length()) {
            int end = path.indexOf('\\', from);
            String level = path.substring(from, end < 0 ? path.length() : end);
            boolean plain = !level.isEmpty() && level.strip().equals(level) && level.indexOf(';') < 0;
            if (!plain || ++levels > MOST_LEVELS) {
                return false;
            }
            from += level.length() + 1;
        }
        return true;
    }

    /** Returns what is wrong with the name of a property. */
    public static Optional<String> faultOfProperty(String name) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "version", "logging", "storeoutputs", "startprogress", "endprogress" -> {
                return Optional.of("the property name " + name + " is reserved: calls use it for their own arguments");
            }
            default -> {
                boolean breaksForms = name.startsWith("-");
                for (int i = 0; i < name.length(); i++) {
                    char c = name.charAt(i);
                    breaksForms |= c == '=' || c == ';' || Character.isISOControl(c);
                }
                return breaksForms
                        ? Optional.of("the property name \"" + name
                                + "\" must not begin with - nor contain = or ; or control characters")
                        : Optional.empty();
            }
        }
    }
}
