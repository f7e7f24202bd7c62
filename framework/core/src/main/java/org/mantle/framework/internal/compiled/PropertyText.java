package org.mantle.framework.internal.compiled;

import org.mantle.framework.property.Property;

/** What a search reads of a property. */
public record PropertyText(String name, String documentation) {

    static PropertyText of(Property<?> property) {
        return new PropertyText(property.name(), property.documentation());
    }
}
