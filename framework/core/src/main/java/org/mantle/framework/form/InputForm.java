package org.mantle.framework.form;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;

/**
 * The fields of a form in which a person gives the inputs of an algorithm.
 *
 * @since 0.1.0
 */
public final class InputForm {

    private InputForm() {}

    /**
     * Returns the fields in order of declaration: of each input what {@link AlgorithmDescriptor#toJson} says of it, with the {@code widget}
     * by which it is given, and, for the name of an object, {@code objectKind} and whether the run leaves one there ({@code writes}).
     */
    public static JsonArray fields(AlgorithmDescriptor algorithm) {
        JsonArray fields = new JsonArray();
        JsonArray described = algorithm.toJson().getAsJsonArray("properties");
        for (int i = 0; i < described.size(); i++) {
            Property<?> property = algorithm.properties().get(i);
            if (property.direction() != Direction.OUTPUT) {
                fields.add(field(property, described.get(i).getAsJsonObject()));
            }
        }
        return fields;
    }

    private static JsonObject field(Property<?> property, JsonObject field) {
        field.addProperty("widget", Widget.of(property).word());
        property.type().storedKind().ifPresent(kind -> {
            field.addProperty("objectKind", kind.getName());
            field.addProperty("writes", Widget.namesNewObject(property));
        });
        return field;
    }
}
