package org.mantle.framework.internal.text;

import java.net.URL;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** Tells what was thrown by the code of an author, with the line of that code in which it arose. */
public final class AuthorCode {

    private AuthorCode() {}

    /**
     * Returns kind and message of what was thrown, and the first line of the author's that it passed, such as {@code
     * IllegalStateException: no scan, at LoadScan.java:31}.
     *
     * @param author any class of the author's; the code of a line is the author's if it comes from the same jar or folder
     */
    public static String words(Throwable thrown, Class<?> author) {
        Throwable meant = thrown;
        String where = "";
        // of a class that could not be initialised, only the first use tells why by an error of its own
        if (thrown instanceof LinkageError && thrown.getCause() instanceof ExceptionInInitializerError first) {
            meant = first;
        }
        if (meant instanceof ExceptionInInitializerError && meant.getCause() != null) {
            meant = meant.getCause();
            where = "a static initialiser threw ";
        }
        @Nullable StackTraceElement line = line(meant, author);
        return where + FailureMessage.withKind(meant) + (line == null ? "" : ", at " + place(line));
    }

    private static String place(StackTraceElement line) {
        return line.getFileName() == null
                ? line.getClassName() + "." + line.getMethodName()
                : line.getFileName() + (line.getLineNumber() < 0 ? "" : ":" + line.getLineNumber());
    }

    private static @Nullable StackTraceElement line(Throwable thrown, Class<?> author) {
        @Nullable URL place = place(author);
        if (place != null) {
            for (StackTraceElement line : thrown.getStackTrace()) {
                if (isFrom(place, line.getClassName(), author.getClassLoader())) {
                    return line;
                }
            }
        }
        return null;
    }

    private static boolean isFrom(URL place, String className, @Nullable ClassLoader loader) {
        try {
            @Nullable URL other = place(Class.forName(className, false, loader));
            // as texts: to compare two URLs may ask the network for a host
            return other != null && other.toString().equals(place.toString());
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static @Nullable URL place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? null : source.getLocation();
    }
}
