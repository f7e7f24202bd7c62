package org.mantle.framework.describe;

import com.google.gson.JsonPrimitive;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;

/** Makes an example of a call out of a declaration. */
final class CallExample {

    /** Stands for a value that no declaration tells. */
    static final String UNKNOWN = "…";

    private static final Pattern PLAIN_TO_A_SHELL = Pattern.compile("[A-Za-z0-9_./:,+@%-]+|…");

    private CallExample() {}

    /**
     * Returns what a call must give that leaves the rest at the defaults, by name, with a value that is allowed: the author's
     * example, or one of a closed list.
     */
    static Map<String, String> arguments(AlgorithmDescriptor algorithm) {
        Map<Property<?>, Object> given = new HashMap<>();
        int before;
        // what is given may ask for an input that is declared before it
        do {
            before = given.size();
            for (Property<?> property : algorithm.properties()) {
                if (property.direction() != Direction.OUTPUT
                        && !given.containsKey(property)
                        && isNeeded(algorithm, property, given)) {
                    Optional<?> value = value(property);
                    given.put(property, value.isPresent() ? value.get() : UNKNOWN);
                }
            }
        } while (given.size() > before);
        Map<String, String> arguments = new LinkedHashMap<>();
        for (Property<?> property : algorithm.properties()) {
            if (given.containsKey(property)) {
                arguments.put(property.name(), text(property));
            }
        }
        return arguments;
    }

    private static boolean isNeeded(
            AlgorithmDescriptor algorithm, Property<?> property, Map<Property<?>, Object> given) {
        if (algorithm.computedDefault(property).isPresent()
                || !algorithm.visibleWhen(property).stream().allMatch(condition -> holds(condition, given))) {
            return false;
        }
        return property.needsValue()
                || (defaultIsNothing(property)
                        && algorithm.requiredWhen(property).stream().anyMatch(condition -> holds(condition, given)));
    }

    /** Returns whether a condition holds when some inputs are given and the others have their defaults. */
    private static boolean holds(Condition condition, Map<Property<?>, Object> given) {
        if (condition instanceof Condition.IsOneOf<?> isOneOf) {
            return isOneOf.isMetBy(value(isOneOf.property(), given));
        }
        if (condition instanceof Condition.Compared<?> compared) {
            return compared.isMetBy(value(compared.property(), given));
        }
        if (condition instanceof Condition.IsDefault isDefault) {
            return !given.containsKey(isDefault.property());
        }
        if (condition instanceof Condition.Not not) {
            return !holds(not.negated(), given);
        }
        Condition.Combined combined = (Condition.Combined) condition;
        boolean left = holds(combined.left(), given);
        boolean right = holds(combined.right(), given);
        return switch (combined.operator()) {
            case AND -> left && right;
            case OR -> left || right;
            case XOR -> left != right;
        };
    }

    private static @Nullable Object value(Property<?> property, Map<Property<?>, Object> given) {
        return given.containsKey(property)
                ? given.get(property)
                : property.defaultValue().orElse(null);
    }

    static <T> boolean defaultIsNothing(Property<T> property) {
        return property.defaultValue().map(property.type()::isEmpty).orElse(true);
    }

    /** Returns the author's example, or else the first of a closed list. */
    private static <T> Optional<T> value(Property<T> property) {
        Optional<T> value = property.example();
        for (int i = 0; value.isEmpty() && i < property.allowedValues().size(); i++) {
            value = allowed(property, property.allowedValues().get(i));
        }
        return value;
    }

    private static <T> Optional<T> allowed(Property<T> property, String text) {
        try {
            T value = property.type().fromText(text);
            boolean allowed = property.validator().isPure()
                    && property.validator().check(value).isEmpty();
            return Optional.of(value).filter(read -> allowed && !property.type().isEmpty(read));
        } catch (IllegalArgumentException e) {
            // the author wrote the value in another way than its type does
            return Optional.empty();
        }
    }

    private static <T> String text(Property<T> property) {
        return value(property).map(property.type()::toText).orElse(UNKNOWN);
    }

    static String inShell(String name, boolean newest, int version, Map<String, String> arguments) {
        StringBuilder line = new StringBuilder("mantle run ").append(quoted(name));
        if (!newest) {
            line.append(" --version ").append(version);
        }
        arguments.forEach((property, value) ->
                line.append(' ').append(quoted(property)).append('=').append(quoted(value)));
        return line.toString();
    }

    private static String quoted(String word) {
        return PLAIN_TO_A_SHELL.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** @param secrets the names of the secrets, for which a variable of that name stands */
    static String inJava(String name, boolean newest, int version, Map<String, String> arguments, Set<String> secrets) {
        String algorithm = newest ? literal(name) : literal(name) + ", " + version;
        String given = arguments.entrySet().stream()
                .map(argument -> literal(argument.getKey()) + ", "
                        + (secrets.contains(argument.getKey())
                                ? variable(argument.getKey())
                                : literal(argument.getValue())))
                .collect(Collectors.joining(", "));
        return "Outputs outputs = mantle.run(" + algorithm + ", Map.of(" + given + "));";
    }

    private static String variable(String property) {
        return property.substring(0, 1).toLowerCase(Locale.ROOT) + property.substring(1);
    }

    /** JSON's escapes are Java's as well. */
    private static String literal(String text) {
        return JsonForm.COMPACT.text(new JsonPrimitive(text));
    }
}
