package org.mantle.framework.form;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Optional;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyMap;
import org.mantle.framework.run.AlgorithmDescriptor;

/**
 * How the fields of a form stand: which count, which need a value, and what a run would take for each.
 *
 * @since 0.1.0
 */
public final class FormState {

    /** A longer text is no help in a field. */
    private static final int LONGEST = 10_000;

    private FormState() {}

    /**
     * Returns the state of every field in order of declaration: {@code name}, {@code visible}, {@code required}, {@code isDefault},
     * and the present {@code value} (JSON) with its {@code text}. Both are null where there is no value, or one that is refused, and of
     * secrets; the value is null also where only its text can be shown.
     *
     * @param inputs what {@link org.mantle.framework.Mantle#inputs} gives for what is filled in at present
     */
    public static JsonArray of(AlgorithmDescriptor algorithm, PropertyMap inputs) {
        JsonArray states = new JsonArray();
        for (Property<?> property : algorithm.properties()) {
            if (property.direction() != Direction.OUTPUT) {
                states.add(of(property, inputs));
            }
        }
        return states;
    }

    private static JsonObject of(Property<?> property, PropertyMap inputs) {
        JsonObject state = new JsonObject();
        state.addProperty("name", property.name());
        state.addProperty("visible", inputs.isVisible(property));
        state.addProperty("required", inputs.isRequired(property));
        state.addProperty("isDefault", inputs.isDefault(property));
        state.add("value", JsonNull.INSTANCE);
        state.add("text", JsonNull.INSTANCE);
        if (!property.type().isSecret()) {
            inputs.find(property).ifPresent(value -> addValue(state, property, value));
        }
        return state;
    }

    private static void addValue(JsonObject state, Property<?> property, Object value) {
        text(property, value).ifPresent(text -> {
            state.addProperty("text", text);
            json(property, value).ifPresent(json -> state.add("value", json));
        });
    }

    private static Optional<String> text(Property<?> property, Object value) {
        try {
            String text = property.toText(value);
            return text.length() <= LONGEST ? Optional.of(text) : Optional.of(property.toShownText(value, LONGEST));
        } catch (RuntimeException e) {
            // foreign code: a value without a text form is there all the same
            return Optional.empty();
        }
    }

    private static Optional<JsonElement> json(Property<?> property, Object value) {
        try {
            return property.type().isInMemoryOnly() || property.weight(value) > LONGEST
                    ? Optional.empty()
                    : Optional.of(property.toJson(value));
        } catch (RuntimeException e) {
            // foreign code, as above
            return Optional.empty();
        }
    }
}
