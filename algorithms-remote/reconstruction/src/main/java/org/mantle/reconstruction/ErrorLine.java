package org.mantle.reconstruction;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;
import org.mantle.reconstruction.output.SliceFiles;
import org.mantle.reconstruction.scan.ScanException;

/**
 * What a run that failed says about it.
 *
 * @param text one line for users, without the word {@code error}
 * @param code the exit code
 */
record ErrorLine(String text, int code) {

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    ErrorLine {
        // Names of files and what libraries say may hold line breaks.
        text = text.replaceAll("\\R+", " ").strip();
    }

    /** Says what happened, whatever it was. */
    static ErrorLine of(Throwable failure) {
        if (failure instanceof WrongOptionException) {
            return new ErrorLine(failure.getMessage() + " (see --help)", USAGE);
        }
        return new ErrorLine(text(failure), FAILED);
    }

    private static String text(Throwable failure) {
        OutOfMemoryError memory = causeOf(failure, OutOfMemoryError.class);
        if (memory != null) {
            return String.valueOf(memory.getMessage()).contains("thread")
                    ? "this system allows no more threads: use fewer --threads"
                    : "not enough memory: use fewer --threads, or give Java more with -Xmx";
        }
        if (failure instanceof InterruptedException) {
            return "interrupted before all slices were done";
        }
        if (failure instanceof ScanException && failure.getMessage() != null) {
            return failure.getMessage();
        }
        if (failure instanceof IOException system) {
            // The message of an exception of the file system's own is a path at best.
            return system instanceof FileSystemException || system.getMessage() == null
                    ? "a file cannot be read or written: " + SliceFiles.reason(system)
                    : system.getMessage();
        }
        // So Java says that a file which it has mapped into memory came to an end before its time.
        if (failure instanceof InternalError
                && String.valueOf(failure.getMessage()).contains("memory access")) {
            return "a file became shorter, or its disk failed, while it was read or written: run again";
        }
        return "the program cannot go on (" + failure + place(failure)
                + "): try another copy of the scan, and report this line if it comes again";
    }

    private static String place(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length == 0 ? "" : " in " + trace[0];
    }

    private static <T extends Throwable> @Nullable T causeOf(Throwable failure, Class<T> type) {
        Throwable cause = failure;
        while (cause != null && !type.isInstance(cause)) {
            cause = cause.getCause();
        }
        return type.cast(cause);
    }
}
