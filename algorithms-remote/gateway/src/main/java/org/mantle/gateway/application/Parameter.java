package org.mantle.gateway.application;

import java.util.Optional;
import org.mantle.framework.property.Property;

/**
 * What a client may say about a job of an application.
 *
 * @param property its name, default and check
 * @param label what forms call it
 * @param kind what its values are
 * @param flag of a boolean: what stands for true; false is nothing
 */
public record Parameter(Property<?> property, String label, ParameterKind kind, Optional<String> flag) {

    /** Returns its name. */
    public String name() {
        return property.name();
    }

    /** Returns whether a client must give it. */
    public boolean isMandatory() {
        return property.needsValue();
    }

    /** Returns the text of its default; empty if it has none. */
    public String defaultText() {
        Object value = property.defaultOrNull();
        return value == null || property.isEmpty(value) ? "" : property.toText(value);
    }

    /**
     * Checks a text that a client gives.
     *
     * @return what goes into the command
     * @throws IllegalArgumentException if it is not allowed; the message is a part of a sentence that can follow the name
     */
    String check(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("must not have a zero character in it");
        }
        Object value = property.convert(text);
        property.check(value).ifPresent(violation -> {
            throw new IllegalArgumentException(violation.message());
        });
        if (flag.isPresent()) {
            return Boolean.TRUE.equals(value) ? flag.get() : "";
        }
        return property.toText(value);
    }
}
