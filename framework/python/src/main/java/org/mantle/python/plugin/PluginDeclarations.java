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
import org.mantle.commons.file.FileStamp;

/**
 * Finds out what a plugin declares.
 *
 * @param cache keeps it
 * @param patience how long a plugin may take to say it
 */
public record PluginDeclarations(
        PythonProgram program, @Nullable DeclarationCache cache, Duration patience) {

    private static final String DECLARED = "declared";
    private static final String GIVEN_UP = "givenUp";
    private static final String WORDS = "words";

    private static final Duration LONGEST_GIVEN_UP = Duration.ofHours(1);
    private static final List<String> MODULES = List.of("algorithm.py", "_plugin.py");

    /**
     * Returns what the classes of a plugin declare, as {@code mantle/algorithm.py} says it.
     *
     * @param pool the plugin's processes
     * @throws IOException if it cannot be imported; the message says why, with the author's line
     */
    public JsonArray of(ProcessPool pool) throws IOException {
        Path plugin = pool.plugin().path();
        if (cache == null) {
            try {
                return ask(pool);
            } catch (PythonFailure e) {
                throw failure(e.getMessage(), e);
            }
        }
        String stamp = stamp(pool);
        Optional<JsonObject> known = cache.find(plugin, stamp);
        if (known.isPresent() && known.get().has(DECLARED)) {
            return known.get().getAsJsonArray(DECLARED);
        }
        if (known.isPresent() && isStillGivenUp(known.get())) {
            throw failure(known.get().get(WORDS).getAsString(), null);
        }
        JsonObject content = new JsonObject();
        try {
            content.add(DECLARED, ask(pool));
        } catch (PythonFailure e) {
            if (e.isOutOfPatience()) {
                // nobody waits so long for each command; other faults may be mended without a change of the file
                content.addProperty(GIVEN_UP, System.currentTimeMillis());
                content.addProperty(
                        WORDS, e.getMessage() + "; it is tried again when the file has changed, and in an hour");
                cache.keep(plugin, stamp, content);
            }
            throw failure(e.getMessage(), e);
        }
        JsonArray declared = content.getAsJsonArray(DECLARED);
        // what is wrong with a class may be mended without a change of the file, such as by a library
        if (declared.asList().stream().noneMatch(each -> each.getAsJsonObject().has("failed"))) {
            cache.keep(plugin, stamp, content);
        }
        return declared;
    }

    private static boolean isStillGivenUp(JsonObject content) {
        long age = System.currentTimeMillis() - content.get(GIVEN_UP).getAsLong();
        return age >= 0 && age < LONGEST_GIVEN_UP.toMillis();
    }

    private String stamp(ProcessPool pool) throws IOException {
        List<Path> modules = new ArrayList<>();
        for (String module : MODULES) {
            modules.add(program.packages().resolve("mantle").resolve(module));
        }
        return program.command() + "\n" + pool.plugin().stamp() + FileStamp.of(modules);
    }

    private JsonArray ask(ProcessPool pool) throws PythonFailure, IOException {
        JsonObject call = new JsonObject();
        call.addProperty("call", "declare");
        try {
            return pool.call(patience, call).getAsJsonArray(DECLARED);
        } catch (IOException e) {
            throw failure(e.getMessage(), e);
        }
    }

    /** Whoever tells of it names the plugin. */
    private static FileSystemException failure(@Nullable String words, @Nullable Throwable cause) {
        FileSystemException failure = new FileSystemException(null, null, words);
        failure.initCause(cause);
        return failure;
    }
}
