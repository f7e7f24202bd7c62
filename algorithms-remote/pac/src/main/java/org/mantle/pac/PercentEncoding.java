package org.mantle.pac;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding over UTF-8 (RFC 3986, section 2.1).
 *
 * @since 0.1.0
 */
public final class PercentEncoding {

    private static final String UNRESERVED = "-._~";

    private PercentEncoding() {}

    /** Encodes everything but letters, digits and {@code - . _ ~}, in upper-case hexadecimal. */
    public static String encode(String text) {
        return encode(text, UNRESERVED);
    }

    /** Encodes like {@link #encode(String)} but keeps slashes. */
    public static String encodePath(String path) {
        return encode(path, UNRESERVED + "/");
    }

    private static String encode(String text, String kept) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean alphanumeric = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (alphanumeric || kept.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(hex(c >> 4)).append(hex(c & 0xf));
            }
        }
        return out.toString();
    }

    private static char hex(int digit) {
        return Character.toUpperCase(Character.forDigit(digit, 16));
    }

    /**
     * Decodes {@code %XX}; a percent sign that two hexadecimal digits do not follow stays as it is, and so does a plus sign.
     *
     * @param text the encoded text, in either case of hexadecimal
     */
    public static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        for (int i = 0; i < in.length; i++) {
            int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(in[i + 2], 16) : -1;
            if (low >= 0) {
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.write(in[i]);
            }
        }
        return PacText.decode(out.toByteArray());
    }
}
