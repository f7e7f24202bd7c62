package org.mantle.validators;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Allows the path of something on this machine that can be used. */
record LocalPathValidator(Constraint.LocalPath.Kind kind) implements Validator<String> {

    @Override
    public Optional<Violation> check(String value) {
        if (value.isEmpty()) {
            return violation(Violation.MISSING, "a path is needed, and it is empty; give the path of ");
        }
        Path path;
        try {
            path = Path.of(value);
        } catch (InvalidPathException e) {
            return violation(Violation.NOT_USABLE, Violation.quoted(value) + " is not a path; give the path of ");
        }
        if (wantsFile() && namesDirectory(value)) {
            return violation(
                    Violation.NOT_USABLE, Violation.quoted(value) + " names a directory by its end; give the path of ");
        }
        if (!Files.exists(path)) {
            return !kind.mustExist()
                    ? Optional.empty()
                    : violation(Violation.NOT_FOUND, Violation.quoted(value) + " does not exist; give the path of ");
        }
        return switch (kind) {
            case READABLE_FILE -> checkFile(value, path, true);
            case FILE -> checkFile(value, path, false);
            case WRITABLE_DIRECTORY -> checkDirectory(value, path, true);
            case EXISTING_DIRECTORY, DIRECTORY -> checkDirectory(value, path, false);
        };
    }

    private boolean wantsFile() {
        return kind == Constraint.LocalPath.Kind.READABLE_FILE || kind == Constraint.LocalPath.Kind.FILE;
    }

    /** Returns whether a path names a directory by its end, whatever is there; the JDK reads past a separator at the end. */
    private static boolean namesDirectory(String value) {
        String name = value.substring(1 + Math.max(value.lastIndexOf('/'), value.lastIndexOf(File.separatorChar)));
        return name.isEmpty() || name.equals(".") || name.equals("..");
    }

    private Optional<Violation> checkFile(String value, Path path, boolean read) {
        if (Files.isDirectory(path)) {
            return violation(Violation.NOT_USABLE, Violation.quoted(value) + " is a directory; give the path of ");
        }
        if (!Files.isRegularFile(path)) {
            return violation(
                    Violation.NOT_USABLE, Violation.quoted(value) + " is not a regular file; give the path of ");
        }
        return !read || Files.isReadable(path)
                ? Optional.empty()
                : violation(Violation.NOT_USABLE, Violation.quoted(value) + " cannot be read; give the path of ");
    }

    private Optional<Violation> checkDirectory(String value, Path path, boolean write) {
        if (!Files.isDirectory(path)) {
            return violation(Violation.NOT_USABLE, Violation.quoted(value) + " is not a directory; give the path of ");
        }
        return !write || Files.isWritable(path)
                ? Optional.empty()
                : violation(Violation.NOT_USABLE, Violation.quoted(value) + " cannot be written to; give the path of ");
    }

    private Optional<Violation> violation(String code, String problem) {
        return Optional.of(new Violation(code, problem + constraint().words()));
    }

    @Override
    public Constraint constraint() {
        return new Constraint.LocalPath(kind);
    }

    @Override
    public boolean isPure() {
        return false;
    }
}
