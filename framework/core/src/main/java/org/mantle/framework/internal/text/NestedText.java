package org.mantle.framework.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The text form of lists of lists: a comma separates the lists, a plus their elements.
 *
 * <p>Blanks around an element are removed. One that would not survive stands in double quotes, inside which a quote is doubled.
 * An inner list has at least one element.
 */
public final class NestedText {

    private final String text;
    private final Function<String, String> plain;
    private final List<List<String>> lists = new ArrayList<>();
    private int at;

    private NestedText(String text, Function<String, String> plain) {
        this.text = text;
        this.plain = plain;
    }

    /**
     * Reads a text.
     *
     * @param plain what becomes of an element without quotes
     * @throws IllegalArgumentException if an element is missing, or a quote is
     */
    public static List<List<String>> read(String text, Function<String, String> plain) {
        return text.isBlank() ? List.of() : new NestedText(text, plain).read();
    }

    private List<List<String>> read() {
        List<String> list = new ArrayList<>();
        while (true) {
            list.add(element());
            if (at == text.length() || text.charAt(at) == ',') {
                lists.add(List.copyOf(list));
                list.clear();
            }
            if (at == text.length()) {
                return List.copyOf(lists);
            }
            at++;
        }
    }

    /** Reads an element and the blanks behind it. */
    private String element() {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int start = at;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '+') {
            at++;
        }
        String element = text.substring(start, at).strip();
        if (element.isEmpty()) {
            throw new IllegalArgumentException("needs something before, between and after each comma and plus");
        }
        return plain.apply(element);
    }

    private String quoted() {
        StringBuilder element = new StringBuilder();
        do {
            int quote = text.indexOf('"', at + 1);
            if (quote < 0) {
                throw new IllegalArgumentException("has an element whose closing quote is missing");
            }
            // A quote that follows another at once is a quote of the element, which goes on.
            element.append(text, at + 1, quote);
            at = quote + 1;
            if (at < text.length() && text.charAt(at) == '"') {
                element.append('"');
            }
        } while (at < text.length() && text.charAt(at) == '"');
        skipBlanks();
        if (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '+') {
            throw new IllegalArgumentException("needs a comma or a plus after an element in quotes");
        }
        return element.toString();
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /** Returns the text of some lists, in which elements with a special character stand in quotes. */
    public static String write(List<List<String>> lists) {
        return lists.stream()
                .map(list -> list.stream().map(NestedText::quoteIfNeeded).collect(Collectors.joining("+")))
                .collect(Collectors.joining(","));
    }

    private static String quoteIfNeeded(String element) {
        boolean survives = !element.isEmpty()
                && element.chars().noneMatch(c -> ",+\"*?".indexOf(c) >= 0)
                && element.strip().length() == element.length();
        return survives ? element : '"' + element.replace("\"", "\"\"") + '"';
    }
}
