package org.mantle.framework;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.mantle.validators.Validator;
import org.mantle.validators.Violation;

/**
 * The type of paths of files and directories, whose value is the full path as a text.
 *
 * <p>A {@code ~} at the start is the user's home directory, and a relative path starts at the working directory. An optional
 * file that is read stays as it was given while there is none. Nothing is created; the extensions are an offer, never a reason
 * to refuse.
 */
final class FileType implements PropertyType<String> {

    private final FileMode mode;
    private final List<String> extensions;

    FileType(FileMode mode, String... extensions) {
        this.mode = mode;
        this.extensions = Arrays.stream(extensions)
                .map(extension -> extension.startsWith(".") ? extension.substring(1) : extension)
                .map(extension -> extension.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    @Override
    public String word() {
        return "string";
    }

    @Override
    public String fromText(String text) {
        if (text.isEmpty()) {
            return text;
        }
        try {
            boolean home = text.equals("~") || text.startsWith("~/") || text.startsWith("~" + File.separator);
            Path path = Path.of(home ? System.getProperty("user.home") + text.substring(1) : text);
            return mode == FileMode.OPTIONAL_LOAD && !Files.exists(path)
                    ? text
                    : path.toAbsolutePath().toString();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("needs a path, not " + Violation.quoted(text), e);
        }
    }

    @Override
    public String toText(String value) {
        return value;
    }

    @Override
    public String fromObject(Object value) {
        if (value instanceof String || value instanceof Path || value instanceof File) {
            return fromText(value.toString());
        }
        throw new IllegalArgumentException(
                "needs a path, not a " + value.getClass().getSimpleName());
    }

    @Override
    public String fromJson(JsonElement json) {
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
    public String emptyValue() {
        return "";
    }

    @Override
    public Validator<? super String> validator() {
        return mode.validator();
    }

    @Override
    public List<String> extensions() {
        return extensions;
    }

    @Override
    public Presentation presentation() {
        return mode.isDirectory() ? Presentation.LOCAL_DIRECTORY : Presentation.LOCAL_FILE;
    }

    @Override
    public long weight(String value) {
        return value.length();
    }
}
