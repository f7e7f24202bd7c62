package org.mantle.remote.pac;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.mantle.pac.PercentEncoding;

/** The form by which SCARF logs in, made in arrays that can be wiped. */
final class SecretForm {

    private static final String UNRESERVED = "-._~";

    private SecretForm() {}

    /** Returns the body of the form, to be wiped by the caller. */
    static byte[] logIn(String user, char[] password) {
        byte[] start = ("username=" + PercentEncoding.encode(user) + "&password=").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer clear = ByteBuffer.allocate(3 * password.length);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(password), clear, true);
        clear.flip();
        byte[] body = new byte[start.length + 3 * clear.remaining()];
        System.arraycopy(start, 0, body, 0, start.length);
        int end = start.length;
        while (clear.hasRemaining()) {
            byte b = clear.get();
            if (isUnreserved((char) (b & 0xff))) {
                body[end++] = b;
            } else {
                body[end++] = '%';
                body[end++] = hex(b >> 4 & 0xf);
                body[end++] = hex(b & 0xf);
            }
        }
        Arrays.fill(clear.array(), (byte) 0);
        byte[] exact = Arrays.copyOf(body, end);
        Arrays.fill(body, (byte) 0);
        return exact;
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || UNRESERVED.indexOf(c) >= 0;
    }

    private static byte hex(int digit) {
        return (byte) Character.toUpperCase(Character.forDigit(digit, 16));
    }
}
