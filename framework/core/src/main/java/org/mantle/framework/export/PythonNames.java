package org.mantle.framework.export;

import java.util.Set;

/**
 * Names of algorithms and properties as programs in Python write them. The Python package makes the same ones of what a host tells it.
 *
 * @since 0.1.0
 */
public final class PythonNames {

    /** The keywords of Python 3.9 and later, as {@code keyword.kwlist} has them. */
    private static final Set<String> KEYWORDS = Set.of(
            ("False None True and as assert async await break class continue def del elif else except finally for from global"
                            + " if import in is lambda nonlocal not or pass raise return try while with yield __peg_parser__")
                    .split(" "));

    private PythonNames() {}

    /** Returns a name with an underscore behind it where it is a keyword, and with underscores for what no name may have in it. */
    public static String of(String name) {
        String plain = name.replaceAll("[^\\p{L}\\p{N}_]", "_");
        if (plain.isEmpty() || Character.isDigit(plain.codePointAt(0))) {
            plain = "_" + plain;
        }
        return isKeyword(plain) ? plain + "_" : plain;
    }

    /** Returns the name of an output in a named tuple, in which none may begin with an underscore. */
    public static String field(String output) {
        String name = of(output);
        return name.startsWith("_") ? "n" + name : name;
    }

    static boolean isKeyword(String name) {
        return KEYWORDS.contains(name);
    }
}
