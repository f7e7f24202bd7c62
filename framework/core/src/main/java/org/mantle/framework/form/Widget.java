package org.mantle.framework.form;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.mantle.framework.internal.type.FileType;
import org.mantle.framework.internal.type.FilesType;
import org.mantle.framework.internal.type.LocatedType;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.type.Presentation;
import org.mantle.framework.type.PropertyType;

/**
 * With what a person gives the value of an input.
 *
 * @since 0.1.0
 */
public enum Widget {
    /** A line to type a text into, which every type reads. */
    TEXT("text"),
    /** A line that shows no letter of what is typed. */
    SECRET("secret"),
    /** A line for a number. */
    NUMBER("number"),
    /** A box to tick. */
    TRUTH("truth"),
    /** A choice out of the allowed values, into which one can type. */
    CHOICE("choice"),
    /** Texts, each on a line of its own: the value is a JSON array. */
    LINES("lines"),
    /** Names with values: the value is a JSON object. */
    MAP("map"),
    /** A day with a time, in ISO 8601. */
    DATE_TIME("date-time"),
    /** A file that is read. */
    OPEN_FILE("open-file"),
    /** Several files that are read, with commas between them. */
    OPEN_FILES("open-files"),
    /** A file that is written. */
    SAVE_FILE("save-file"),
    /** A directory. */
    DIRECTORY("directory"),
    /** The name of an object of the host's store. */
    OBJECT("object"),
    /** Nothing: only a program can give the value. */
    NONE("none");

    private final String word;

    Widget(String word) {
        this.word = word;
    }

    /** Returns the word for it in JSON. */
    public String word() {
        return word;
    }

    /** Returns the widget of an input. */
    public static Widget of(Property<?> property) {
        PropertyType<?> type = property.type();
        if (type.isSecret()) {
            return SECRET;
        }
        if (type.storedKind().isPresent()) {
            return OBJECT;
        }
        if (type.isInMemoryOnly()) {
            return NONE;
        }
        if (type instanceof FilesType) {
            return OPEN_FILES;
        }
        if (property.presentation() == Presentation.LOCAL_DIRECTORY) {
            return DIRECTORY;
        }
        if (property.presentation() == Presentation.LOCAL_FILE) {
            return type instanceof FileType file && file.isWritten() ? SAVE_FILE : OPEN_FILE;
        }
        if (type.equals(PropertyTypes.STRING_LIST)) {
            return LINES;
        }
        if (type.equals(PropertyTypes.DATE_TIME)) {
            return DATE_TIME;
        }
        return ofSchema(property, type.schema());
    }

    private static Widget ofSchema(Property<?> property, JsonObject schema) {
        JsonElement kind = schema.get("type");
        String name = kind != null && kind.isJsonPrimitive() ? kind.getAsString() : "";
        if (name.equals("object")) {
            return MAP;
        }
        if (!property.allowedValues().isEmpty() && !name.equals("array")) {
            return CHOICE;
        }
        return switch (name) {
            case "boolean" -> TRUTH;
            case "integer", "number" -> NUMBER;
            default -> TEXT;
        };
    }

    /** Returns whether a run leaves an object under the name that an input is, so that one which is not there can be named. */
    static boolean namesNewObject(Property<?> property) {
        LocatedType<?> names = LocatedType.of(property.type());
        return names != null && names.isChanged();
    }
}
