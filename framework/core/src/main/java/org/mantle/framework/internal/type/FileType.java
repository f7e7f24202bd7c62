package org.mantle.framework.internal.type;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mantle.commons.file.HomeFolder;
import org.mantle.framework.internal.text.Json;
import org.mantle.framework.type.FileMode;
import org.mantle.framework.type.LocalPath;
import org.mantle.framework.type.Presentation;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Validator;
import org.mantle.validators.Violation;

/**
 * The type of paths of files and directories, whose value becomes the full path when the inputs of a run are checked.
 *
 * <p>A {@code ~} at the start is the user's {@linkplain HomeFolder home}. A relative path of what is to be read is looked for in the working
 * directory and then in the host's data directories, and stays as it was given when it is nowhere; one of what is to be written
 * goes to the host's save directory; one of a directory starts at the working directory. Nothing is created; the extensions are
 * an offer, never a reason to refuse.
 */
public final class FileType implements PropertyType<String>, LocatedType<String> {

    private final FileMode mode;
    private final List<String> extensions;

    public FileType(FileMode mode, String... extensions) {
        this.mode = mode;
        Set<String> distinct = new LinkedHashSet<>();
        for (String extension : extensions) {
            String plain = extension.startsWith(".") ? extension.substring(1) : extension;
            distinct.add(plain.toLowerCase(Locale.ROOT));
        }
        this.extensions = List.copyOf(distinct);
    }

    @Override
    public String word() {
        return "string";
    }

    @Override
    public String fromText(String text) {
        path(text);
        return text;
    }

    /** Returns the path that a text is, however it lies. */
    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            // the reason may be that the locale's encoding lacks a letter
            throw new IllegalArgumentException(
                    "needs a path, not " + Violation.quoted(text) + " (" + e.getReason() + ")", e);
        }
    }

    @Override
    public String located(String value, HostStorage storage) {
        if (value.isEmpty()) {
            return value;
        }
        Path path = path(HomeFolder.expand(value, System.getenv()));
        return switch (mode) {
            case LOAD, OPTIONAL_LOAD -> {
                Path found = storage.find(path);
                yield found == null ? value : endingAs(value, found);
            }
            case SAVE, OPTIONAL_SAVE -> endingAs(value, storage.save().resolve(path));
            case DIRECTORY, WRITABLE_DIRECTORY, OPTIONAL_DIRECTORY ->
                path.toAbsolutePath().toString();
        };
    }

    /** Keeps a separator at the end, by which a directory is meant: the JDK's paths have none, and the check refuses it. */
    private static String endingAs(String value, Path path) {
        return value.endsWith("/") || value.endsWith(File.separator) ? path + File.separator : path.toString();
    }

    @Override
    public String searched(String value, HostStorage storage) {
        boolean read = mode == FileMode.LOAD || mode == FileMode.OPTIONAL_LOAD;
        boolean relative =
                !value.isEmpty() && !value.startsWith("~") && !Path.of(value).isAbsolute();
        return read && relative ? storage.searched() : "";
    }

    /** Returns whether a value names a file that is written. */
    public boolean isWritten() {
        return mode == FileMode.SAVE || mode == FileMode.OPTIONAL_SAVE;
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
        return fromText(Json.text(json, "a path"));
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
    public Optional<FileMode> fileMode() {
        return Optional.of(mode);
    }

    @Override
    public Presentation presentation() {
        return mode.isDirectory() ? Presentation.LOCAL_DIRECTORY : Presentation.LOCAL_FILE;
    }

    @Override
    public List<LocalPath> localPaths(String value) {
        boolean read = mode == FileMode.LOAD || mode == FileMode.OPTIONAL_LOAD || mode == FileMode.DIRECTORY;
        return value.isEmpty() ? List.of() : List.of(new LocalPath(value, read));
    }

    @Override
    public long weight(String value) {
        return value.length();
    }
}
