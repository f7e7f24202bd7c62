package org.mantle.framework.internal.declare;

import java.util.Locale;
import java.util.zip.CRC32;

/**
 * The form of an index: lines of UTF-8 text, a keyword, a blank and a value in each.
 *
 * <p>Plain text, because it can be read and compared by people, and because reading it needs no class that the JVM has not
 * loaded already: a JSON library alone would cost a tenth of a command's start. The last line is the checksum of those above.
 */
public final class IndexFormat {

    /** The first line; another form gets another number. */
    static final String HEADER = "mantle-index 2";

    static final String PROVIDER = "provider";
    static final String CLASS = "class";
    static final String ALGORITHM = "algorithm";
    static final String NAME = "name";
    static final String VERSION = "version";
    static final String ALIAS = "alias";
    static final String ALIAS_UNTIL = "alias-until";
    static final String CATEGORY = "category";
    static final String SUMMARY = "summary";
    static final String SEE_ALSO = "see-also";
    static final String KEYWORD = "keyword";
    static final String DEPRECATED = "deprecated";
    static final String DEPRECATED_SINCE = "deprecated-since";
    static final String PROPERTY = "property";
    static final String DOCUMENTATION = "documentation";
    static final String END = "end";

    /** The folder of the indexes, below the root of a jar; one file for each provider. */
    public static final String FOLDER = "META-INF/mantle";

    public static final String SUFFIX = ".index";

    private IndexFormat() {}

    public static String checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return checksum(crc.getValue());
    }

    /** Returns the text of a CRC-32, as jars have one of each file. */
    public static String checksum(long crc) {
        return Long.toHexString(crc).toLowerCase(Locale.ROOT);
    }

    /** Writes what would break a line, and surrogates, which UTF-8 does not take one by one, as escapes. */
    static String escaped(String value) {
        StringBuilder escaped = new StringBuilder(value.length() + 8);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                escaped.append("\\\\");
            } else if (c < ' ' || Character.isSurrogate(c)) {
                escaped.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    escaped.append(Character.forDigit(c >> shift & 0xF, 16));
                }
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    static String unescaped(String escaped) {
        int next = escaped.indexOf('\\');
        if (next < 0) {
            return escaped;
        }
        StringBuilder value = new StringBuilder(escaped.length());
        int from = 0;
        while (next >= 0) {
            value.append(escaped, from, next);
            if (escaped.charAt(next + 1) == '\\') {
                value.append('\\');
                from = next + 2;
            } else {
                value.append((char) Integer.parseInt(escaped, next + 2, next + 6, 16));
                from = next + 6;
            }
            next = escaped.indexOf('\\', from);
        }
        return value.append(escaped, from, escaped.length()).toString();
    }
}
