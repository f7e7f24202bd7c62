package org.mantle.pac;

import java.util.Optional;

/** Parameters behind a header's value, {@code ; name="value"}, with or without quotes. */
final class HeaderParameters {

    private HeaderParameters() {}

    /**
     * Finds a parameter. Clients do not escape quotes, so a quoted value ends at a quote that a semicolon or the end
     * follows.
     */
    static Optional<String> value(String header, String wanted) {
        int at = header.indexOf(';');
        while (at >= 0) {
            int start = at + 1;
            int equals = header.indexOf('=', start);
            if (equals < 0) {
                return Optional.empty();
            }
            String name = header.substring(start, equals).strip();
            int valueStart = equals + 1;
            while (valueStart < header.length() && header.charAt(valueStart) == ' ') {
                valueStart++;
            }
            boolean quoted = valueStart < header.length() && header.charAt(valueStart) == '"';
            int end = quoted ? closingQuote(header, valueStart + 1) : endOfToken(header, valueStart);
            if (name.equalsIgnoreCase(wanted)) {
                return Optional.of(
                        quoted
                                ? header.substring(valueStart + 1, end)
                                : header.substring(valueStart, end).strip());
            }
            at = header.indexOf(';', end);
        }
        return Optional.empty();
    }

    private static int endOfToken(String header, int from) {
        int end = header.indexOf(';', from);
        return end < 0 ? header.length() : end;
    }

    private static int closingQuote(String header, int from) {
        for (int quote = header.indexOf('"', from); quote >= 0; quote = header.indexOf('"', quote + 1)) {
            String rest = header.substring(quote + 1).stripLeading();
            if (rest.isEmpty() || rest.startsWith(";")) {
                return quote;
            }
        }
        return header.length();
    }
}
