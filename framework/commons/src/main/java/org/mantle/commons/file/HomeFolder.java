package org.mantle.commons.file;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The home folder of whoever runs this process: the one rule for what is kept there, and for a {@code ~} that no shell has replaced.
 *
 * <p>It is what {@code HOME} names, as for every shell. Where that is not set, or no absolute path, it is what the system's list of
 * users says; a user whom that list does not know, as in many containers, has none then.
 */
public final class HomeFolder {

    /** What the JDK says of a user whom the system's list does not know. */
    private static final String UNKNOWN = "?";

    private HomeFolder() {}

    /**
     * Returns the folder; it need not be there.
     *
     * @param environment the variables of the environment
     * @throws IllegalArgumentException if there is none; the message says what to do
     */
    public static Path of(Map<String, String> environment) {
        String named = environment.getOrDefault("HOME", "");
        if (isAbsolute(named)) {
            return Path.of(named);
        }
        String listed = System.getProperty("user.home", "");
        if (listed.isBlank() || listed.equals(UNKNOWN)) {
            throw new IllegalArgumentException("this user has no home folder; set HOME to the whole path of one");
        }
        return Path.of(listed);
    }

    private static boolean isAbsolute(String path) {
        try {
            return !path.isBlank() && Path.of(path).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Returns whether a path begins with a {@code ~} that stands for the home folder. */
    public static boolean isBelow(String path) {
        return path.equals("~") || path.startsWith("~/") || path.startsWith("~" + File.separator);
    }

    /**
     * Returns a path with the home folder in place of a {@code ~} that stands for it; any other as it is.
     *
     * @param environment the variables of the environment
     * @throws IllegalArgumentException if the home folder is meant and there is none; the message says what to do
     */
    public static String expand(String path, Map<String, String> environment) {
        return isBelow(path) ? of(environment) + path.substring(1) : path;
    }
}
