package org.mantle.framework.internal.text;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The text form of property maps, {@code Name=Value;Name=Value}: written, and read back. */
public final class NamedValues {

    private static final char SEPARATOR = ';';

    private NamedValues() {}

    /** Returns whether texts read back as they are, with their names. */
    public static boolean canHold(Map<String, String> texts) {
        return texts.entrySet().stream().allMatch(entry -> isName(entry.getKey()) && isValue(entry.getValue()));
    }

    private static boolean isName(String name) {
        return name.indexOf('=') < 0 && name.indexOf(SEPARATOR) < 0 && !name.startsWith("{");
    }

    private static boolean isValue(String value) {
        return value.indexOf(SEPARATOR) < 0 && value.strip().length() == value.length();
    }

    /** Writes texts that the form {@linkplain #canHold can hold}. */
    public static String write(Map<String, String> texts) {
        return texts.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(String.valueOf(SEPARATOR)));
    }

    /**
     * Reads the parts of a text.
     *
     * @param place where the text stands, for faults; may be empty
     * @param values takes names and values, also a name that is there twice
     * @param faults takes what is wrong with a part; none is quoted, for it may be a secret that lost its name
     */
    public static void read(String text, String place, BiConsumer<String, String> values, Consumer<String> faults) {
        int start = 0;
        for (int number = 1; start <= text.length(); number++) {
            int semicolon = text.indexOf(SEPARATOR, start);
            int end = semicolon < 0 ? text.length() : semicolon;
            String part = text.substring(start, end).strip();
            int equals = part.indexOf('=');
            if (equals > 0) {
                values.accept(
                        part.substring(0, equals), part.substring(equals + 1).strip());
            } else if (!part.isEmpty()) {
                faults.accept(where(text, place, number) + noPart(text, equals));
            }
            start = end + 1;
        }
    }

    private static String where(String text, String line, int number) {
        String part = text.indexOf(SEPARATOR) < 0 ? "" : "part " + number;
        String where = line + (line.isEmpty() || part.isEmpty() ? "" : ", ") + part;
        return where.isEmpty() ? "the text" : where;
    }

    private static String noPart(String text, int equals) {
        return " is no Name=Value: "
                + (equals == 0 ? "there is no name before the =" : "there is no = in it")
                + (text.indexOf(SEPARATOR) < 0
                        ? ""
                        : "; a value that contains a semicolon needs the form of JSON, such as {\"Name\": \"a;b\"}");
    }
}
