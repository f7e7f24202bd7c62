package org.mantle.python.plugin;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a plugin declares.
 *
 * @param cache keeps it
 * @param patience how long a plugin may take to say it
 */
public record PluginDeclarations(
        PythonProgram program, @Nullable DeclarationCache cache, Duration patience) {

    private static final List<String> MODULES = List.of("algorithm.py", "_plugin.py");

    /**
     * Returns what the classes of a plugin declare, as {@code mantle/algorithm.py} says it.
     *
     * @throws IOException if it cannot be imported; the message says why, with the author's line
     */
    public JsonArray of(Path plugin, ProcessPool pool) throws IOException {
        if (cache == null) {
            return ask(plugin, pool);
        }
        String stamp = stamp(plugin);
        Optional<JsonArray> known = cache.find(plugin, stamp);
        if (known.isPresent()) {
            return known.get();
        }
        JsonArray declared = ask(plugin, pool);
        cache.keep(plugin, stamp, declared);
        return declared;
    }

    private String stamp(Path plugin) throws IOException {
        List<Path> files = new ArrayList<>(PluginFiles.of(plugin));
        for (String module : MODULES) {
            files.add(program.packages().resolve("mantle").resolve(module));
        }
        return program.command() + "\n" + PluginFiles.stamp(files);
    }

    private JsonArray ask(Path plugin, ProcessPool pool) throws IOException {
        JsonObject call = new JsonObject();
        call.addProperty("call", "declare");
        try {
            return pool.call(patience, call).getAsJsonArray("declared");
        } catch (PythonFailure e) {
            FileSystemException failure = new FileSystemException(plugin.toString(), null, e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }
}
