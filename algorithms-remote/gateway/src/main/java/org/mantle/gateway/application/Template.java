package org.mantle.gateway.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One argument of a command, or one value of the environment, with places for parameters: {@code --axis={AXIS}}. No text that a client
 * gives becomes more than a part of that one argument. Braces themselves are doubled. Immutable.
 */
final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{\\{|}}|\\{([A-Za-z_][A-Za-z0-9_]*)}|[{}]");

    /** Texts and names in turn, a text first. */
    private final List<String> parts;

    private Template(List<String> parts) {
        this.parts = parts;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException if a brace neither belongs to a place nor is doubled
     */
    static Template of(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        Matcher matcher = PLACE.matcher(text);
        int end = 0;
        while (matcher.find()) {
            plain.append(text, end, matcher.start());
            end = matcher.end();
            String found = matcher.group();
            if (matcher.group(1) != null) {
                parts.add(plain.toString());
                parts.add(matcher.group(1));
                plain.setLength(0);
            } else if (found.length() == 2) {
                plain.append(found.charAt(0));
            } else {
                throw new IllegalArgumentException("has a brace that is no place for a parameter in \"" + text
                        + "\"; write {NAME}, or a brace itself as {{ or }}");
            }
        }
        parts.add(plain.append(text.substring(end)).toString());
        return new Template(List.copyOf(parts));
    }

    /** Returns the names of the parameters that have a place in it. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 1; i < parts.size(); i += 2) {
            names.add(parts.get(i));
        }
        return names;
    }

    /** Returns the name of the parameter that is all of it, if one is. */
    Optional<String> wholeName() {
        return parts.size() == 3 && parts.get(0).isEmpty() && parts.get(2).isEmpty()
                ? Optional.of(parts.get(1))
                : Optional.empty();
    }

    /** Returns the text with the values in their places; nothing if one has no value. */
    Optional<String> fill(Map<String, String> values) {
        StringBuilder text = new StringBuilder(parts.get(0));
        for (int i = 1; i < parts.size(); i += 2) {
            String value = values.getOrDefault(parts.get(i), "");
            if (value.isEmpty()) {
                return Optional.empty();
            }
            text.append(value).append(parts.get(i + 1));
        }
        return Optional.of(text.toString());
    }
}
