package org.mantle.framework.describe;

import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mantle.framework.AlgorithmDescriptor;
import org.mantle.framework.Property;

/** Makes an example of a call out of a declaration. */
final class CallExample {

    /** Stands for a value that no declaration tells. */
    static final String UNKNOWN = "…";

    private static final Pattern PLAIN_TO_A_SHELL = Pattern.compile("[A-Za-z0-9_./:,+@%-]+|…");

    private CallExample() {}

    /** Returns what every call must give, by name, with a value that is allowed where the declaration tells one. */
    static Map<String, String> arguments(AlgorithmDescriptor algorithm) {
        Map<String, String> arguments = new LinkedHashMap<>();
        for (Property<?> property : algorithm.properties()) {
            if (algorithm.isMandatory(property)) {
                arguments.put(property.name(), value(property));
            }
        }
        return arguments;
    }

    private static String value(Property<?> property) {
        for (String text : property.allowedValues()) {
            if (isAllowed(property, text)) {
                return text;
            }
        }
        return UNKNOWN;
    }

    private static <T> boolean isAllowed(Property<T> property, String text) {
        try {
            T value = property.type().fromText(text);
            boolean allowed = property.validator().isPure()
                    && property.validator().check(value).isEmpty();
            return allowed && !property.type().isEmpty(value);
        } catch (IllegalArgumentException e) { // the author wrote the value in another way than its type does
            return false;
        }
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

    static String inJava(String name, boolean newest, int version, Map<String, String> arguments) {
        String algorithm = newest ? literal(name) : "mantle.registry().get(" + literal(name) + ", " + version + ")";
        String given = arguments.entrySet().stream()
                .map(argument -> literal(argument.getKey()) + ", " + literal(argument.getValue()))
                .collect(Collectors.joining(", "));
        return "Outputs outputs = mantle.run(" + algorithm + ", Map.of(" + given + "));";
    }

    /** JSON's escapes are Java's as well. */
    private static String literal(String text) {
        return new JsonPrimitive(text).toString();
    }
}
