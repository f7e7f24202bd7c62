package org.mantle.validators;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mantle.validators.value.NumberText;

/**
 * What a validator allows, as data.
 *
 * @since 0.1.0
 */
public sealed interface Constraint {

    /** Returns the constraint in a few words that can follow "must be", for the manual; empty when everything is allowed. */
    String words();

    /** Returns the closed list of allowed values in their text form, in order of declaration; empty when there is none. */
    default List<String> allowedValues() {
        return List.of();
    }

    /** Returns what is left where a value is needed: nothing empty is allowed then. */
    default Constraint ofNeeded() {
        return this;
    }

    /** Returns other texts that stand for allowed values, with the text form of the value that each stands for. */
    default Map<String, String> aliases() {
        return Map.of();
    }

    /** Returns whether a value that is empty is refused, whatever else is allowed. */
    default boolean demandsSomething() {
        return false;
    }

    private static String quoted(List<String> texts, String separator) {
        return texts.stream().map(Violation::quoted).collect(Collectors.joining(separator));
    }

    /** Everything is allowed. */
    record Anything() implements Constraint {
        @Override
        public String words() {
            return "";
        }
    }

    /** Something must be given. */
    record NonEmpty() implements Constraint {
        @Override
        public String words() {
            return "not empty";
        }

        @Override
        public boolean demandsSomething() {
            return true;
        }
    }

    /**
     * One of a closed list.
     *
     * @param allowedValues the values in their text form, in order of declaration
     * @param aliases other texts for some of them; none is itself in the list
     */
    record OneOf(List<String> allowedValues, Map<String, String> aliases) implements Constraint {
        public OneOf {
            allowedValues = List.copyOf(allowedValues);
            aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
        }

        @Override
        public String words() {
            return "one of " + String.join(", ", allowedValues);
        }
    }

    /**
     * One end of a range.
     *
     * @param value a number or a text
     * @param inclusive whether the value itself is allowed
     */
    record Bound(Object value, boolean inclusive) {
        private String words(String ifInclusive, String ifExclusive) {
            String text = value instanceof Number ? NumberText.shown(value) : Violation.quoted(value.toString());
            return (inclusive ? ifInclusive : ifExclusive) + " " + text;
        }
    }

    /**
     * A number or a text between two bounds.
     *
     * @param lower the lower end, if there is one
     * @param upper the upper end, if there is one
     * @param tolerance by how much numbers may lie outside; 0 for texts
     */
    record Range(Optional<Bound> lower, Optional<Bound> upper, double tolerance) implements Constraint {
        @Override
        public String words() {
            boolean plain = lower.map(Bound::inclusive).orElse(false)
                    && upper.map(Bound::inclusive).orElse(false);
            String words = plain
                    ? lower.get().words("between", "") + upper.get().words(" and", "")
                    : Stream.concat(
                                    lower.map(bound -> bound.words("at least", "above")).stream(),
                                    upper.map(bound -> bound.words("at most", "below")).stream())
                            .collect(Collectors.joining(" and "));
            return tolerance == 0 ? words : words + ", give or take " + NumberText.shown(tolerance);
        }
    }

    /** A text that begins with one of several texts. */
    record StartsWith(List<String> prefixes) implements Constraint {
        public StartsWith {
            prefixes = List.copyOf(prefixes);
        }

        @Override
        public String words() {
            return "a text that begins with " + quoted(prefixes, " or ");
        }
    }

    /** A text in which every one of several fragments occurs. */
    record ContainsAll(List<String> fragments) implements Constraint {
        public ContainsAll {
            fragments = List.copyOf(fragments);
        }

        @Override
        public String words() {
            return "a text that contains " + quoted(fragments, " and ");
        }
    }

    /**
     * A text that a regular expression matches as a whole.
     *
     * @param regex the expression, in Java's dialect
     * @param words what it allows
     */
    record Matches(String regex, String words) implements Constraint {}

    /**
     * A text in a form that JSON Schema has a name for.
     *
     * @param format the name, such as {@code date-time}
     * @param words what the form is
     */
    record Format(String format, String words) implements Constraint {}

    /**
     * A list of a certain length.
     *
     * @param least how many elements there are at least
     * @param most how many there are at most, if that is limited
     */
    record ListLength(int least, Optional<Integer> most) implements Constraint {
        @Override
        public String words() {
            if (most.isEmpty()) {
                return "a list of at least " + counted(least);
            }
            if (most.get() == least) {
                return "a list of exactly " + counted(least);
            }
            return least == 0
                    ? "a list of at most " + counted(most.get())
                    : "a list of " + least + " to " + counted(most.get());
        }

        private static String counted(int elements) {
            return elements + (elements == 1 ? " element" : " elements");
        }
    }

    /** A list of which every element is of a certain kind. */
    record EveryElement(Constraint element) implements Constraint {
        @Override
        public String words() {
            return element.words().isEmpty() ? "" : "a list whose elements are each " + element.words();
        }
    }

    /** Nothing, or something of a certain kind. */
    record EmptyOr(Constraint other) implements Constraint {
        @Override
        public Constraint ofNeeded() {
            return other.ofNeeded();
        }

        @Override
        public String words() {
            return other.words().isEmpty() ? "" : "empty, or " + other.words();
        }

        @Override
        public Map<String, String> aliases() {
            return other.aliases();
        }
    }

    /** A path on this machine, of a certain kind. */
    record LocalPath(Kind kind) implements Constraint {

        /** What the path must lead to. */
        public enum Kind {
            /** A regular file that exists and can be read. */
            READABLE_FILE("an existing file that can be read"),
            /** A regular file, when it exists. */
            FILE("a file, which need not exist"),
            /** A directory that exists and can be written to. */
            WRITABLE_DIRECTORY("an existing directory that can be written to"),
            /** A directory that exists. */
            EXISTING_DIRECTORY("an existing directory"),
            /** A directory, when it exists. */
            DIRECTORY("a directory, which need not exist");

            private final String words;

            Kind(String words) {
                this.words = words;
            }

            /** Returns whether a path that leads nowhere is refused. */
            public boolean mustExist() {
                return this != FILE && this != DIRECTORY;
            }
        }

        @Override
        public String words() {
            return kind.words;
        }
    }

    /** A rule that only words can tell. */
    record Described(String words) implements Constraint {}

    /** All of several constraints. */
    record AllOf(List<Constraint> parts) implements Constraint {

        public AllOf {
            parts = List.copyOf(parts);
        }

        @Override
        public Constraint ofNeeded() {
            return new AllOf(parts.stream().map(Constraint::ofNeeded).toList());
        }

        @Override
        public String words() {
            return parts.stream()
                    .map(Constraint::words)
                    .filter(words -> !words.isEmpty())
                    .collect(Collectors.joining(" and "));
        }

        @Override
        public boolean demandsSomething() {
            for (Constraint part : parts) {
                if (part.demandsSomething()) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public List<String> allowedValues() {
            return Parts.intersection(parts);
        }

        @Override
        public Map<String, String> aliases() {
            return Parts.aliases(parts);
        }
    }

    /** At least one of several constraints; the allowed values are those that every part with a list has. */
    record AnyOf(List<Constraint> parts) implements Constraint {
        public AnyOf {
            parts = List.copyOf(parts);
        }

        @Override
        public Constraint ofNeeded() {
            return new AnyOf(parts.stream().map(Constraint::ofNeeded).toList());
        }

        @Override
        public String words() {
            return parts.stream().anyMatch(part -> part.words().isEmpty())
                    ? ""
                    : parts.stream().map(Constraint::words).collect(Collectors.joining(", or "));
        }

        @Override
        public boolean demandsSomething() {
            return parts.stream().allMatch(Constraint::demandsSomething);
        }

        @Override
        public List<String> allowedValues() {
            return Parts.intersection(parts);
        }

        @Override
        public Map<String, String> aliases() {
            return Parts.aliases(parts);
        }
    }
}
