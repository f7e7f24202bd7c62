package org.mantle.framework.internal.compiled;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.property.Property;

/** What a search reads of a property. */
public record PropertyText(String name, String documentation) {

    static PropertyText of(Property<?> property) {
        return new PropertyText(property.name(), property.documentation());
    }

    // by hand: what the JVM would make when it is first called no archive of classes takes, and a first run calls it
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PropertyText text && name.equals(text.name) && documentation.equals(text.documentation);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, documentation);
    }
}
