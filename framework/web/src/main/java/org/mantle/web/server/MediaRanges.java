package org.mantle.web.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a caller accepts: the ranges of an {@code Accept} header, each with its weight (RFC 9110, section 12.5.1). */
record MediaRanges(List<Range> ranges) {

    private record Range(String type, double weight) {

        /** Returns how exactly the range names a type; less than 0 when it does not include it. */
        int exactness(String offered) {
            if (type.equals(offered)) {
                return 2;
            }
            if (type.equals("*/*")) {
                return 0;
            }
            return type.endsWith("/*") && offered.startsWith(type.substring(0, type.length() - 1)) ? 1 : -1;
        }
    }

    static MediaRanges of(List<String> headers) {
        List<Range> ranges = new ArrayList<>();
        for (String header : headers) {
            for (String part : header.toLowerCase(Locale.ROOT).split(",", -1)) {
                String[] words = part.split(";", -1);
                if (!words[0].isBlank()) {
                    ranges.add(new Range(words[0].strip(), weight(words)));
                }
            }
        }
        return new MediaRanges(ranges);
    }

    private static double weight(String... words) {
        for (int i = 1; i < words.length; i++) {
            String word = words[i].strip();
            if (word.startsWith("q=")) {
                try {
                    return Double.parseDouble(word.substring(2));
                } catch (NumberFormatException e) {
                    return 1;
                }
            }
        }
        return 1;
    }

    /** Returns the best of what is offered; of equals the first. */
    Optional<String> preferred(List<String> offered) {
        if (ranges.isEmpty()) {
            return offered.stream().findFirst();
        }
        Optional<String> best = Optional.empty();
        double bestWeight = 0;
        for (String type : offered) {
            double weight = weight(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
            if (weight > bestWeight) {
                best = Optional.of(type);
                bestWeight = weight;
            }
        }
        return best;
    }

    private double weight(String type) {
        int exactest = -1;
        double weight = 0;
        for (Range range : ranges) {
            int exactness = range.exactness(type);
            if (exactness > exactest) {
                exactest = exactness;
                weight = range.weight();
            }
        }
        return weight;
    }

    /** Tells whether a type is accepted by its own name. */
    boolean name(String type) {
        return ranges.stream().anyMatch(range -> range.type().equals(type) && range.weight() > 0);
    }
}
