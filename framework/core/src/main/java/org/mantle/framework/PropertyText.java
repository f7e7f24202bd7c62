package org.mantle.framework;

/** What a search reads of a property. */
record PropertyText(String name, String documentation) {

    static PropertyText of(Property<?> property) {
        return new PropertyText(property.name(), property.documentation());
    }
}
