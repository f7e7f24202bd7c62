package org.mantle.framework.internal.declare;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.compiled.AlgorithmFacts;
import org.mantle.framework.internal.compiled.IndexedAlgorithm;
import org.mantle.framework.internal.compiled.PropertyText;
import org.mantle.framework.run.Deprecation;

/** Reads the index of one provider. What it says of properties is left as text until somebody searches. */
public final class IndexReader {

    private final String text;
    private int position;
    private String keyword = "";
    private String value = "";

    private IndexReader(String text) {
        this.text = text;
    }

    /**
     * Reads an index.
     *
     * @param classes the classes as they are now
     * @throws BrokenIndexException if it is damaged, or was made from something else
     */
    public static List<IndexedAlgorithm> read(byte[] bytes, String providerName, IndexedClasses classes)
            throws BrokenIndexException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!text.startsWith(IndexFormat.HEADER + "\n")) {
            throw new BrokenIndexException("has a form that this version of the framework does not read");
        }
        int end = bytes.length - 1;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        String last = IndexFormat.END + " " + IndexFormat.checksum(bytes, end) + "\n";
        if (!new String(bytes, end, bytes.length - end, StandardCharsets.UTF_8).equals(last)) {
            throw new BrokenIndexException("is damaged");
        }
        try {
            return new IndexReader(text).algorithms(providerName, classes);
        } catch (IndexOutOfBoundsException | NumberFormatException | DateTimeException e) {
            throw new BrokenIndexException("is damaged");
        }
    }

    private List<IndexedAlgorithm> algorithms(String provider, IndexedClasses classes) throws BrokenIndexException {
        position = IndexFormat.HEADER.length() + 1;
        next();
        if (!keyword.equals(IndexFormat.PROVIDER) || !value.equals(provider)) {
            throw new BrokenIndexException("is that of another provider");
        }
        for (next(); keyword.equals(IndexFormat.CLASS); next()) {
            int blank = value.indexOf(' ');
            String type = value.substring(blank + 1);
            @Nullable String now = classes.checksum(type);
            // one that is not there is told of when its algorithm is asked for
            if (now != null && !value.startsWith(now + " ")) {
                throw new BrokenIndexException("was made from another state of the class " + type);
            }
        }
        List<IndexedAlgorithm> algorithms = new ArrayList<>();
        while (keyword.equals(IndexFormat.ALGORITHM)) {
            algorithms.add(algorithm(value));
        }
        if (!keyword.equals(IndexFormat.END)) {
            throw new BrokenIndexException("is damaged");
        }
        return algorithms;
    }

    private IndexedAlgorithm algorithm(String originName) throws BrokenIndexException {
        String name = "";
        int version = 0;
        String summary = "";
        List<AlgorithmFacts.Alias> aliases = new ArrayList<>(2);
        List<String> categories = new ArrayList<>(2);
        List<String> seeAlso = new ArrayList<>(2);
        List<String> keywords = new ArrayList<>(2);
        @Nullable Deprecation deprecation = null;
        for (next(); !isEndOfFacts(); next()) {
            switch (keyword) {
                case IndexFormat.NAME -> name = value;
                case IndexFormat.VERSION -> version = Integer.parseInt(value);
                case IndexFormat.ALIAS -> aliases.add(new AlgorithmFacts.Alias(value, Optional.empty()));
                case IndexFormat.ALIAS_UNTIL -> aliases.add(new AlgorithmFacts.Alias(afterDate(), Optional.of(date())));
                case IndexFormat.CATEGORY -> categories.add(value);
                case IndexFormat.SUMMARY -> summary = value;
                case IndexFormat.SEE_ALSO -> seeAlso.add(value);
                case IndexFormat.KEYWORD -> keywords.add(value);
                case IndexFormat.DEPRECATED -> deprecation = new Deprecation(value, Optional.empty());
                case IndexFormat.DEPRECATED_SINCE -> deprecation = new Deprecation(afterDate(), Optional.of(date()));
                default -> throw new BrokenIndexException("has an unknown line \"" + keyword + "\"");
            }
        }
        return new IndexedAlgorithm(
                originName,
                new AlgorithmFacts(
                        name,
                        version,
                        aliases,
                        categories,
                        summary,
                        seeAlso,
                        keywords,
                        Optional.ofNullable(deprecation)),
                new PropertyLines(propertyLines()));
    }

    private boolean isEndOfFacts() {
        return switch (keyword) {
            case IndexFormat.PROPERTY, IndexFormat.ALGORITHM, IndexFormat.END -> true;
            default -> false;
        };
    }

    /** Takes the lines about properties as they are, and goes on to the line after them. */
    private String propertyLines() {
        if (!keyword.equals(IndexFormat.PROPERTY)) {
            return "";
        }
        int from = text.lastIndexOf('\n', position - 2) + 1;
        int nextAlgorithm = text.indexOf("\n" + IndexFormat.ALGORITHM + " ", from);
        int to = (nextAlgorithm < 0 ? text.lastIndexOf('\n', text.length() - 2) : nextAlgorithm) + 1;
        position = to;
        next();
        return text.substring(from, to);
    }

    private LocalDate date() {
        return LocalDate.parse(value.substring(0, value.indexOf(' ')));
    }

    private String afterDate() {
        return value.substring(value.indexOf(' ') + 1);
    }

    /** Reads one line. */
    private void next() {
        int end = text.indexOf('\n', position);
        int blank = text.indexOf(' ', position);
        keyword = text.substring(position, blank);
        value = IndexFormat.unescaped(text.substring(blank + 1, end));
        position = end + 1;
    }

    /** The lines about the properties of one algorithm, which are read when somebody searches. */
    private record PropertyLines(String lines) implements Supplier<List<PropertyText>> {

        @Override
        public List<PropertyText> get() {
            IndexReader reader = new IndexReader(lines);
            List<PropertyText> properties = new ArrayList<>();
            while (reader.position < lines.length()) {
                reader.next();
                if (reader.keyword.equals(IndexFormat.PROPERTY)) {
                    properties.add(new PropertyText(reader.value, ""));
                } else {
                    int last = properties.size() - 1;
                    properties.set(last, new PropertyText(properties.get(last).name(), reader.value));
                }
            }
            return properties;
        }
    }
}
