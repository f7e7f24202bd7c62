package org.mantle.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mantle.framework.AlgorithmDescriptor;
import org.mantle.framework.Condition;
import org.mantle.framework.Direction;
import org.mantle.framework.Property;

/** Describes one algorithm to people, in the manner of a manual page. */
final class ManualPage {

    private static final int INDENT = 4;
    /** Lines that are longer than this are hard to read, however wide the window is. */
    private static final int WIDEST = 100;

    private final int width;
    private final Style style;
    private final StringBuilder text = new StringBuilder();

    ManualPage(int width, Style style) {
        this.width = Math.min(width, WIDEST);
        this.style = style;
    }

    String of(AlgorithmDescriptor algorithm) {
        text.append(style.title(algorithm.name() + ", version " + algorithm.version()))
                .append('\n');
        TextLayout.appendIndented(text, algorithm.summary(), INDENT, width);
        text.append('\n');
        fact("Category", algorithm.categories());
        fact("Also called", algorithm.aliases());
        fact("See also", algorithm.seeAlso());
        properties(algorithm, "Input properties", Direction.INPUT);
        properties(algorithm, "Properties that the run changes", Direction.INOUT);
        properties(algorithm, "Output properties", Direction.OUTPUT);
        preconditions(algorithm);
        title("Run it");
        TextLayout.appendIndented(text, example(algorithm), INDENT, Integer.MAX_VALUE);
        return text.toString();
    }

    private void title(String title) {
        text.append('\n').append(style.title(title)).append('\n');
    }

    private void fact(String title, List<String> values) {
        if (!values.isEmpty()) {
            TextLayout.appendIndented(text, title + ": " + String.join(", ", values), INDENT, width);
        }
    }

    private void properties(AlgorithmDescriptor algorithm, String title, Direction direction) {
        List<Property<?>> shown = algorithm.properties().stream()
                .filter(property -> property.direction() == direction)
                .toList();
        if (shown.isEmpty()) {
            return;
        }
        title(title);
        boolean first = true;
        for (Property<?> property : shown) {
            text.append(first ? "" : "\n");
            first = false;
            property(algorithm, property);
        }
    }

    private void property(AlgorithmDescriptor algorithm, Property<?> property) {
        List<String> kind = new ArrayList<>();
        kind.add(property.type().word());
        if (property.type().isSecret()) {
            kind.add("secret");
        }
        if (algorithm.isMandatory(property)) {
            kind.add("mandatory");
        }
        text.append(" ".repeat(INDENT)).append(style.title(property.name()));
        text.append("  (").append(String.join(", ", kind)).append(")\n");
        if (!property.documentation().isEmpty()) {
            line(property.documentation());
        }
        boolean defaultCounts = !algorithm.isMandatory(property) && allowsDefault(property);
        if (defaultCounts) {
            defaultText(property).ifPresent(value -> line("Default: " + value));
        }
        String constraint = property.validator().constraint().words();
        if (!property.allowedValues().isEmpty()) {
            line("Allowed: " + String.join(", ", property.allowedValues()));
        } else if (!constraint.isEmpty()) {
            line("Must be " + constraint);
        }
        List<String> visible = words(algorithm.visibleWhen(property));
        List<String> required = words(algorithm.requiredWhen(property));
        if (!visible.isEmpty() && (!defaultCounts || visible.equals(required))) {
            conditions("Needed when ", visible, " and ", ", and counts only then");
        } else {
            conditions("Counts only when ", visible, " and ", "");
            conditions("Needed when ", required, ", or when ", "");
        }
    }

    /** A default that the validator refuses stands for "nothing given". */
    private static <T> boolean allowsDefault(Property<T> property) {
        return property.defaultValue()
                .filter(value -> property.validator().isPure())
                .map(value -> property.validator().check(value).isEmpty())
                .orElse(true);
    }

    private void line(String line) {
        TextLayout.appendIndented(text, line, 2 * INDENT, width);
    }

    private static List<String> words(List<Condition> conditions) {
        return conditions.stream().map(Condition::words).toList();
    }

    private void conditions(String prefix, List<String> conditions, String joint, String suffix) {
        if (!conditions.isEmpty()) {
            line(prefix + String.join(joint, conditions) + suffix);
        }
    }

    private static <T> Optional<String> defaultText(Property<T> property) {
        if (property.direction() == Direction.OUTPUT || property.type().isSecret()) {
            return Optional.empty();
        }
        return property.defaultValue().map(property.type()::toText).filter(value -> !value.isEmpty());
    }

    private void preconditions(AlgorithmDescriptor algorithm) {
        if (algorithm.preconditions().isEmpty()) {
            return;
        }
        title("Needed before a run");
        algorithm
                .preconditions()
                .forEach((precondition, when) ->
                        TextLayout.appendIndented(text, precondition.name() + ", when " + when.words(), INDENT, width));
    }

    private static String example(AlgorithmDescriptor algorithm) {
        StringBuilder line = new StringBuilder("mantle run ").append(algorithm.name());
        for (Property<?> property : algorithm.properties()) {
            if (algorithm.isMandatory(property)) {
                line.append(' ').append(property.name()).append("=…");
            }
        }
        return line.append(" [Property=Value …]").toString();
    }
}
