package org.mantle.framework.internal.type;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.File;
import java.nio.file.Path;
import org.mantle.framework.internal.text.Json;
import org.mantle.framework.type.Presentation;
import org.mantle.framework.type.PropertyType;

/** The type of paths that are taken as they are. */
public final class PathType implements PropertyType<Path> {

    @Override
    public String word() {
        return "string";
    }

    @Override
    public Path fromText(String text) {
        return FileType.path(text);
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
        return fromText(Json.text(json, "a path"));
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
