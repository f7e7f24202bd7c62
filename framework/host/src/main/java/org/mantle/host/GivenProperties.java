package org.mantle.host;

import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mantle.framework.AlgorithmDescriptor;
import org.mantle.framework.Problem;
import org.mantle.framework.Property;

/** What a caller gave to one run, from a file and from the arguments. */
final class GivenProperties {

    /** The code of an argument that is no {@code Property=Value}. */
    private static final String MALFORMED = "malformed";

    private final AlgorithmDescriptor algorithm;
    private final Map<String, String> environment;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, String> spellings = new LinkedHashMap<>();
    private final List<Problem> malformed = new ArrayList<>();
    private final List<Problem> duplicates = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    GivenProperties(AlgorithmDescriptor algorithm, Map<String, String> environment) {
        this.algorithm = algorithm;
        this.environment = environment;
    }

    /** Adds what a file says: a text, or JSON. */
    void add(String name, Object value) {
        Object text = value instanceof JsonPrimitive json && json.isString() ? json.getAsString() : value;
        put(
                name,
                text instanceof String reference && isSecret(name)
                        ? SecretReference.resolve(reference, environment)
                        : value);
    }

    /** Adds an argument, the place of which among the others begins at 1. */
    void add(String argument, int place) {
        int equals = argument.indexOf('=');
        if (equals <= 0) {
            malformed.add(Problem.of("", MALFORMED, malformedMessage(argument, place)));
            return;
        }
        String name = argument.substring(0, equals);
        String text = argument.substring(equals + 1);
        if (!isSecret(name)) {
            put(name, text);
            return;
        }
        if (SecretReference.isPlain(text)) {
            warnings.add(name
                    + " is on the command line, where others on this machine can see it and the shell may keep it; "
                    + "leave it out to be asked, or give " + name + "=@env:NAME or " + name + "=@file:PATH");
        }
        put(name, SecretReference.resolve(text, environment));
    }

    /** Quotes only the name of a property: what stands alone may be a secret that lost its name. */
    private String malformedMessage(String argument, int place) {
        String which = algorithm
                .property(argument)
                .map(property -> "\"" + property.name() + "\" has no value")
                .orElse("argument " + place + " is no property with its value");
        return which + "; write Property=Value, with quotes around both if the value has blanks";
    }

    private boolean isSecret(String name) {
        return algorithm
                .property(name)
                .map(property -> property.type().isSecret())
                .orElse(false);
    }

    private void put(String name, Object value) {
        String key = name.toLowerCase(Locale.ROOT);
        String other = spellings.putIfAbsent(key, name);
        Optional<Property<?>> property = algorithm.property(name);
        if (other == null) {
            values.put(name, value);
        } else if (property.isPresent()) {
            String twice = other.equals(name) ? "it is given twice" : "it is given twice, as " + other + " and " + name;
            duplicates.add(Problem.of(property.get().name(), Problem.DUPLICATE, twice + "; give it once"));
        }
    }

    /** Sets a property that the caller did not give, or gave as nothing. */
    void fill(Property<?> property, Object value) {
        values.keySet().removeIf(property.name()::equalsIgnoreCase);
        values.put(property.name(), value);
    }

    Map<String, Object> values() {
        return values;
    }

    /** Returns what is wrong with the arguments' form. */
    List<Problem> malformed() {
        return malformed;
    }

    /** Returns which properties are given twice; the first value is in {@link #values()}. */
    List<Problem> duplicates() {
        return duplicates;
    }

    List<String> warnings() {
        return warnings;
    }
}
