package org.mantle.framework.describe;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmRegistry;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.value.NumberText;

/**
 * The inputs of a record as texts that can be given to another run.
 *
 * <p>What no text gives, such as a list over which a run looped, is JSON. In place of a value that was not kept stands what the
 * record keeps of it, and in place of a secret its reference, or stars: a face that runs it again has to ask for these.
 *
 * @since 0.1.0
 */
public final class InputTexts {

    private InputTexts() {}

    /**
     * Returns the texts by the names of the inputs, in order of declaration.
     *
     * @param registry has the types of the inputs; an algorithm that is not there any more, or is broken, gives JSON for all but
     *     single values
     */
    public static Map<String, String> of(RunRecord record, AlgorithmRegistry registry) {
        Map<String, String> texts = new LinkedHashMap<>();
        record.toJson().getAsJsonObject("inputs").entrySet().forEach(input -> {
            String name = input.getKey();
            texts.put(name, text(name, input.getValue(), record, registry));
        });
        return texts;
    }

    private static String text(String name, JsonElement json, RunRecord record, AlgorithmRegistry registry) {
        if (json instanceof JsonPrimitive single) {
            String text = single.getAsString();
            boolean isReal = single.isNumber() && !text.chars().allMatch(c -> c == '-' || Character.isDigit(c));
            return isReal ? NumberText.of(Double.valueOf(text)) : text;
        }
        try {
            // runs the declaration, which may be wrong
            return registry.get(record.algorithm(), record.version())
                    .property(name)
                    .map(property -> textOrNull(property, json))
                    .orElseGet(json::toString);
        } catch (UnknownAlgorithmException | InvalidDeclarationException e) {
            return JsonForm.COMPACT.text(json);
        }
    }

    private static <T> @Nullable String textOrNull(Property<T> property, JsonElement json) {
        PropertyType<T> type = property.type();
        try {
            return type.toText(type.fromJson(json));
        } catch (Throwable e) {
            // foreign code: a type that cannot read its JSON back must not hide what ran
            return null;
        }
    }
}
