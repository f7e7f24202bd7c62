package org.mantle.python.plugin;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.run.RegistryFault;

/** What a class in Python declares, with the keys by which all its runs know its properties. Immutable. */
final class DeclaredAlgorithm {

    private final JsonObject json;
    private final List<Property<?>> properties = new ArrayList<>();
    private final Map<String, Property<?>> byName = new LinkedHashMap<>();

    /**
     * Reads what {@code mantle/algorithm.py} says of a class.
     *
     * @throws InvalidDeclarationException if it is wrong
     */
    DeclaredAlgorithm(JsonObject json) {
        this.json = json;
        if (json.has("failed")) {
            PythonFailure failure = PythonFailure.of(json.getAsJsonObject("failed"), null);
            throw wrong(json.get("class").getAsString(), String.valueOf(failure.getMessage()), failure);
        }
        try {
            for (JsonElement each : json.getAsJsonArray("properties")) {
                Property<?> property = DeclaredProperty.of(each.getAsJsonObject());
                properties.add(property);
                byName.put(lower(property.name()), property);
            }
        } catch (IllegalArgumentException e) {
            throw wrong(name(), String.valueOf(e.getMessage()), e);
        }
    }

    private static RuntimeException wrong(String name, String what, Throwable cause) {
        return InvalidDeclarationException.of(name, RegistryFault.INVALID_DECLARATION, List.of(what), cause);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    String name() {
        return json.get("name").getAsString();
    }

    int version() {
        return json.get("version").getAsInt();
    }

    /** Returns whether the class checks rules across properties. */
    boolean validates() {
        return json.get("validates").getAsBoolean();
    }

    List<Property<?>> properties() {
        return List.copyOf(properties);
    }

    /** Tells a host. */
    void declare(Declaration declaration) {
        declaration
                .name(name())
                .version(version())
                .aliases(texts("aliases"))
                .categories(texts("categories"))
                .summary(json.get("summary").getAsString())
                .seeAlso(texts("seeAlso"))
                .keywords(texts("keywords"))
                .properties(properties.toArray(Property<?>[]::new));
        @Nullable JsonElement deprecated = json.get("deprecated");
        if (deprecated != null) {
            declaration.deprecated(deprecated.getAsString());
        }
        declareConditions(declaration);
        Property<?>[] looped = DeclaredProperty.texts(json.get("loopOver")).stream()
                .map(this::property)
                .toArray(Property<?>[]::new);
        if (looped.length > 0) {
            declaration.loopOver(looped);
        }
    }

    private String[] texts(String name) {
        return DeclaredProperty.texts(json.get(name)).toArray(String[]::new);
    }

    private void declareConditions(Declaration declaration) {
        DeclaredCondition conditions = new DeclaredCondition(this::property);
        for (JsonElement each : json.getAsJsonArray("properties")) {
            JsonObject property = each.getAsJsonObject();
            Property<?> key = property(property.get("name").getAsString());
            try {
                conditions(property, "visibleWhen")
                        .forEach(condition -> declaration.visibleWhen(conditions.of(condition), key));
                conditions(property, "requiredWhen")
                        .forEach(condition -> declaration.requiredWhen(conditions.of(condition), key));
            } catch (IllegalArgumentException e) {
                throw wrong(name(), "the property " + key.name() + ": " + e.getMessage(), e);
            }
        }
    }

    private static List<JsonObject> conditions(JsonObject property, String word) {
        List<JsonObject> conditions = new ArrayList<>();
        if (property.has(word)) {
            property.getAsJsonArray(word).forEach(each -> conditions.add(each.getAsJsonObject()));
        }
        return conditions;
    }

    private Property<?> property(String name) {
        @Nullable Property<?> property = byName.get(lower(name));
        if (property == null) {
            throw new IllegalArgumentException("there is no property \"" + name + "\" for its condition");
        }
        return property;
    }
}
