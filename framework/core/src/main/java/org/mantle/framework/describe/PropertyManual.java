package org.mantle.framework.describe;

import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.type.Presentation;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Constraint;

/**
 * What a manual says of one property, in plain words that every kind of page shares. Immutable.
 *
 * @param name the name in the author's spelling
 * @param aliases other names, under which older callers may know it
 * @param direction which way the value goes
 * @param type the type's word, such as {@code str list}; for numbers without decimals {@code whole number}
 * @param secret whether the value is a secret
 * @param mandatory whether every run must give a value
 * @param documentation what the value means, in the author's words; may be empty
 * @param defaultText the value that holds when none is given, as people read it; empty when there is none to tell
 * @param unit the unit of the value; may be empty
 * @param group the title under which it stands with its neighbours; may be empty
 * @param rules what is allowed and when the property counts, each a sentence without its full stop
 * @since 0.1.0
 */
public record PropertyManual(
        String name,
        List<String> aliases,
        Direction direction,
        String type,
        boolean secret,
        boolean mandatory,
        String documentation,
        Optional<String> defaultText,
        String unit,
        String group,
        List<String> rules) {

    /** A longer default is cut: a page is for people, and {@code describe --json} has it whole. */
    private static final int LONGEST_DEFAULT = 200;

    public PropertyManual {
        aliases = List.copyOf(aliases);
        rules = List.copyOf(rules);
    }

    static PropertyManual of(AlgorithmDescriptor algorithm, Property<?> property) {
        return new PropertyManual(
                property.name(),
                property.aliases(),
                property.direction(),
                word(property.type()),
                property.type().isSecret(),
                algorithm.isMandatory(property),
                property.documentation(),
                algorithm.computedDefault(property).isPresent() ? Optional.empty() : defaultText(property),
                property.unit(),
                property.group(),
                rules(algorithm, property));
    }

    /** Mantid's word is the same for every type of numbers. */
    private static String word(PropertyType<?> type) {
        boolean whole = type.schema().get("type") instanceof JsonPrimitive ofJson
                && ofJson.getAsString().equals("integer");
        return (whole ? "whole " : "") + type.word();
    }

    /** Returns the type and what else is to be known at once, such as {@code string, secret, mandatory}. */
    public String kind() {
        List<String> words = new ArrayList<>(List.of(type));
        if (secret) {
            words.add("secret");
        }
        if (mandatory) {
            words.add("mandatory");
        }
        return String.join(", ", words);
    }

    /** A default that is refused stands for "nothing given". */
    private static <T> Optional<String> defaultText(Property<T> property) {
        boolean counts = property.direction() != Direction.OUTPUT
                && !property.needsValue()
                && !property.type().isSecret()
                && !property.type().isInMemoryOnly();
        return property.defaultValue()
                .filter(value -> counts)
                .map(value -> property.type().toShortText(value, LONGEST_DEFAULT))
                .filter(text -> !text.isEmpty());
    }

    private static List<String> rules(AlgorithmDescriptor algorithm, Property<?> property) {
        List<String> rules = new ArrayList<>();
        algorithm
                .computedDefault(property)
                .ifPresent(computed -> rules.add("When not given: " + computed.words()
                        + defaultText(property).map(text -> ", or else " + text).orElse("")));
        addAllowed(property, rules);
        addPlace(property, rules);
        if (algorithm.isLoopedOver(property)) {
            rules.add("May also be a JSON list of such values; then there is one run for each");
        }
        if (!property.remember() && !property.type().isSecret()) {
            rules.add("Not remembered from one dialog to the next");
        }
        List<String> visible = words(algorithm.visibleWhen(property));
        List<String> required = words(algorithm.requiredWhen(property));
        if (!visible.isEmpty() && (property.needsValue() || visible.equals(required))) {
            rules.add("Needed when " + String.join(" and ", visible) + ", and counts only then");
        } else {
            if (!visible.isEmpty()) {
                rules.add("Counts only when " + String.join(" and ", visible));
            }
            if (!required.isEmpty()) {
                rules.add("Needed when " + String.join(", or when ", required));
            }
        }
        return rules;
    }

    private static void addAllowed(Property<?> property, List<String> rules) {
        List<String> choices = property.type().allowedValues();
        Constraint constraint = property.validator().constraint();
        if (!choices.isEmpty()) {
            rules.add("Allowed: " + String.join(", ", choices));
        }
        if (constraint instanceof Constraint.OneOf oneOf) {
            rules.add("Allowed: " + String.join(", ", oneOf.allowedValues()));
        } else if (constraint.words().startsWith("not ")) {
            rules.add("Must not be " + constraint.words().substring("not ".length()));
        } else if (!constraint.words().isEmpty()) {
            rules.add("Must be " + constraint.words());
        }
    }

    private static void addPlace(Property<?> property, List<String> rules) {
        List<String> extensions = property.type().extensions();
        if (!extensions.isEmpty()) {
            rules.add("Usually with the extension " + String.join(" or ", extensions));
        }
        if (property.presentation() == Presentation.REMOTE_PATH) {
            rules.add("A path on the compute resource");
        } else if (property.keepsBlanks() && !property.type().isSecret()) {
            rules.add("Blanks around it are kept");
        }
    }

    private static List<String> words(List<Condition> conditions) {
        return conditions.stream().map(Condition::words).toList();
    }

    /** Returns documentation, unit and rules as one text. */
    String allWords() {
        List<String> sentences = new ArrayList<>();
        if (!documentation.isEmpty()) {
            sentences.add(documentation);
        }
        if (!unit.isEmpty()) {
            sentences.add("Unit: " + unit + ".");
        }
        rules.forEach(rule -> sentences.add(rule + "."));
        return String.join(" ", sentences);
    }
}
