package org.mantle.python.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;

/** Takes the inputs that a program gives, with its secrets. Immutable. */
public final class GivenValues {

    private final Function<String, Object> secrets;
    private final BiFunction<AlgorithmDescriptor, Map<String, ?>, List<Problem>> check;

    /**
     * Makes what takes inputs.
     *
     * @param secrets what to give to a run for the text of a secret; an {@link IllegalArgumentException} says what to send instead
     * @param check finds what the caller may not give, before a run looks at it
     */
    public GivenValues(
            Function<String, Object> secrets, BiFunction<AlgorithmDescriptor, Map<String, ?>, List<Problem>> check) {
        this.secrets = secrets;
        this.check = check;
    }

    /**
     * Returns what to give to a run.
     *
     * @throws InvalidPropertyException if the caller may not give it
     */
    Map<String, Object> of(AlgorithmDescriptor algorithm, Map<String, JsonElement> inputs) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        inputs.forEach((name, value) -> {
            try {
                values.put(name, value(algorithm.property(name).orElse(null), value));
            } catch (IllegalArgumentException e) {
                problems.add(Problem.of(name, Problem.INVALID, String.valueOf(e.getMessage())));
            }
        });
        problems.addAll(check.apply(algorithm, values));
        if (!problems.isEmpty()) {
            throw InvalidPropertyException.of(algorithm.name(), problems);
        }
        return values;
    }

    /** Returns what to give for one input; see {@link #of}. */
    Object of(AlgorithmDescriptor algorithm, String name, JsonElement value) {
        Object given = of(algorithm, Map.of(name, value)).get(name);
        return given == null ? value : given;
    }

    private Object value(@Nullable Property<?> property, JsonElement value) {
        return property != null && property.type().isSecret() && value instanceof JsonPrimitive text
                ? secrets.apply(text.getAsString())
                : value;
    }
}
