package org.mantle.framework.internal.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.mantle.framework.history.LargeValue;
import org.mantle.framework.internal.type.ListOfListsType;
import org.mantle.framework.internal.type.ListType;
import org.mantle.framework.property.Property;

/** Summarises values that are too large to keep. */
final class LargeValues {

    private LargeValues() {}

    static LargeValue of(Property<?> property, Object value) {
        String text = digestedText(property, value);
        return new LargeValue(property.type().word(), text.length(), sha256(text));
    }

    // a value is of its property's type
    @SuppressWarnings("unchecked")
    private static <E> String digestedText(Property<?> property, Object value) {
        if (property.type() instanceof ListType<?> type) {
            return ((ListType<E>) type).digestedText((List<E>) value);
        }
        return property.type() instanceof ListOfListsType<?> type
                ? ((ListOfListsType<E>) type).digestedText((List<List<E>>) value)
                : property.toText(value);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }
}
