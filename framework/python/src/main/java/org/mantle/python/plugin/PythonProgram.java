package org.mantle.python.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The program that runs Python, and the package that it runs plugins by. Immutable.
 *
 * @param command the name of the program or its path
 * @param packages the folder in which the package {@code mantle} is
 */
public record PythonProgram(String command, Path packages) {

    /** With what the process ends where its Python is too old; it has written its version to standard error then. */
    static final int TOO_OLD = 86;

    // in words that every version of Python reads; nothing in the folder from which the host was started is imported
    private static final String BEGIN = String.join(
            "\n",
            "import sys",
            "if sys.version_info < (3, 9):",
            "    sys.stderr.write('%d.%d.%d' % tuple(sys.version_info[:3]))",
            "    sys.exit(" + TOO_OLD + ")",
            "sys.path[:] = [sys.argv[1]] + [path for path in sys.path if path]",
            "from mantle import _plugin",
            "_plugin.main(sys.argv[2])");

    private static final String ADVICE = "install Python 3.9 or newer, or set MANTLE_PYTHON to the path of the program";

    /**
     * Starts a process that imports a plugin.
     *
     * @throws IOException if the program cannot be started; the message says what to do
     */
    Process start(Path plugin) throws IOException {
        try {
            return new ProcessBuilder(List.of(
                            command, "-c", BEGIN, packages.toAbsolutePath().toString(), plugin.toString()))
                    .start();
        } catch (IOException e) {
            throw new IOException("Python cannot be started by the command \"" + command + "\": " + ADVICE, e);
        }
    }

    /** Returns what to say of a Python that is too old. */
    String isTooOld(String version) {
        return "the command \"" + command + "\" starts Python " + version + ", which is too old: " + ADVICE;
    }
}
