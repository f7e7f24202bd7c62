package org.mantle.framework.internal.type;

import com.google.gson.JsonObject;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.text.Json;
import org.mantle.framework.type.PropertyType;

/** The type of one choice out of an enum. */
public final class ChoiceType<E extends Enum<E>> implements PropertyType<E> {

    private final Class<E> choices;
    private final Map<String, E> byLabel = new LinkedHashMap<>();
    private final Map<E, String> labels;

    public ChoiceType(Class<E> choices, Function<? super E, String> label) {
        this.choices = choices;
        this.labels = new EnumMap<>(choices);
        E[] constants = choices.getEnumConstants();
        if (constants.length == 0) {
            throw new IllegalArgumentException(choices.getName() + " offers no choice");
        }
        for (E constant : constants) {
            String text = label.apply(constant);
            if (text.isEmpty() || !text.equals(text.strip())) {
                throw new IllegalArgumentException("the choice " + choices.getSimpleName() + "." + constant.name()
                        + " needs a label without blanks around it, not \"" + text + "\"");
            }
            @Nullable E same = byLabel.put(text, constant);
            if (same != null) {
                throw new IllegalArgumentException("the choices " + same.name() + " and " + constant.name() + " of "
                        + choices.getSimpleName() + " need different labels, not \"" + text + "\" for both");
            }
            labels.put(constant, text);
        }
    }

    @Override
    public String word() {
        return "string";
    }

    @Override
    public E fromText(String text) {
        @Nullable E choice = byLabel.get(text);
        if (choice == null) {
            throw new IllegalArgumentException("must be one of " + String.join(", ", byLabel.keySet()));
        }
        return choice;
    }

    @Override
    public String toText(E value) {
        return labels.getOrDefault(value, value.name());
    }

    @Override
    public E fromObject(Object value) {
        if (choices.isInstance(value)) {
            return choices.cast(value);
        }
        throw new IllegalArgumentException("must be one of " + String.join(", ", byLabel.keySet()));
    }

    @Override
    public JsonObject schema() {
        return Json.schema("string");
    }

    @Override
    public List<String> allowedValues() {
        return List.copyOf(byLabel.keySet());
    }
}
