package org.mantle.cli.run;

import com.google.gson.JsonPrimitive;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.invocation.CommandUsageException;
import org.mantle.framework.describe.SecretReference;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;

/** The properties that a caller gave to one run, in a file and in the arguments. */
public final class GivenProperties {

    private static final String ARGUMENTS = "the arguments";

    private final AlgorithmDescriptor algorithm;
    private final Map<String, String> environment;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, Mention> mentions = new LinkedHashMap<>();
    private final List<Problem> malformed = new ArrayList<>();
    private final List<Problem> duplicates = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** Where a property is given, and how it is spelt there. */
    private record Mention(String name, String place) {}

    /**
     * Begins with no properties.
     *
     * @param environment the variables to which references of secrets may lead
     */
    public GivenProperties(AlgorithmDescriptor algorithm, Map<String, String> environment) {
        this.algorithm = algorithm;
        this.environment = environment;
    }

    /**
     * Adds what a file says, and then the arguments.
     *
     * @param file the path of the file, {@code -} for standard input, or {@code null}
     * @throws CommandUsageException if the file cannot be read, or is no property map
     */
    public void addAll(@Nullable String file, InputStream standardInput, String @Nullable [] arguments) {
        if (file != null) {
            String place = PropertiesFile.inWords(file);
            PropertiesFile.read(file, environment, standardInput).forEach((name, value) -> add(name, value, place));
        }
        for (int i = 0; arguments != null && i < arguments.length; i++) {
            add(arguments[i], i + 1);
        }
    }

    /** Adds what a file says: a text, or JSON. */
    private void add(String name, Object value, String place) {
        Object text = value instanceof JsonPrimitive json && json.isString() ? json.getAsString() : value;
        put(
                new Mention(name, place),
                text instanceof String reference && isSecret(name)
                        ? SecretReference.resolve(reference, environment)
                        : value);
    }

    /**
     * Adds an argument.
     *
     * @param place its place among the arguments, from 1
     */
    private void add(String argument, int place) {
        int equals = argument.indexOf('=');
        if (equals <= 0) {
            malformed.add(Problem.of("", Problem.MALFORMED, malformedMessage(argument, place)));
            return;
        }
        String name = argument.substring(0, equals);
        String text = argument.substring(equals + 1);
        if (!isSecret(name)) {
            put(new Mention(name, ARGUMENTS), text);
            return;
        }
        if (SecretReference.isPlain(text)) {
            warnings.add(name
                    + " is on the command line, where others on this machine can see it and the shell may keep it; "
                    + "leave it out to be asked, or give " + name + "=@env:NAME or " + name + "=@file:PATH");
        }
        put(new Mention(name, ARGUMENTS), SecretReference.resolve(text, environment));
    }

    /** Quotes only the name of a property: what stands alone may be a secret that lost its name. */
    private String malformedMessage(String argument, int place) {
        return algorithm
                        .property(argument)
                        .map(property ->
                                "\"" + property.name() + "\" has no value; write " + property.name() + "=Value")
                        .orElse("argument " + place + " is not of the form Property=Value")
                + "; put quotes around both if the value has blanks";
    }

    private boolean isSecret(String name) {
        return algorithm
                .property(name)
                .map(property -> property.type().isSecret())
                .orElse(false);
    }

    private void put(Mention mention, Object value) {
        String name = mention.name();
        Mention other = mentions.putIfAbsent(name.toLowerCase(Locale.ROOT), mention);
        Optional<Property<?>> property = algorithm.property(name);
        if (other == null) {
            values.put(name, value);
        } else if (property.isPresent()) {
            duplicates.add(Problem.of(
                    property.get().name(),
                    Problem.DUPLICATE,
                    "it is given twice" + difference(other, mention) + "; give it once"));
        }
    }

    /** Says in what two mentions of one property differ. */
    private static String difference(Mention one, Mention other) {
        boolean sameName = one.name().equals(other.name());
        if (one.place().equals(other.place())) {
            return sameName ? "" : ", as " + one.name() + " and " + other.name();
        }
        return sameName
                ? ", in " + one.place() + " and in " + other.place()
                : ", as " + one.name() + " in " + one.place() + " and as " + other.name() + " in " + other.place();
    }

    /** Sets a property that the caller did not give, or gave as nothing. */
    public void fill(Property<?> property, Object value) {
        values.keySet().removeIf(property.name()::equalsIgnoreCase);
        values.put(property.name(), value);
    }

    /** Returns the values by the names under which they were given. */
    public Map<String, Object> values() {
        return values;
    }

    /** Returns what is wrong with the arguments' form. */
    public List<Problem> malformed() {
        return malformed;
    }

    /** Returns which properties are given twice; the first value is in {@link #values()}. */
    List<Problem> duplicates() {
        return duplicates;
    }

    /** Returns what the caller should know of what was given, such as that a secret can be seen by others. */
    public List<String> warnings() {
        return warnings;
    }
}
