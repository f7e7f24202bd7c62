package org.mantle.python.plugin;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.type.FileMode;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Validator;

/** Makes the framework's properties of those that a file in Python declares. */
final class DeclaredProperty {

    private DeclaredProperty() {}

    /**
     * Returns the property that {@code mantle/algorithm.py} says.
     *
     * @throws IllegalArgumentException if it is none; the message is a sentence
     */
    static Property<?> of(JsonObject json) {
        String name = json.get("name").getAsString();
        try {
            return make(name, type(json), json);
        } catch (RuntimeException e) {
            // what an author may have given for a text, a list or a number
            throw new IllegalArgumentException("the property " + name + ": " + e.getMessage(), e);
        }
    }

    private static PropertyType<?> type(JsonObject json) {
        return switch (kind(json)) {
            case "string" -> PropertyTypes.STRING;
            case "integer" -> PropertyTypes.LONG;
            case "number" -> PropertyTypes.NUMBER;
            case "boolean" -> PropertyTypes.BOOLEAN;
            case "strings" -> PropertyTypes.STRING_LIST;
            case "integers" -> PropertyTypes.LONG_LIST;
            case "numbers" -> PropertyTypes.NUMBER_LIST;
            case "booleans" -> PropertyTypes.BOOLEAN_LIST;
            case "file" -> PropertyTypes.file(mode(json), extensions(json));
            case "files" -> PropertyTypes.files(mode(json), extensions(json));
            case "secret" -> PropertyTypes.SECRET;
            case "dateTime" -> PropertyTypes.DATE_TIME;
            case "dict" -> PropertyTypes.FREE_MAP;
            default -> throw new IllegalArgumentException("there is no kind \"" + kind(json) + "\"");
        };
    }

    private static String kind(JsonObject json) {
        return json.get("kind").getAsString();
    }

    private static FileMode mode(JsonObject json) {
        String mode = json.get("mode").getAsString();
        try {
            return FileMode.valueOf(mode);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("there is no FileAction \"" + mode + "\"", e);
        }
    }

    private static String[] extensions(JsonObject json) {
        return texts(json.get("extensions")).toArray(String[]::new);
    }

    private static <T> Property<T> make(String name, PropertyType<T> type, JsonObject json) {
        Property.Builder<T> property = Property.of(name, type);
        switch (json.get("direction").getAsString()) {
            case "output" -> property.output();
            case "inOut" -> property.inOut();
            default -> {
                // an input is what it is already
            }
        }
        given(json, "default", each -> property.defaultValue(type.fromJson(each)));
        given(json, "example", each -> property.example(type.fromJson(each)));
        given(json, "validator", each -> property.validator(validator(each.getAsJsonObject(), kind(json))));
        given(json, "documentation", each -> property.documentation(each.getAsString()));
        given(json, "group", each -> property.group(each.getAsString()));
        given(json, "unit", each -> property.unit(each.getAsString()));
        given(json, "aliases", each -> property.aliases(texts(each).toArray(String[]::new)));
        given(json, "remember", each -> property.remember(each.getAsBoolean()));
        if (isSet(json, "mandatory")) {
            property.mandatory();
        }
        if (isSet(json, "keepBlanks")) {
            property.keepBlanks();
        }
        return property.build();
    }

    private static void given(JsonObject json, String name, Consumer<JsonElement> take) {
        @Nullable JsonElement value = json.get(name);
        if (value != null && !value.isJsonNull()) {
            take.accept(value);
        }
    }

    private static boolean isSet(JsonObject json, String name) {
        return json.has(name) && json.get(name).getAsBoolean();
    }

    // of its kind, see DeclaredValidator
    @SuppressWarnings("unchecked")
    private static <T> Validator<? super T> validator(JsonObject json, String kind) {
        return (Validator<? super T>) DeclaredValidator.of(json, kind);
    }

    static List<String> texts(JsonElement json) {
        List<String> texts = new ArrayList<>();
        json.getAsJsonArray().forEach(each -> texts.add(each.getAsString()));
        return texts;
    }
}
