package org.mantle.framework.property;

import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.List;
import org.mantle.commons.json.JsonLists;
import org.mantle.framework.internal.type.ListElements;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Constraint;

/** Writes the JSON Schema of a property's value. */
final class PropertySchema {

    private static final Constraint SOMETHING = new Constraint.NonEmpty();

    private PropertySchema() {}

    static <T> JsonObject of(Property<T> property) {
        PropertyType<T> type = property.type();
        JsonObject schema = type.schema().deepCopy();
        if (!property.documentation().isEmpty()) {
            schema.addProperty("description", property.documentation());
        }
        if (!type.allowedValues().isEmpty()) {
            schema.add("enum", JsonLists.ofTexts(type.allowedValues()));
        }
        ConstraintSchema.add(property.validator().constraint(), schema, type);
        boolean list = type.emptyValue() instanceof Collection;
        if (list && property.direction().isInput() && property.needsValue()) {
            ConstraintSchema.add(SOMETHING, schema, type);
        }
        if (property.direction().isInput() && !type.isInMemoryOnly()) {
            property.defaultValue()
                    .filter(value -> !property.needsValue() && !type.isSecret())
                    .ifPresent(value -> schema.add("default", type.toJson(value)));
            property.example().ifPresent(value -> schema.add("examples", ListElements.toJson(List.of(value), type)));
        }
        return schema;
    }
}
