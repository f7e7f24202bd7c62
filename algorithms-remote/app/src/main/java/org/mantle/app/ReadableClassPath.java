package org.mantle.app;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.mantle.commons.file.JarUrl;

/**
 * Runs a program whose jars may lie in a folder with an exclamation mark at the end of its name.
 *
 * <p>The JDK's loader of the class path finds no {@linkplain JarUrl resources} there, and so no provider of algorithms. Only there
 * the classes are loaded once more, by a loader that finds them.
 */
final class ReadableClassPath {

    private ReadableClassPath() {}

    /**
     * Runs a program.
     *
     * @param programAndArguments the name of its main class, and its arguments
     */
    public static void main(String[] programAndArguments) throws ReflectiveOperationException {
        run(programAndArguments[0], Arrays.copyOfRange(programAndArguments, 1, programAndArguments.length));
    }

    /** Returns whether this class was loaded by a loader that finds no resources. */
    static boolean isNeeded() {
        return ReadableClassPath.class.getClassLoader() == ClassLoader.getSystemClassLoader()
                && classPath().contains("!" + File.separator);
    }

    /** Runs a program of the class path. */
    static void run(String program, String... arguments) throws ReflectiveOperationException {
        ClassLoader loader = isNeeded() ? newLoader() : ReadableClassPath.class.getClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        Class.forName(program, true, loader).getMethod("main", String[].class).invoke(null, (Object) arguments);
    }

    private static ClassLoader newLoader() {
        URL[] jars = Arrays.stream(classPath().split(File.pathSeparator))
                .map(jar -> JarUrl.of(Path.of(jar)))
                .toArray(URL[]::new);
        return new URLClassLoader(jars, ClassLoader.getPlatformClassLoader());
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }
}
