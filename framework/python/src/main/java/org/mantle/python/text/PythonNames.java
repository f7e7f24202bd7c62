package org.mantle.python.text;

import java.util.Set;

/** Names that Python can write. */
final class PythonNames {

    /** The keywords of Python 3.9 and later, as {@code keyword.kwlist} has them. */
    private static final Set<String> KEYWORDS = Set.of(
            "False",
            "None",
            "True",
            "and",
            "as",
            "assert",
            "async",
            "await",
            "break",
            "class",
            "continue",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "finally",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "nonlocal",
            "not",
            "or",
            "pass",
            "raise",
            "return",
            "try",
            "while",
            "with",
            "yield",
            "__peg_parser__");

    private PythonNames() {}

    /** Returns a name with an underscore behind it where it is a keyword, and with underscores for what no name may have in it. */
    static String of(String name) {
        String plain = name.replaceAll("[^\\p{L}\\p{N}_]", "_");
        if (plain.isEmpty() || Character.isDigit(plain.charAt(0))) {
            plain = "_" + plain;
        }
        return KEYWORDS.contains(plain) ? plain + "_" : plain;
    }
}
