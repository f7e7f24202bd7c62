package org.mantle.python.plugin;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Duration;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.Secret;

/** An algorithm that is written in Python: the host knows what it declares, and a process of its own does the rest. */
class PythonAlgorithm extends Algorithm {

    /** The check of inputs cannot be cancelled. */
    private static final Duration LONGEST_CHECK = Duration.ofSeconds(30);

    private final DeclaredAlgorithm declared;
    private final ProcessPool pool;

    PythonAlgorithm(DeclaredAlgorithm declared, ProcessPool pool) {
        this.declared = declared;
        this.pool = pool;
    }

    @Override
    protected void declare(Declaration declaration) {
        declared.declare(declaration);
    }

    @Override
    protected void validateInputs(Inputs inputs, Problems problems) {
        if (!declared.validates()) {
            return;
        }
        JsonObject found;
        try {
            found = pool.call(LONGEST_CHECK, PythonRun.call("validate", declared, inputs));
        } catch (PythonFailure | IOException e) {
            String words = withoutSecrets(String.valueOf(e.getMessage()), inputs);
            throw new IllegalStateException(words, words.equals(e.getMessage()) ? e : null);
        }
        found.getAsJsonObject("problems")
                .asMap()
                .forEach((name, message) ->
                        problems.add(Problem.of(name, Problem.INVALID, withoutSecrets(message.getAsString(), inputs))));
    }

    /** A run keeps its secrets itself; while inputs are checked there is none. */
    private String withoutSecrets(String text, Inputs inputs) {
        String clean = text;
        for (Property<?> property : declared.properties()) {
            if (property.type().isSecret() && inputs.find(property).orElse(null) instanceof Secret secret) {
                clean = secret.redactFrom(clean, secret.toString());
            }
        }
        return clean;
    }

    @Override
    protected void execute(Context run) throws PythonFailure, IOException {
        new PythonRun(declared, run).execute(pool);
    }
}
