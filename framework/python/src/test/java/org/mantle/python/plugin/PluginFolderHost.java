package org.mantle.python.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.mantle.framework.Mantle;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.RegistryFault;
import org.mantle.python.PythonPlugins;

/** A host with a folder of plugins in Python. */
final class PluginFolderHost implements AutoCloseable {

    static final Path PACKAGES = Path.of("src", "main", "python");

    /** Where runs say what their logs have, which the tests read there; held, since a level is lost with its logger. */
    private static final Logger RUNS = Logger.getLogger("org.mantle.run");

    static {
        RUNS.setLevel(Level.OFF);
    }

    private final Path folder;
    final PythonPlugins plugins;
    final Mantle mantle;

    /** Makes a host of what is in the folder {@code plugins} of another. */
    PluginFolderHost(Path home, PythonPlugins plugins) {
        this.folder = home.resolve("plugins");
        this.plugins = plugins;
        this.mantle =
                Mantle.builder().pluginFolder(folder).pluginReader(plugins).build();
    }

    /** Makes a host of one plugin. */
    static PluginFolderHost of(Path home, String name, String... lines) throws IOException {
        write(home, name, lines);
        return new PluginFolderHost(home, builder().build());
    }

    static PythonPlugins.Builder builder() {
        return PythonPlugins.builder(PACKAGES).patience(Duration.ofSeconds(60));
    }

    /** Moves a file into its place in the folder of plugins, as one should. */
    static Path write(Path home, String name, String... lines) throws IOException {
        Path file = home.resolve("plugins").resolve(name);
        Files.createDirectories(file.getParent());
        Path part = Files.createTempFile(home, "new", ".part");
        Files.writeString(part, String.join("\n", lines) + "\n");
        return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns the lines of a file with one algorithm, whose body is given. */
    static String[] algorithm(String name, List<String> declarations, List<String> body) {
        StringBuilder text = new StringBuilder("from mantle.algorithm import *\nimport os, sys, time\n\n\nclass " + name
                + "(PythonAlgorithm):\n    \"\"\"Is tried.\"\"\"\n\n    def PyInit(self):\n        pass\n");
        declarations.forEach(line -> text.append("        ").append(line).append('\n'));
        text.append("\n    def PyExec(self):\n        pass\n");
        body.forEach(line -> text.append("        ").append(line).append('\n'));
        return text.toString().split("\n");
    }

    List<String> faults() {
        return mantle.registry().faults().stream().map(RegistryFault::message).toList();
    }

    /** Runs an algorithm that fails, and returns what is said of that. */
    String failure(String name, Map<String, ?> inputs) throws InterruptedException {
        return thrown(name, inputs).getMessage();
    }

    AlgorithmFailedException thrown(String name, Map<String, ?> inputs) throws InterruptedException {
        try {
            mantle.run(name, inputs);
        } catch (AlgorithmFailedException e) {
            return e;
        }
        throw new AssertionError(name + " does not fail");
    }

    static List<String> log(AlgorithmRun run) {
        return run.log().lines().stream().map(line -> line.text()).toList();
    }

    @Override
    public void close() {
        mantle.close();
    }
}
