package org.mantle.framework.internal.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.mantle.framework.history.LargeValue;
import org.mantle.framework.internal.type.ArrayType;
import org.mantle.framework.internal.type.ListOfListsType;
import org.mantle.framework.internal.type.ListType;
import org.mantle.framework.property.Property;

/** Summarises values that are too large to keep, element by element: a text of all of them may be larger than the value. */
final class LargeValues {

    private static final int CHUNK = 8192;

    private final MessageDigest digest;
    private final StringBuilder waiting = new StringBuilder(2 * CHUNK);
    private long size;

    private LargeValues() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }

    // a value is of its property's type
    @SuppressWarnings("unchecked")
    static <E> LargeValue of(Property<?> property, Object value) {
        LargeValues summary = new LargeValues();
        if (property.type() instanceof ListType<?> type) {
            summary.addElements(((ListType<E>) type).digestedTexts((List<E>) value));
        } else if (property.type() instanceof ArrayType<?, ?> type) {
            summary.addElements(((ArrayType<Object, ?>) type).digestedTexts(value));
        } else if (property.type() instanceof ListOfListsType<?> type) {
            summary.add(((ListOfListsType<E>) type).digestedText((List<List<E>>) value));
        } else {
            summary.add(property.toText(value));
        }
        summary.flush();
        return new LargeValue(
                property.type().word(), summary.size, HexFormat.of().formatHex(summary.digest.digest()));
    }

    private void addElements(Stream<String> texts) {
        texts.forEachOrdered(text -> {
            if (size > 0 || !waiting.isEmpty()) {
                add(",");
            }
            add(text);
        });
    }

    /** Adds a part of the text, which does not end within a pair of surrogates. */
    private void add(String part) {
        waiting.append(part);
        if (waiting.length() >= CHUNK) {
            flush();
        }
    }

    private void flush() {
        size += waiting.length();
        digest.update(waiting.toString().getBytes(StandardCharsets.UTF_8));
        waiting.setLength(0);
    }
}
