package org.mantle.framework;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.mantle.validators.Violation;

/** The type of paths that are taken as they are. */
final class PathType implements PropertyType<Path> {

    @Override
    public String word() {
        return "string";
    }

    @Override
    public Path fromText(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("needs a path, not " + Violation.quoted(text), e);
        }
    }

    @Override
    public String toText(Path value) {
        return value.toString();
    }

    @Override
    public Path fromObject(Object value) {
        if (value instanceof Path || value instanceof File) {
            return fromText(value.toString());
        }
        throw new IllegalArgumentException(
                "needs a path, not a " + value.getClass().getSimpleName());
    }

    @Override
    public Path fromJson(JsonElement json) {
        if (json instanceof JsonPrimitive primitive && primitive.isString()) {
            return fromText(primitive.getAsString());
        }
        throw new IllegalArgumentException("needs a path in quotes, not " + Json.kind(json));
    }

    @Override
    public JsonObject schema() {
        return Json.schema("string");
    }

    @Override
    public boolean isEmpty(Path value) {
        return value.toString().isEmpty();
    }

    @Override
    public Presentation presentation() {
        return Presentation.LOCAL_FILE;
    }
}
