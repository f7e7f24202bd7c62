package org.mantle.pac;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text as clients send it: UTF-8 by declaration, Latin-1 by accident.
 *
 * @since 0.1.0
 */
public final class PacText {

    private PacText() {}

    /**
     * Decodes UTF-8, or Latin-1 where the bytes are not UTF-8.
     *
     * <p>IBM's client declares UTF-8, but its HTTP library sends Latin-1.
     */
    public static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    static String decode(byte[] bytes, int offset, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        }
    }
}
