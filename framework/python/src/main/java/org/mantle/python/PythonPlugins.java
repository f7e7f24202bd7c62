package org.mantle.python;

import com.google.gson.JsonArray;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.AlgorithmSource;
import org.mantle.framework.algorithm.PluginReader;
import org.mantle.python.plugin.DeclarationCache;
import org.mantle.python.plugin.PluginDeclarations;
import org.mantle.python.plugin.PluginFiles;
import org.mantle.python.plugin.PluginState;
import org.mantle.python.plugin.ProcessPool;
import org.mantle.python.plugin.PythonProgram;
import org.mantle.python.plugin.PythonSource;

/**
 * Reads plugins that are written in Python: files that end in {@code .py}, and folders that are packages. Those whose names begin with an
 * underscore are none, but may be imported by the others.
 *
 * <p>Each plugin runs in processes of its own, one run at a time in each, which end with this JVM at the latest. Nothing is started before a
 * plugin is read that has changed, or one of its algorithms runs. Safe from many threads.
 *
 * @since 0.1.0
 */
public final class PythonPlugins implements PluginReader {

    private final PythonProgram program;
    private final @Nullable DeclarationCache cache;
    private final Duration patience;
    private final Map<Path, ProcessPool> pools = new ConcurrentHashMap<>();

    private PythonPlugins(Builder builder) {
        this.program = new PythonProgram(builder.command, builder.packages);
        this.cache = builder.cache == null ? null : new DeclarationCache(builder.cache);
        this.patience = builder.patience;
    }

    /**
     * Begins a reader.
     *
     * @param packages the folder in which Mantle's package for Python is
     */
    public static Builder builder(Path packages) {
        return new Builder(packages);
    }

    @Override
    public List<Path> files(Path path) throws IOException {
        return PluginFiles.of(path);
    }

    /**
     * Reads a plugin: what it has declared before, if neither it nor Mantle's package has changed, and else what it says when a process
     * imports it.
     */
    @Override
    public AlgorithmSource read(Path path) throws IOException {
        Path plugin = path.toAbsolutePath();
        ProcessPool pool = new ProcessPool(program, PluginState.of(plugin));
        @Nullable ProcessPool former = pools.put(plugin, pool);
        if (former != null) {
            former.close();
        }
        JsonArray declared = new PluginDeclarations(program, cache, patience).of(pool);
        if (declared.isEmpty()) {
            throw new FileSystemException(
                    null,
                    null,
                    "it has no algorithm: write a subclass of PythonAlgorithm with PyExec, or begin the name of a helper with an"
                            + " underscore");
        }
        return new PythonSource(plugin, declared, pool);
    }

    /** Returns the names of the plugin's classes, as far as its text tells them. */
    @Override
    public List<String> names(Path path) {
        try {
            return PluginFiles.likelyAlgorithms(path);
        } catch (IOException e) {
            // why the plugin cannot be read is told already
            return List.of();
        }
    }

    /** Ends the processes that wait for runs. */
    @Override
    public void close() {
        pools.values().forEach(ProcessPool::close);
    }

    /** Builds a reader; each setter replaces what was set before. */
    public static final class Builder {

        private final Path packages;
        private String command = File.separatorChar == '\\' ? "python" : "python3";
        private @Nullable Path cache;
        private Duration patience = Duration.ofSeconds(30);

        private Builder(Path packages) {
            this.packages = packages;
        }

        /** Takes the program from {@code MANTLE_PYTHON}, if that is set and not empty. */
        public Builder environment(Map<String, String> environment) {
            String named = environment.getOrDefault("MANTLE_PYTHON", "");
            return named.isBlank() ? this : command(named);
        }

        /** Sets the program that runs Python, a name on the path or a path; {@code python3} when not set. */
        public Builder command(String program) {
            command = program;
            return this;
        }

        /** Sets the folder in which is kept what plugins declare, for their owner alone; it is not kept when not set. */
        public Builder cache(Path folder) {
            cache = folder;
            return this;
        }

        /** Sets how long a plugin may take to be imported and to declare; 30 seconds when not set. */
        public Builder patience(Duration longest) {
            patience = longest;
            return this;
        }

        /** Makes the reader. */
        public PythonPlugins build() {
            return new PythonPlugins(this);
        }
    }
}
