package org.mantle.framework.type;

import org.mantle.validators.Validator;
import org.mantle.validators.Validators;

/**
 * What a file property is for, which decides whether it may be empty and whether the file must exist.
 *
 * @since 0.1.0
 */
public enum FileMode {
    /** A file that is read: it must exist. */
    LOAD(Validators.readableFile()),
    /** A file that is read when it exists; may be empty. */
    OPTIONAL_LOAD(Validators.emptyOr(Validators.filePath())),
    /** A file that is written. */
    SAVE(Validators.filePath()),
    /** A file that is written; may be empty. */
    OPTIONAL_SAVE(Validators.emptyOr(Validators.filePath())),
    /** A directory that must exist. */
    DIRECTORY(Validators.existingDirectory()),
    /** A directory into which files are written: it must exist. */
    WRITABLE_DIRECTORY(Validators.writableDirectory()),
    /** A directory; may be empty. */
    OPTIONAL_DIRECTORY(Validators.emptyOr(Validators.directoryPath()));

    // every validator is immutable
    @SuppressWarnings("ImmutableEnumChecker")
    private final Validator<String> validator;

    FileMode(Validator<String> validator) {
        this.validator = validator;
    }

    public Validator<String> validator() {
        return validator;
    }

    /** Returns whether a file is written: a dialog saves as it, and an old name stands for one to be replaced. */
    public boolean isWritten() {
        return this == SAVE || this == OPTIONAL_SAVE;
    }

    public boolean isOptional() {
        return this == OPTIONAL_LOAD || this == OPTIONAL_SAVE || this == OPTIONAL_DIRECTORY;
    }

    public boolean isDirectory() {
        return this == DIRECTORY || this == WRITABLE_DIRECTORY || this == OPTIONAL_DIRECTORY;
    }
}
