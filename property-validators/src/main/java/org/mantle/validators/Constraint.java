package org.mantle.validators;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a validator allows, as data. */
public sealed interface Constraint {

    /** Returns the constraint in a few words that can follow "must be", for the manual; empty when everything is allowed. */
    String words();

    /** Returns the closed list of allowed values in their text form, in order of declaration; empty when there is none. */
    default List<String> allowedValues() {
        return List.of();
    }

    /** Returns whether a value that is empty is refused, whatever else is allowed. */
    default boolean demandsSomething() {
        return false;
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

    /** One of a closed list. */
    record OneOf(List<String> allowedValues) implements Constraint {
        public OneOf {
            allowedValues = List.copyOf(allowedValues);
        }

        @Override
        public String words() {
            return "one of " + String.join(", ", allowedValues);
        }
    }

    /**
     * A number between two bounds, both inclusive.
     *
     * @param lower the lowest allowed number, if there is one
     * @param upper the highest allowed number, if there is one
     */
    record Range(Optional<Number> lower, Optional<Number> upper) implements Constraint {
        @Override
        public String words() {
            if (lower.isPresent() && upper.isPresent()) {
                return "between " + lower.get() + " and " + upper.get();
            }
            return lower.map(bound -> "at least " + bound)
                    .or(() -> upper.map(bound -> "at most " + bound))
                    .orElse("");
        }
    }

    /** A path on this machine, of a certain kind. */
    record LocalPath(Kind kind) implements Constraint {

        /** What the path must lead to. */
        public enum Kind {
            /** A regular file that exists and can be read. */
            READABLE_FILE("an existing file that can be read"),
            /** A directory that exists and can be written to. */
            WRITABLE_DIRECTORY("an existing directory that can be written to");

            private final String words;

            Kind(String words) {
                this.words = words;
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
        public String words() {
            return parts.stream()
                    .map(Constraint::words)
                    .filter(words -> !words.isEmpty())
                    .collect(Collectors.joining(" and "));
        }

        @Override
        public boolean demandsSomething() {
            return parts.stream().anyMatch(Constraint::demandsSomething);
        }

        /** Returns the intersection of the lists of those parts that have one. */
        @Override
        public List<String> allowedValues() {
            return parts.stream()
                    .map(Constraint::allowedValues)
                    .filter(values -> !values.isEmpty())
                    .reduce((left, right) ->
                            left.stream().filter(right::contains).toList())
                    .orElse(List.of());
        }
    }
}
