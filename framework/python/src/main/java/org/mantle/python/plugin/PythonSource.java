package org.mantle.python.plugin;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmSource;
import org.mantle.framework.run.InvalidDeclarationException;

/**
 * The algorithms of one plugin in Python. What is wrong with one of them harms no other.
 *
 * @param plugin the file or folder
 * @param declared what its classes declare
 * @param pool the processes that run them
 */
public record PythonSource(Path plugin, JsonArray declared, ProcessPool pool) implements AlgorithmSource {

    @Override
    public String location() {
        return plugin.toString();
    }

    @Override
    public List<Supplier<? extends Algorithm>> algorithms() {
        List<Supplier<? extends Algorithm>> makers = new ArrayList<>();
        for (JsonElement each : declared) {
            makers.add(maker(each.getAsJsonObject()));
        }
        return makers;
    }

    private Supplier<Algorithm> maker(JsonObject json) {
        try {
            DeclaredAlgorithm algorithm = new DeclaredAlgorithm(json);
            return () -> new PythonAlgorithm(algorithm, pool);
        } catch (InvalidDeclarationException e) {
            return () -> {
                throw e;
            };
        }
    }
}
