package org.mantle.framework.property;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.type.Nearest;
import org.mantle.framework.type.PropertyType;

/**
 * Values of declared settings that were read from somewhere, such as a file that a person edits, each converted and checked by its
 * declaration. Immutable.
 *
 * @since 0.1.0
 */
public final class Settings {

    private final Map<Property<?>, Object> values;
    private final List<Problem> problems;

    private Settings(Map<Property<?>, Object> values, List<Problem> problems) {
        this.values = values;
        this.problems = List.copyOf(problems);
    }

    /**
     * Reads and checks settings; what is wrong is told by {@link #problems}.
     *
     * @param declared the settings that there are
     * @param readElsewhere names of others, which are not among those that are given here
     * @param given the settings by name: texts, JSON or values of the declared types. JSON must have the form in which the setting is
     *     written, so that a number in quotes is refused there
     */
    public static Settings of(Collection<Property<?>> declared, List<String> readElsewhere, Map<String, ?> given) {
        Map<String, Object> left = new LinkedHashMap<>();
        given.forEach((name, value) -> left.put(name.strip(), value));
        Map<Property<?>, Object> values = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Property<?> setting : declared) {
            read(setting, left.remove(setting.name()), values, problems);
        }
        List<String> names = Stream.concat(
                        readElsewhere.stream(), declared.stream().map(Property::name))
                .toList();
        for (String unknown : new TreeSet<>(left.keySet())) {
            Optional<String> nearest = Nearest.to(unknown, names);
            problems.add(new Problem(
                    unknown,
                    Problem.UNKNOWN_PROPERTY,
                    "there is no such setting; "
                            + nearest.map(name -> "did you mean " + name + "?")
                                    .orElseGet(() -> "there are " + String.join(", ", names)),
                    names,
                    nearest));
        }
        return new Settings(values, problems);
    }

    private static <T> void read(
            Property<T> setting, @Nullable Object given, Map<Property<?>, Object> values, List<Problem> problems) {
        if (given == null) {
            setting.defaultValue().ifPresent(value -> values.put(setting, value));
            if (setting.needsValue()) {
                problems.add(problem(setting, Problem.MISSING, "a value is needed"));
            }
            return;
        }
        try {
            T value = converted(setting.type(), given);
            values.put(setting, value);
            setting.validator()
                    .check(value)
                    .ifPresent(violation -> problems.add(problem(setting, violation.code(), violation.message())));
        } catch (IllegalArgumentException e) {
            problems.add(problem(setting, Problem.WRONG_TYPE, e.getMessage()));
        }
    }

    private static Problem problem(Property<?> setting, String code, @Nullable String message) {
        return new Problem(setting.name(), code, String.valueOf(message), setting.allowedValues(), Optional.empty());
    }

    private static <T> T converted(PropertyType<T> type, Object given) {
        if (given instanceof JsonElement json) {
            T value = type.fromJson(json);
            if (isText(json) && !isText(type.toJson(value))) {
                String form = type.word().endsWith("list") ? "list" : type.word();
                throw new IllegalArgumentException("needs a " + form + ", not a text");
            }
            return value;
        }
        return given instanceof CharSequence text
                ? type.fromText(text.toString().strip())
                : type.fromObject(given);
    }

    private static boolean isText(JsonElement json) {
        return json instanceof JsonPrimitive primitive && primitive.isString();
    }

    /** Returns what is wrong, each with the name of the setting; empty if nothing is. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * Returns the value of a setting: the one given, or else its default.
     *
     * @throws IllegalArgumentException if there is neither
     */
    public <T> T get(Property<T> setting) {
        return find(setting).orElseThrow(() -> new IllegalArgumentException("there is no value for " + setting.name()));
    }

    /** Returns the value of a setting; empty when none was given and there is no default. */
    @SuppressWarnings("unchecked") // each value came out of its own setting's type
    public <T> Optional<T> find(Property<T> setting) {
        return Optional.ofNullable((T) values.get(setting));
    }

    /** Returns the settings that have a value, with the defaults and without empty texts, as a file has them. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        values.keySet().forEach(setting -> write(setting, json));
        return json;
    }

    private <T> void write(Property<T> setting, JsonObject json) {
        T value = get(setting);
        JsonElement written = setting.type().toJson(value);
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            // as people write it
            written = new JsonPrimitive(number.longValue());
        }
        if (!isText(written) || !written.getAsString().isEmpty()) {
            json.add(setting.name(), written);
        }
    }

    /** Returns the names of the settings, without values. */
    @Override
    public String toString() {
        return "Settings" + values.keySet();
    }
}
