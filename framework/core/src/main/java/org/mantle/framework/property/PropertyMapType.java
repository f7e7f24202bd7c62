package org.mantle.framework.property;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.internal.text.FailureMessage;
import org.mantle.framework.internal.text.Json;
import org.mantle.framework.internal.text.JsonReading;
import org.mantle.framework.internal.text.Names;
import org.mantle.framework.internal.type.HostStorage;
import org.mantle.framework.internal.type.LocatedType;
import org.mantle.framework.type.LocalPath;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Validator;
import org.mantle.validators.Violation;

/**
 * The type of maps from the names of declared properties to their values; what is not given is not in the map.
 *
 * <p>The text form is a JSON object, and the empty text for an empty map. Names ignore letter case.
 */
final class PropertyMapType implements PropertyType<Map<String, Object>>, LocatedType<Map<String, Object>> {

    private final Map<String, Property<?>> byName = new LinkedHashMap<>();
    private final Map<String, Property<?>> byLowerCaseName = new LinkedHashMap<>();

    PropertyMapType(List<Property<?>> properties) {
        for (Property<?> property : properties) {
            String fault = property.direction() != Direction.INPUT
                    ? "is not a plain input"
                    : property.type().isSecret()
                            ? "is a secret"
                            : isArray(property.type().emptyValue())
                                    ? "is an array; declare a list"
                                    : byLowerCaseName.put(property.name().toLowerCase(Locale.ROOT), property) != null
                                            ? "is there twice"
                                            : "";
            if (!fault.isEmpty()) {
                throw new IllegalArgumentException(
                        "a map of properties cannot have " + property.name() + ", which " + fault);
            }
            byName.put(property.name(), property);
        }
    }

    private static boolean isArray(@Nullable Object value) {
        return value != null && value.getClass().isArray();
    }

    @Override
    public String word() {
        return "Dictionary";
    }

    @Override
    public boolean nameSomething() {
        return byName.values().stream().anyMatch(property -> LocatedType.of(property.type()) != null);
    }

    @Override
    // every value came out of its own property's type
    @SuppressWarnings("unchecked")
    public Map<String, Object> located(Map<String, Object> value, HostStorage storage) {
        return replaced(value, (names, each) -> ((LocatedType<Object>) names).located(each, storage));
    }

    @Override
    public boolean areObjects() {
        return byName.values().stream()
                .map(property -> LocatedType.of(property.type()))
                .anyMatch(names -> names != null && names.areObjects());
    }

    @Override
    // as above
    @SuppressWarnings("unchecked")
    public Map<String, Object> withoutObjects(Map<String, Object> value) {
        return replaced(value, (names, each) -> ((LocatedType<Object>) names).withoutObjects(each));
    }

    @Override
    // as above
    @SuppressWarnings("unchecked")
    public boolean isNamed(Map<String, Object> value) {
        return value.entrySet().stream().allMatch(entry -> {
            @Nullable LocatedType<?> names = namesOf(entry.getKey());
            return names == null || ((LocatedType<Object>) names).isNamed(entry.getValue());
        });
    }

    private Map<String, Object> replaced(
            Map<String, Object> value, BiFunction<LocatedType<?>, Object, Object> replacement) {
        Map<String, Object> replaced = new LinkedHashMap<>(value);
        replaced.replaceAll((name, each) -> {
            @Nullable LocatedType<?> names = namesOf(name);
            return names == null ? each : replacement.apply(names, each);
        });
        return Collections.unmodifiableMap(replaced);
    }

    @Override
    // as above
    @SuppressWarnings("unchecked")
    public String searched(Map<String, Object> value, HostStorage storage) {
        for (Map.Entry<String, Object> entry : value.entrySet()) {
            @Nullable LocatedType<?> names = namesOf(entry.getKey());
            String searched = names == null ? "" : ((LocatedType<Object>) names).searched(entry.getValue(), storage);
            if (!searched.isEmpty()) {
                return searched;
            }
        }
        return "";
    }

    private @Nullable LocatedType<?> namesOf(String name) {
        @Nullable Property<?> property = byName.get(name);
        return property == null ? null : LocatedType.of(property.type());
    }

    @Override
    public Map<String, Object> fromText(String text) {
        return text.isBlank() ? Map.of() : convert(JsonReading.object(text).asMap());
    }

    private Map<String, Object> convert(Map<?, ?> given) {
        Map<Property<?>, Object> converted = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        given.forEach((key, value) -> {
            @Nullable Property<?> property = byLowerCaseName.get(Names.lower(String.valueOf(key)));
            if (property == null) {
                String name = Violation.quoted(String.valueOf(key));
                problems.add(name + " is not one of its names, which are " + String.join(", ", byName.keySet()));
            } else if (value != null && !(value instanceof JsonNull)) {
                try {
                    if (converted.put(property, property.convert(value)) != null) {
                        problems.add(property.name() + " is given more than once");
                    }
                } catch (IllegalArgumentException e) {
                    problems.add(property.name() + " " + FailureMessage.of(e));
                }
            }
        });
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("is refused, because " + String.join("; ", problems));
        }
        Map<String, Object> ordered = new LinkedHashMap<>();
        byName.forEach((name, property) -> {
            if (converted.containsKey(property)) {
                ordered.put(name, converted.get(property));
            }
        });
        return Collections.unmodifiableMap(ordered);
    }

    @Override
    public String toText(Map<String, Object> value) {
        return value.isEmpty() ? "" : JsonForm.COMPACT.text(toJson(value));
    }

    @Override
    public Map<String, Object> fromObject(Object value) {
        if (value instanceof Map<?, ?> map) {
            return convert(map);
        }
        throw new IllegalArgumentException(
                "needs a map, not a " + value.getClass().getSimpleName());
    }

    @Override
    public Map<String, Object> fromJson(JsonElement json) {
        if (json instanceof JsonPrimitive primitive && primitive.isString()) {
            return fromText(primitive.getAsString());
        }
        if (json instanceof JsonObject object) {
            return convert(object.asMap());
        }
        throw new IllegalArgumentException("needs a JSON object, not " + Json.kind(json));
    }

    @Override
    public JsonElement toJson(Map<String, Object> value) {
        JsonObject json = new JsonObject();
        byName.forEach((name, property) -> {
            if (value.containsKey(name)) {
                json.add(name, property.toJson(value.get(name)));
            }
        });
        return json;
    }

    @Override
    public JsonObject schema() {
        JsonObject properties = new JsonObject();
        JsonArray required = new JsonArray();
        byName.forEach((name, property) -> {
            properties.add(name, property.schema());
            if (property.needsValue()) {
                required.add(name);
            }
        });
        JsonObject schema = Json.schema("object");
        schema.add("properties", properties);
        schema.addProperty("additionalProperties", false);
        // the empty map is nothing given, and lacks nothing
        if (!required.isEmpty()) {
            JsonObject empty = new JsonObject();
            empty.addProperty("maxProperties", 0);
            JsonObject whole = new JsonObject();
            whole.add("required", required);
            JsonArray either = new JsonArray();
            either.add(empty);
            either.add(whole);
            schema.add("anyOf", either);
        }
        return schema;
    }

    /** An object has no text, and so a map that may hold one has none that reads back. */
    @Override
    public boolean isInMemoryOnly() {
        return byName.values().stream().anyMatch(property -> property.type().isInMemoryOnly());
    }

    @Override
    public Map<String, Object> emptyValue() {
        return Map.of();
    }

    @Override
    public Validator<? super Map<String, Object>> validator() {
        return new PropertyMapValidator(List.copyOf(byName.values()));
    }

    @Override
    public List<LocalPath> localPaths(Map<String, Object> value) {
        List<LocalPath> paths = new ArrayList<>();
        value.forEach((name, each) -> {
            @Nullable Property<?> property = byName.get(name);
            if (property != null) {
                paths.addAll(property.localPaths(each));
            }
        });
        return paths;
    }

    @Override
    public long weight(Map<String, Object> value) {
        long weight = 0;
        for (Map.Entry<String, Object> entry : value.entrySet()) {
            @Nullable Property<?> property = byName.get(entry.getKey());
            weight += entry.getKey().length() + (property == null ? 0 : property.weight(entry.getValue()));
        }
        return weight;
    }
}
